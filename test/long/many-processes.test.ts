import { setTimeout as pause } from 'node:timers/promises';
import { LISTS, PEOPLE } from '../../src/cli/demo/workspace.ts';
import { type FaultProxy, startFaultProxy } from '../http/fault-proxy.ts';
import { startPostgres, type TestPostgres } from '../storage/postgres.ts';
import { dice } from '../../src/sandbox/dice.ts';
import { keysIn, keysOf } from '../end-to-end/keys.ts';
import {
  ALERTS_AT_ONCE,
  buildWorld,
  type Comment,
  freePort,
  type ProgramProcess,
  type Task,
  type World,
  WRITE_KEY,
} from '../end-to-end/world.ts';

const SEED = Number(process.env.FVM_SEED ?? 20_261_126);
const ACCOUNTS = 200;
const KILLS = 8;
/** As on ClickUp's larger plans: little enough to be in the way of four processes. */
const CALLS_A_MINUTE = 1_000;
const DAY_MS = 86_400_000;
/** The leases of the last kill, what the rate limit holds back, and room for a slow machine. */
const PATIENCE_MS = 500_000;

const QUIET = 'fvm_inbox_waiting 0, fvm_writes_waiting 0';

/** Calls that take a while, so that a kill finds its process in the middle of one. */
const SLOWLY = [{ effect: 'delay', path: '/v2/**', ms: 150, probability: 0.5, seed: SEED }];

interface Everything {
  readonly tasks: readonly (Task & { readonly list: { readonly id: string } })[];
  readonly comments: readonly (Comment & { readonly task_id: string })[];
  readonly webhooks: readonly unknown[];
}

