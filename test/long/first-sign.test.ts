import { setTimeout as pause } from 'node:timers/promises';
import { LISTS, PEOPLE, type PersonName } from '../../src/cli/demo/workspace.ts';
import { buildWorld, eventually, type ServiceProcess, type World } from '../end-to-end/world.ts';

/** ClickUp's smallest plans. */
const LIMIT = 100;
const ACCOUNTS = 500;
const QUESTIONS = 24;
/** What the product promises (PRODUCT.md, Manners): this one test measures it, by the stand-in's own stamps. */
const FIRST_SIGN_MS = 5_000;
/** How far away ClickUp is. */
const AWAY_MS = 150;
const SHARE = 0.95;
/** Pages of the list, comments, threads. */
const READS = /\/(list\/\d+\/task|task\/[^/]+\/comment|comment\/\d+\/reply)$/;
const ASKERS: readonly PersonName[] = ['cara', 'omar', 'lena', 'tara'];
const WORDS = ['status', 'help', 'why', 'stuck'];

const MONITOR = `
product: { name: Sprintly, promise: Teams see and finish their work together }
clickup: { accounts_list: "${LISTS.accounts}", alerts_list: "${LISTS.alerts}" }
owners: { lead: "${PEOPLE.tara.id}", fallback: "${PEOPLE.frida.id}" }
`;

interface Request {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly user_id: number;
  readonly status: number | null;
}
interface Stamped {
  readonly id: string;
  readonly date: string;
  readonly user: { readonly id: number };
  readonly comment: readonly { readonly attributes?: { readonly link?: string } }[];
}

describe(`people who ask while ${ACCOUNTS} accounts are read at ${LIMIT} calls a minute`, () => {
  let world: World;
  let service: ServiceProcess;
  const tasks: string[] = [];
  const asked: string[] = [];
  let requests: readonly Request[] = [];
  let from = 0;

  beforeAll(async () => {
    world = await buildWorld({ monitor: MONITOR });
    for (let n = 1; n <= ACCOUNTS; n += 1)
      tasks.push(await world.addAccount({ name: `Account ${n}`, fields: { 'Account ID': `acc-${n}`, CSM: 'cara' } }));
    await world.standIn.put('/rate-limit', { limit: LIMIT });
    await world.standIn.put('/faults', [{ effect: 'delay', path: '/v2/**', ms: AWAY_MS }]);
    await world.standIn.delete('/requests');
    service = await world.serve();
    await eventually(async () => (await ofAgent()).some(({ path }) => path.endsWith(`/list/${LISTS.accounts}/task`)));
    from = Date.now();
    for (let n = 0; n < QUESTIONS; n += 1) {
      await ask(n);
      await pause(((n * 7) % 5) * 600);
    }
    await eventually(async () => waits().every(Number.isFinite));
    requests = await ofAgent();
  }, 120_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  }, 30_000);

  /** Commands that need facts and one that needs none, by several people, at top level and in threads of others. */
  async function ask(n: number): Promise<void> {
    const who = ASKERS[n % ASKERS.length] ?? 'cara';
    const comment = [{ type: 'tag', user: { id: PEOPLE.agent.id } }, { text: ` ${WORDS[(n * 3) % WORDS.length]}` }];
    const path = n % 3 === 2 ? `/v2/comment/${asked[n - 1]}/reply` : `/v2/task/${taskOf(n)}/comment`;
    const api = world.standIn.as(world.workspace.tokens[who]);
    asked.push(String((await api.post<{ id: number }>(path, { comment, notify_all: false })).id));
  }

  const taskOf = (n: number): string | undefined => tasks[(n * 37) % tasks.length];
  const ofAgent = async (): Promise<readonly Request[]> =>
    (await world.standIn.get<{ requests: readonly Request[] }>('/requests')).requests.filter(
      ({ user_id: id }) => id === PEOPLE.agent.id,
    );
  /** How long each person waited, by the stand-in's stamps; a reply names the comment that it answers in its key. */
  function waits(): readonly number[] {
    const { comments } = world.sandbox.state() as { comments: readonly Stamped[] };
    const own = comments.filter(({ user }) => user.id === PEOPLE.agent.id);
    return asked.map((id) => {
      const reply = own.find(({ comment }) =>
        comment.some((part) => part.attributes?.link?.includes(`#fvm-reply.${id}.`)),
      );
      const question = comments.find((each) => each.id === id);
      return reply && question ? Number(reply.date) - Number(question.date) : Number.POSITIVE_INFINITY;
    });
  }

  it(`see the first sign of an answer within ${FIRST_SIGN_MS / 1_000} seconds, 95 % of them`, () => {
    const sorted = waits().toSorted((one, other) => one - other);
    expect(sorted).toHaveLength(QUESTIONS);
    expect(sorted[Math.ceil(SHARE * QUESTIONS) - 1]).toBeLessThanOrEqual(FIRST_SIGN_MS);
  });

  it('ask while the reading goes on, which takes a third of the calls at most', () => {
    const reads = requests.filter(({ method, path, at }) => method === 'GET' && at >= from && READS.test(path));
    // To answer a question its thread or its task's comments are read once.
    const reading = reads.length - QUESTIONS;
    expect(reading).toBeGreaterThan(5);
    expect(reading).toBeLessThanOrEqual(LIMIT / 3);
  });

  it('never make the agent be refused', () => {
    expect(requests.filter(({ status }) => status === 429)).toEqual([]);
  });
});
