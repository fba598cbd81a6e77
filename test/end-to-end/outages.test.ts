import { Analytics } from '@segment/analytics-node';
import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { buildWorld, type Comment, eventually, type ServiceProcess, type World, WRITE_KEY } from './world.ts';

const fromAgent = ({ user }: Comment): boolean => user.id === PEOPLE.agent.id;
const fields = {
  'Account ID': 'acme',
  'Use case': 'Plan sprints',
  'Onboarding goals': 'Colleagues finish tasks together',
  CSM: 'cara',
  'Onboarding lead': 'lena',
};

interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly why: string | null }[];
}

describe('when ClickUp cannot be reached at start', () => {
  let world: World;
  let service: ServiceProcess;
  beforeAll(async () => {
    world = await buildWorld();
    await world.standIn.put('/faults', [
      { effect: 'cut-before', path: '/v2/user' },
      { effect: 'cut-before', path: '/v2/team/**' },
      { effect: 'cut-before', path: '/v2/list/**' },
    ]);
    service = await world.serve();
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  it('starts all the same, and says in /readyz what is wrong and that it tries again', async () => {
    const readiness = await eventually(async () => {
      const answer = await service.json<Readiness>('/readyz');
      return answer.checks.some(({ why }) => why?.includes('tried again')) ? answer : null;
    });
    expect(readiness.ready).toBe(false);
    expect(readiness.checks).toContainEqual({ name: 'database', ok: true, why: null });
  });

  it('loses nothing that comes in meanwhile', async () => {
    const analytics = new Analytics({ writeKey: WRITE_KEY, host: service.url });
    analytics.track({ userId: 'u1', event: 'Signed In', context: { groupId: 'acme' } });
    await analytics.closeAndFlush();
    await world.standIn.put('/faults', []);
    const taskId = await world.addAccount({ name: 'Acme', fields });
    await eventually(async () => (await service.json<Readiness>('/readyz')).ready);
    await eventually(async () => (await world.comments(taskId)).find(fromAgent));
    const account = await service.json<{ last_activity_at: string | null }>('/api/accounts/acme');
    expect(account.last_activity_at).not.toBeNull();
  });
});

describe('without PUBLIC_URL', () => {
  let world: World;
  let service: ServiceProcess;
  beforeAll(async () => {
    world = await buildWorld();
    service = await world.serve({ PUBLIC_URL: '', RECONCILE_CRON: '*/1 * * * * *' });
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  it('finds new accounts, approvals and changes by polling alone', async () => {
    const taskId = await world.addAccount({ name: 'Acme', fields });
    const draft = await eventually(async () => (await world.comments(taskId)).find(fromAgent));
    await world.reply('lena', draft.id, 'approve');
    await eventually(async () => (await world.replies(draft.id)).find(fromAgent));
    expect(await service.json<{ plan: object }>('/api/accounts/acme')).toMatchObject({ plan: { status: 'approved' } });
    expect(await world.standIn.as(world.workspace.tokens.agent).get('/v2/team/9000000001/webhook')).toEqual({
      webhooks: [],
    });
  });

  it('finds by polling alone that an account’s task was deleted', async () => {
    const taskId = await world.addAccount({ name: 'Bolt', fields: { ...fields, 'Account ID': 'bolt' } });
    const isListed = async () =>
      (await service.json<readonly { task_id: string }[]>('/api/accounts')).some((each) => each.task_id === taskId);
    await eventually(isListed);
    await world.standIn.as(world.workspace.tokens.agent).delete(`/v2/task/${taskId}`);
    await eventually(async () => !(await isListed()));
  });
});

describe('an approval given while the service is down', () => {
  let world: World;
  beforeAll(async () => {
    world = await buildWorld();
  });
  afterAll(() => world.close());

  it('counts once when it is back', async () => {
    const before = await world.serve();
    const taskId = await world.addAccount({ name: 'Acme', fields });
    const draft = await eventually(async () => (await world.comments(taskId)).find(fromAgent));
    await before.stop();
    await world.reply('lena', draft.id, 'approve');
    await world.standIn.get('/idle');
    const after = await world.serve();
    await eventually(async () => (await world.replies(draft.id)).find(fromAgent));
    const audit = await after.json<readonly { what: string }[]>('/api/audit');
    expect(audit.filter(({ what }) => what === 'plan_approved')).toHaveLength(1);
    await after.stop();
  }, 60_000);
});
