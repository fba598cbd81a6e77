import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { buildWorld, type Comment, eventually, type ServiceProcess, type World } from './world.ts';

const fromAgent = ({ user }: Comment): boolean => user.id === PEOPLE.agent.id;
const fields = {
  'Account ID': 'acme',
  'Use case': 'Plan sprints',
  'Onboarding goals': 'Colleagues finish tasks together',
  CSM: 'cara',
  'Onboarding lead': 'lena',
};

interface Hook {
  readonly id: string;
  readonly health: { readonly status: string };
}

/** ClickUp suspends a webhook without a word and makes up for nothing. */
describe('a webhook that ClickUp has suspended while the service runs', () => {
  let world: World;
  let service: ServiceProcess;
  let draft: Comment;
  beforeAll(async () => {
    world = await buildWorld();
    service = await world.serve({ RECONCILE_CRON: '*/1 * * * * *' });
    const taskId = await world.addAccount({ name: 'Acme', fields });
    draft = await eventually(async () => (await world.comments(taskId)).find(fromAgent));
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  const hook = async (): Promise<Hook> => {
    const agent = world.standIn.as(world.workspace.tokens.agent);
    const { webhooks } = await agent.get<{ webhooks: readonly [Hook] }>('/v2/team/9000000001/webhook');
    return webhooks[0];
  };
  const told = async (): Promise<number> =>
    (await world.standIn.get<{ deliveries: readonly unknown[] }>('/deliveries')).deliveries.length;
  const answers = async (): Promise<number> => (await world.replies(draft.id)).filter(fromAgent).length;
  const approvals = async (): Promise<number> => {
    const audit = await service.json<readonly { what: string }[]>('/api/audit');
    return audit.filter(({ what }) => what === 'plan_approved').length;
  };

  it('is woken, and what was said in a thread meanwhile is found, once', async () => {
    // Until the approval is written, waking must not succeed; else it would simply be told of.
    await world.standIn.put('/faults', [{ method: 'PUT', path: '/v2/webhook/*', effect: 'status', status: 503 }]);
    await world.standIn.post(`/webhooks/${(await hook()).id}/suspend`);
    await world.standIn.get('/idle');
    const before = await told();
    await world.reply('lena', draft.id, 'approve');
    expect(await told()).toBe(before);
    const metrics = async () => (await fetch(`${service.url}/metrics`)).text();
    await eventually(async () => (await metrics()).includes('fvm_webhook_active 0\n'));
    await world.standIn.put('/faults', []);
    await eventually(async () => (await hook()).health.status === 'active');
    await eventually(async () => (await answers()) === 1);
    expect(await service.json('/api/accounts/acme')).toMatchObject({ plan: { status: 'approved' } });
    expect(service.log()).toContain('the webhook was silent and is active again');
  });

  it('tells of everything again', async () => {
    const before = await told();
    await world.reply('lena', draft.id, 'status');
    await eventually(async () => (await answers()) === 2);
    expect(await told()).toBeGreaterThan(before);
    expect(await approvals()).toBe(1);
  });
});

describe('a webhook that someone has removed while the service runs', () => {
  let world: World;
  afterEach(() => world.close());

  it('is registered anew', async () => {
    world = await buildWorld();
    await world.serve({ RECONCILE_CRON: '*/1 * * * * *' });
    const agent = world.standIn.as(world.workspace.tokens.agent);
    const hooks = async () =>
      (await agent.get<{ webhooks: readonly Hook[] }>('/v2/team/9000000001/webhook')).webhooks.map(({ id }) => id);
    const [first] = await eventually(async () => ((await hooks()).length === 1 ? hooks() : null));
    await agent.delete(`/v2/webhook/${first}`);
    await eventually(async () => (await hooks()).some((id) => id !== first));
    const taskId = await world.addAccount({ name: 'Acme', fields });
    await eventually(async () => (await world.comments(taskId)).find(fromAgent));
  }, 60_000);
});
