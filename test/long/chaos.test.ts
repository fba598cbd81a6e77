import { setTimeout as pause } from 'node:timers/promises';
import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { dice } from '../../src/sandbox/dice.ts';
import { keysIn, keysOf } from '../end-to-end/keys.ts';
import {
  ALERTS_AT_ONCE,
  buildWorld,
  type CommandResult,
  freePort,
  type ServiceProcess,
  type World,
  WRITE_KEY,
} from '../end-to-end/world.ts';

const SEED = Number(process.env.FVM_SEED ?? 20_261_123);
const ACCOUNTS = 50;
const KILLS = 5;
const DAY_MS = 86_400_000;
/** The lease of the last kill, and room for a slow machine. */
const PATIENCE_MS = 200_000;
/** Accounts of which their CSM says, in the middle of it all, that they have reached first value. */
const REACHED = 10;

/** Everything that may go wrong on the way, at random, the same for one seed. */
const FAULTS = [
  { effect: '429', probability: 0.02 },
  { effect: 'cut-before', probability: 0.06 },
  { effect: 'cut-after', probability: 0.06 },
  { effect: 'cut-inside', probability: 0.04 },
  { effect: 'garbled', probability: 0.04 },
  { effect: 'status-after', status: 500, probability: 0.08 },
  { effect: 'status', status: 503, probability: 0.03 },
  { effect: 'delay', ms: 300, probability: 0.05 },
].map((rule, at) => ({ ...rule, path: '/v2/**', seed: SEED + at }));

/** Longer than we wait for an answer; what was asked is done all the same, after we have given up on it. */
const TIME_OUTS = ['/v2/task/*/comment', '/v2/comment/*/reply'].map((path) => ({
  effect: 'delay',
  method: 'POST',
  path,
  ms: 21_000,
  count: 1,
}));

interface Row {
  readonly state: string;
  readonly account_id: string;
  readonly alert: { readonly task_id: string | null } | null;
}

