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
const SECRET_WORDS = 'status please of the hush-hush-4711 rollout';

interface Line {
  readonly msg: string;
  readonly event?: string;
  readonly delivery?: string;
  readonly [field: string]: unknown;
}

/** What an operator sees and does: the log of one delivery, the figures, and a stop. */
describe('a running service', () => {
  let world: World;
  let service: ServiceProcess;
  let draft: Comment;
  beforeAll(async () => {
    world = await buildWorld();
    service = await world.serve({ LOG_LEVEL: 'info' });
    const taskId = await world.addAccount({ name: 'Acme', fields });
    draft = await eventually(async () => (await world.comments(taskId)).find(fromAgent));
  }, 120_000);
  afterAll(() => world.close());

  const answers = async (): Promise<readonly Comment[]> => (await world.replies(draft.id)).filter(fromAgent);
  /** Lena's own reply passes, the agent's answer to it takes its time. */
  const slowAnswer = (ms: number): Promise<unknown> =>
    world.standIn.put('/faults', [
      { method: 'POST', path: '/v2/comment/*/reply', effect: 'delay', ms, skip: 1, count: 1 },
    ]);
  const isUnderWay = async (): Promise<boolean> => {
    const { rules } = await world.standIn.get<{ rules: readonly { struck: number }[] }>('/faults');
    return rules.some(({ struck }) => struck > 0);
  };
  const lines = (): readonly Line[] =>
    service
      .log()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);

  it('can be followed in its log by one id, from what ClickUp told to what it answered', async () => {
    await world.reply('lena', draft.id, SECRET_WORDS);
    const [reply] = await eventually(async () => ((await answers()).length === 1 ? answers() : null));
    await eventually(async () => lines().some(({ msg, kind }) => msg === 'written to ClickUp' && kind === 'reply'));
    const told = lines().filter(
      ({ msg, event }) => msg === 'a change told by ClickUp is stored' && event === 'taskCommentPosted',
    );
    const id = told
      .map(({ delivery }) => delivery)
      .find((each) => lines().some((line) => line.delivery === each && line.kind === 'reply'));
    const trail = lines().filter(({ delivery }) => id !== undefined && delivery === id);
    expect(trail).toMatchObject([
      { msg: 'a change told by ClickUp is stored', event: 'taskCommentPosted', stored: 1 },
      { msg: 'ClickUp answered', method: 'POST', status: 200, ms: expect.any(Number), write: expect.any(String) },
      { msg: 'written to ClickUp', kind: 'reply', commentId: reply?.id, account: expect.any(String) },
    ]);
    expect(trail[1]?.write).toBe(trail[2]?.write);
  });

  it('writes neither what people say nor a secret into its log', () => {
    const log = service.log();
    expect(log).toContain('a change told by ClickUp is stored');
    expect(log).not.toContain('hush-hush');
    expect(log).not.toContain(world.workspace.tokens.agent);
  });

  it('shows in its figures what came and went', async () => {
    const text = await (await fetch(`${service.url}/metrics`)).text();
    expect(text).toMatch(/^fvm_clickup_writes_total\{kind="reply",outcome="done"\} 1$/m);
    expect(text).toMatch(/^fvm_webhook_deliveries_total\{status="200"\} [1-9]/m);
    expect(text).toMatch(/^fvm_webhook_active 1$/m);
    expect(text).toMatch(/^fvm_rate_limit 100000$/m);
    expect(text).toMatch(/^fvm_inbox_waiting 0$/m);
  });

  it('is ready, and says of what', async () => {
    const { ready, checks } = await service.json<{ ready: boolean; checks: { name: string }[] }>('/readyz');
    expect({ ready, names: checks.map(({ name }) => name) }).toEqual({
      ready: true,
      names: ['database', 'clickup', 'worker'],
    });
  });

  it('ends a write that is under way when it is told to stop, and leaves the next one to its next start', async () => {
    await slowAnswer(1_500);
    await world.reply('lena', draft.id, 'status');
    await eventually(isUnderWay);
    await world.reply('lena', draft.id, 'help');
    expect(await service.stop()).toBe(0);
    expect(lines().at(-1)?.msg).toBe('stopped');
    expect(await answers()).toHaveLength(2);
    await world.standIn.put('/faults', []);
    service = await world.serve({ LOG_LEVEL: 'info' });
    await eventually(async () => (await answers()).length === 3);
  }, 120_000);

  it('ends at once when it is told again, not by the echo of what it was told', async () => {
    await slowAnswer(20_000);
    await world.reply('lena', draft.id, 'status');
    await eventually(isUnderWay);
    const first = service.stop();
    await eventually(async () => lines().some(({ msg }) => msg === 'stopping'));
    // Within a second it is the same word, as npm passes it on.
    process.kill(service.pid, 'SIGTERM');
    expect(service.lives()).toBe(true);
    await eventually(async () => {
      if (service.lives()) process.kill(service.pid, 'SIGTERM');
      return !service.lives();
    });
    expect(await first).toBe(1);
    expect(service.log()).not.toContain('not all was over in ten seconds');
    await world.standIn.put('/faults', []);
  });
});
