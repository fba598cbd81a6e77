import { createHmac } from 'node:crypto';
import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { buildWorld, type Comment, eventually, type ServiceProcess, type World } from './world.ts';

const fromAgent = ({ user }: Comment): boolean => user.id === PEOPLE.agent.id;

/** The webhook's door with the stand-in behind it; the board is not polled here, so what is heard came through the door. */
describe('what ClickUp delivers', () => {
  let world: World;
  let service: ServiceProcess;
  let taskId: string;
  let draft: Comment;
  beforeAll(async () => {
    world = await buildWorld();
    service = await world.serve({ RECONCILE_CRON: '0 0 1 1 *' });
    const goals = { 'Use case': 'Plan sprints', 'Onboarding goals': 'Colleagues finish tasks together' };
    const people = { CSM: 'cara', 'Onboarding lead': 'lena' };
    taskId = await world.addAccount({ name: 'Acme', fields: { 'Account ID': 'acme', ...goals, ...people } });
    draft = await eventually(async () => (await world.comments(taskId)).find(fromAgent));
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  const agent = () => world.standIn.as(world.workspace.tokens.agent);
  const post = async (body: string, signature?: string): Promise<number> => {
    const headers = {
      'Content-Type': 'application/json',
      ...(signature === undefined ? {} : { 'X-Signature': signature }),
    };
    return (await fetch(`${service.url}/webhooks/clickup`, { method: 'POST', headers, body })).status;
  };
  const approvals = async () =>
    (await service.json<readonly { what: string }[]>('/api/audit')).filter(({ what }) => what === 'plan_approved')
      .length;
  const mention = async (words: string): Promise<string> => {
    const comment = [{ type: 'tag', user: { id: PEOPLE.agent.id } }, { text: ` ${words}` }];
    const api = world.standIn.as(world.workspace.tokens.omar);
    return String((await api.post<{ id: number }>(`/v2/task/${taskId}/comment`, { comment, notify_all: false })).id);
  };

  it('is proved before it is read: 403 without the right signature, then 400 for what is no JSON, never 401 or 410', async () => {
    const { webhooks } = await agent().get<{ webhooks: readonly { secret: string }[] }>('/v2/team/9000000001/webhook');
    const sign = (body: string) =>
      createHmac('sha256', webhooks[0]?.secret ?? '')
        .update(body)
        .digest('hex');
    expect(await post('{}')).toBe(403);
    expect(await post('no json', '00')).toBe(403);
    expect(await post('no json', sign('no json'))).toBe(400);
    expect(await post('[]', sign('[]'))).toBe(200);
    expect(await post('x'.repeat(1_100_000), sign('x'))).toBe(413);
    expect(await (await fetch(`${service.url}/metrics`)).text()).toMatch(/^fvm_webhook_unusable_total 1$/m);
  });

  it('counts once, however often it is delivered', async () => {
    await world.reply('lena', draft.id, 'approve');
    await eventually(async () => (await world.replies(draft.id)).find(fromAgent));
    const { deliveries } = await world.standIn.get<{ deliveries: readonly { id: number }[] }>('/deliveries');
    for (const { id } of deliveries) await world.standIn.post(`/deliveries/${id}/resend`);
    await world.standIn.get('/idle');
    const after = await mention('status');
    await eventually(async () => (await world.replies(after)).find(fromAgent));
    expect((await world.replies(draft.id)).filter(fromAgent)).toHaveLength(1);
    expect(await approvals()).toBe(1);
  });

  it('is heard anew when a comment is edited, though ClickUp gives it the same history id', async () => {
    const id = await mention('status');
    await eventually(async () => (await world.replies(id)).find(fromAgent));
    const comment = [{ type: 'tag', user: { id: PEOPLE.agent.id } }, { text: ' help' }];
    await world.standIn.as(world.workspace.tokens.omar).put(`/v2/comment/${id}`, { comment });
    const second = await eventually(async () => (await world.replies(id)).filter(fromAgent)[1]);
    expect(second.comment_text).toContain('What I understand');
  });

  it('is there after a kill if it was acknowledged, and comes once', async () => {
    const { webhooks } = await agent().get<{ webhooks: readonly { secret: string }[] }>('/v2/team/9000000001/webhook');
    const secret = webhooks[0]?.secret ?? '';
    const bodies = Array.from({ length: 200 }, (_, n) =>
      JSON.stringify({ event: 'listCreated', list_id: `l${n}`, history_items: [{ id: `kill-${n}`, field: 'name' }] }),
    );
    const send = async (body: string): Promise<{ stored: number; known: number }> => {
      const headers = { 'X-Signature': createHmac('sha256', secret).update(body).digest('hex') };
      const answer = await fetch(`${service.url}/webhooks/clickup`, { method: 'POST', headers, body });
      if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
      return (await answer.json()) as { stored: number; known: number };
    };
    const acknowledged: string[] = [];
    let killed: Promise<void> | null = null;
    const sent = bodies.map(async (body) => {
      await send(body);
      acknowledged.push(body);
      if (acknowledged.length === 20) killed = service.kill();
    });
    await Promise.allSettled(sent);
    await killed;
    // At the same address: elsewhere it would register another webhook, with a secret of its own.
    service = await world.serve({ RECONCILE_CRON: '0 0 1 1 *', PORT: new URL(service.url).port });
    expect(acknowledged.length).toBeGreaterThanOrEqual(20);
    expect(acknowledged.length).toBeLessThan(bodies.length);
    const again = await Promise.all(acknowledged.map(send));
    expect(again).toEqual(acknowledged.map(() => ({ stored: 0, known: 1 })));
  }, 180_000);
});