describe(`fifty alerts while everything goes wrong (FVM_SEED=${SEED})`, () => {
  let world: World;
  let service: ServiceProcess;
  const tasks = new Map<string, string>();
  const reached = new Map<string, string>();
  const asked: { readonly taskId: string; readonly id: string }[] = [];
  const sweeps: Promise<CommandResult>[] = [];

  beforeAll(async () => {
    world = await buildWorld({ monitor: ALERTS_AT_ONCE });
    const fields = { 'Use case': 'Plan sprints', 'Onboarding goals': 'Colleagues finish tasks together', CSM: 'cara' };
    for (let n = 1; n <= ACCOUNTS; n += 1) {
      const own = { 'Account ID': `acc-${n}`, 'Start date': Date.now() - 35 * DAY_MS, 'Onboarding lead': 'lena' };
      tasks.set(`acc-${n}`, await world.addAccount({ name: `Account ${n}`, fields: { ...fields, ...own } }));
    }
    for (let n = 1; n <= REACHED; n += 1) {
      const own = { 'Account ID': `good-${n}`, 'Start date': Date.now() - 5 * DAY_MS, 'Onboarding lead': 'lena' };
      reached.set(`good-${n}`, await world.addAccount({ name: `Good ${n}`, fields: { ...fields, ...own } }));
    }
    await world.standIn.put('/faults', FAULTS);
    await passThroughChaos();
  }, 420_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  /** One address for all lives of the service, as behind a real one; a sweep every two seconds. */
  async function passThroughChaos(): Promise<void> {
    const random = dice(SEED);
    const given = { PORT: String(await freePort()), SWEEP_CRON: '*/2 * * * * *', LOG_LEVEL: 'error' };
    service = await world.serve(given);
    await signIns(service.url);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      if (kill === 2) sweeps.push(world.run(['sweep', '--json']), world.run(['sweep', '--json']));
      await pause(500 + 2_500 * random());
      await sayReached(kill);
      await sendAgain();
      await service.kill();
      service = await world.serve(given);
    }
    await Promise.all(sweeps);
    await world.standIn.put('/faults', [...TIME_OUTS, ...FAULTS]);
    for (let late = KILLS + 1; late <= REACHED; late += 1) await sayReached(late);
    await untilQuiet();
    await world.standIn.put('/faults', []);
  }

  async function signIns(url: string): Promise<void> {
    const batch = [...tasks.keys()].map((groupId) => ({
      type: 'track',
      event: 'Signed In',
      userId: `user-${groupId}`,
      messageId: `m-${groupId}`,
      timestamp: new Date().toISOString(),
      context: { groupId },
    }));
    const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
    const headers = { Authorization, 'Content-Type': 'application/json' };
    const answer = await fetch(`${url}/v1/batch`, { method: 'POST', headers, body: JSON.stringify({ batch }) });
    expect(answer.status).toBe(200);
  }

  /** Just before a kill: done, half done or not begun by the process that dies. */
  async function sayReached(n: number): Promise<void> {
    const taskId = reached.get(`good-${n}`) ?? '';
    const day = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
    const comment = [{ type: 'tag', user: { id: PEOPLE.agent.id } }, { text: ` reached ${day}` }];
    const path = `/v2/task/${taskId}/comment`;
    const { id } = await withoutFault(() =>
      world.standIn.as(world.workspace.tokens.cara).post<{ id: number }>(path, { comment, notify_all: false }),
    );
    // Told, and so stored; whatever comes of it happens in the life that ends now or in a later one.
    await world.standIn.get('/idle');
    asked.push({ taskId, id: String(id) });
  }

  /** People see what went wrong, and try again. */
  async function withoutFault<T>(act: () => Promise<T>): Promise<T> {
    await world.standIn.put('/faults', []);
    const result = await act();
    await world.standIn.put('/faults', asked.length < KILLS ? FAULTS : [...TIME_OUTS, ...FAULTS]);
    return result;
  }

  /** ClickUp delivers everything that it has delivered so far a second time. */
  async function sendAgain(): Promise<void> {
    const { deliveries } = await world.standIn.get<{ deliveries: readonly { id: number }[] }>('/deliveries');
    for (const { id } of deliveries.slice(-40)) await world.standIn.post(`/deliveries/${id}/resend`);
  }

  async function untilQuiet(): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end) {
      const rows = await service.json<readonly Row[]>('/api/accounts?limit=100');
      const metrics = await (await fetch(`${service.url}/metrics`)).text();
      const told = rows.filter(({ alert }) => alert?.task_id != null).length;
      const good = rows.filter(({ state }) => state === 'reached').length;
      if (told === ACCOUNTS && good === REACHED && /^fvm_writes_waiting 0$/m.test(metrics)) return;
      await pause(250);
    }
  }

  it('lets both sweeps beside it end well', async () => {
    for (const { code, err } of await Promise.all(sweeps)) expect([code, err]).toEqual([0, expect.anything()]);
  });

  it('leaves one alert task an account', async () => {
    const found = await world.alertTasks();
    const keys = found.flatMap(({ markdown_description: text }) => keysIn(text ?? ''));
    expect(keys.sort()).toEqual([...tasks.values()].map((id) => `${id}.a1.task`).sort());
  });

  it('leaves one draft and one mention on each account task, and nothing else', async () => {
    for (const taskId of tasks.values()) {
      const comments = await world.comments(taskId);
      const keys = comments.flatMap((comment) => keysOf(comment));
      expect(keys.sort()).toEqual([`${taskId}.a1.mention`, `${taskId}.draft.v1`]);
      const calls = comments.filter(({ comment }) => comment.some(({ user }) => user?.id === PEOPLE.cara.id));
      expect(calls).toHaveLength(1);
    }
  });

  it('answers each of those who spoke meanwhile once, and tells their good news once', async () => {
    expect(asked).toHaveLength(REACHED);
    for (const { taskId, id } of asked) {
      const replies = (await world.replies(id)).flatMap((reply) => keysOf(reply));
      expect(replies).toEqual([expect.stringMatching(new RegExp(`^reply\\.${id}\\.`))]);
      const comments = (await world.comments(taskId)).flatMap((comment) => keysOf(comment));
      expect(comments.sort()).toEqual([`${taskId}.draft.v1`, `${taskId}.reached`]);
    }
  });

  it('has met every kind of fault on its way', async () => {
    const { requests } = await world.standIn.get<{ requests: readonly { fault: string | null }[] }>('/requests');
    const met = new Set(requests.map(({ fault }) => fault));
    for (const { effect } of FAULTS) expect(met).toContain(effect);
  });
});