describe(`two hundred alerts from two services and two workers on one PostgreSQL (FVM_SEED=${SEED})`, () => {
  let postgres: TestPostgres;
  let world: World;
  let balancer: FaultProxy;
  let settings: Record<string, string>;
  let ports: readonly number[];
  /** Services first, as the ports are. */
  const living: ProgramProcess[] = [];
  const logs: (() => string)[] = [];
  const tasks: string[] = [];
  let left = '';
  let told: Everything;

  beforeAll(async () => {
    [postgres, world] = await Promise.all([startPostgres(), buildWorld({ monitor: ALERTS_AT_ONCE })]);
    ports = [await freePort(), await freePort()];
    let turn = 0;
    const target = (): string => `http://127.0.0.1:${ports[turn++ % ports.length]}`;
    balancer = await startFaultProxy({ target, faults: new Map(), restart: async () => undefined });
    settings = {
      DATABASE_URL: await postgres.database(),
      PUBLIC_URL: balancer.url,
      SWEEP_CRON: '*/8 * * * * *',
      DIGEST_CRON: '0 0 1 1 *',
      REPORT_CRON: '0 0 1 1 *',
      LOG_LEVEL: 'info',
    };
    await addAccounts();
    await world.standIn.put('/rate-limit', { limit: CALLS_A_MINUTE });
    await world.standIn.put('/faults', SLOWLY);
    await Promise.all([0, 1, 2, 3].map(start));
    await signIns();
    await killAtRandom();
    await untilQuiet();
    told = everything();
  }, 900_000);
  afterAll(async () => {
    await Promise.all(living.map((each) => each.stop()));
    await balancer.close();
    await world.close();
    await postgres.stop();
  }, 60_000);

  async function addAccounts(): Promise<void> {
    const fields = { 'Use case': 'Plan sprints', 'Onboarding goals': 'Colleagues finish tasks together', CSM: 'cara' };
    for (let n = 1; n <= ACCOUNTS; n += 1) {
      const own = { 'Account ID': `acc-${n}`, 'Start date': Date.now() - 35 * DAY_MS, 'Onboarding lead': 'lena' };
      tasks.push(await world.addAccount({ name: `Account ${n}`, fields: { ...fields, ...own } }));
    }
  }

  /** All four at once on a database that has nothing yet: one of them brings it up to date and registers the webhook. */
  async function start(at: number): Promise<void> {
    const port = ports[at];
    const begun = port === undefined ? world.work(settings) : await world.serve({ ...settings, PORT: String(port) });
    living[at] = begun;
    logs.push(begun.log);
  }

  async function signIns(): Promise<void> {
    const batch = tasks.map((_, at) => ({
      type: 'track',
      event: 'Signed In',
      userId: `user-${at + 1}`,
      messageId: `m-${at + 1}`,
      timestamp: new Date().toISOString(),
      context: { groupId: `acc-${at + 1}` },
    }));
    const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
    const headers = { Authorization, 'Content-Type': 'application/json' };
    const answer = await fetch(`${balancer.url}/v1/batch`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ batch }),
    });
    expect(answer.status).toBe(200);
  }

  /** While one comes back, the next one may already die. */
  async function killAtRandom(): Promise<void> {
    const random = dice(SEED);
    const returning: (Promise<void> | undefined)[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await pause(1_000 + 4_000 * random());
      const at = Math.floor(4 * random());
      await returning[at];
      await living[at]?.kill();
      returning[at] = start(at);
    }
    await Promise.all(returning);
  }

  async function untilQuiet(): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end) {
      const metrics = await (await fetch(`${balancer.url}/metrics`)).text();
      left = metrics.match(/^fvm_(inbox|writes)_waiting .*$/gm)?.join(', ') ?? '';
      const now = everything();
      const isTold = now.tasks.length >= 2 * ACCOUNTS && onAccounts(now).length >= 2 * ACCOUNTS;
      if (isTold && left === QUIET) return;
      await pause(2_000);
    }
  }

  const everything = (): Everything => world.sandbox.state() as unknown as Everything;
  const onAccounts = ({ comments }: Everything): readonly Comment[] =>
    comments.filter(({ task_id: id }) => tasks.includes(id));

  it('leaves one alert task an account', () => {
    const alerts = told.tasks.filter(({ list }) => list.id === LISTS.alerts);
    const keys = alerts.flatMap(({ markdown_description: text }) => keysIn(text ?? ''));
    expect(keys.sort()).toEqual(tasks.map((id) => `${id}.a1.task`).sort());
  });

  it('leaves one draft and one mention on each account task, and nothing else', () => {
    const keys = onAccounts(told).flatMap(keysOf);
    expect(keys.sort()).toEqual(tasks.flatMap((id) => [`${id}.a1.mention`, `${id}.draft.v1`]).sort());
    const calls = told.comments.filter(({ comment }) => comment.some(({ user }) => user?.id === PEOPLE.cara.id));
    expect(calls.map(({ task_id: id }) => id).sort()).toEqual([...tasks].sort());
  });

  it('has said nothing twice in the alert tasks either', () => {
    const keys = told.comments.flatMap(keysOf);
    expect(keys.sort()).toEqual([...new Set(keys)].sort());
  });

  it('leaves nothing in the inbox or the outbox', () => {
    expect(left).toBe(QUIET);
  });

  it('has kept to the rate limit, whoever called', async () => {
    const { requests } = await world.standIn.get<{
      requests: readonly { readonly status: number | null; readonly user_id: number }[];
    }>('/requests');
    const ours = requests.filter(({ user_id: id }) => id === PEOPLE.agent.id);
    expect(ours.length).toBeGreaterThan(3 * ACCOUNTS);
    expect(ours.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('has registered one webhook', () => {
    expect(told.webhooks).toHaveLength(1);
  });

  it('has swept each time once, whichever process did', () => {
    const lines = logs.flatMap((log) => log().split('\n')).filter((line) => line.includes('"msg":"swept"'));
    const slots = lines.map((line) => (JSON.parse(line) as { slot: string }).slot);
    expect(slots.length).toBeGreaterThan(2);
    expect(slots.sort()).toEqual([...new Set(slots)].sort());
  });

  it('has lost no process but those that were killed', () => {
    expect(living.map((each) => each.lives())).toEqual([true, true, true, true]);
  });
});
