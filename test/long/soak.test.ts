import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { LISTS } from '../../src/cli/demo/workspace.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/duration.ts';
import { keysIn, keysOf } from '../end-to-end/keys.ts';
import { buildWorld, type Comment, freePort, type Task, type World } from '../end-to-end/world.ts';
import type { Measure, Order } from './soak-life.ts';
import { SOAK_MONITOR, SoakWorld } from './soak-world.ts';

const SEED = Number(process.env.FVM_SEED ?? 20_261_126);
const WEEKS = Number(process.env.FVM_WEEKS ?? 12);
/** New customers come during the first quarter; what is measured after that is of a service with as many all the time. */
const CUSTOMERS = 48;
const ENTERING_WEEKS = WEEKS / 4;
/** A heap that keeps something of each day or delivery grows by far more over weeks. */
const HEAP_MARGIN = 1.1;
const FIRST_DAY = Date.UTC(2026, 7, 31, 7);

/** ClickUp on a bad day, one a week. */
const WEATHER = [
  { effect: 'cut-after', method: 'POST', probability: 0.1 },
  { effect: 'status-after', method: 'POST', status: 500, probability: 0.05 },
  { effect: 'garbled', method: 'POST', probability: 0.1 },
  { effect: 'status', status: 503, probability: 0.01 },
].map((rule, at) => ({ ...rule, path: '/v2/**', seed: SEED + at }));

describe(`${WEEKS} weeks of ${CUSTOMERS} customers (FVM_SEED=${SEED})`, () => {
  let world: World;
  let child: ChildProcess;
  let lives: SoakWorld;
  const weekly: Measure[] = [];
  let end: Measure;

  beforeAll(async () => {
    world = await buildWorld({ monitor: SOAK_MONITOR });
    lives = new SoakWorld(world);
    child = fork(join(import.meta.dirname, 'soak-life.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    await world.standIn.put('/clock', { now: FIRST_DAY });
    await passWeeks();
  }, 900_000);
  afterAll(async () => {
    child.send({ verb: 'stop' } satisfies Order);
    await once(child, 'exit');
    await world.close();
  });

  async function tell<T>(order: Order): Promise<T> {
    child.send(order);
    const [said] = (await once(child, 'message')) as [{ result?: T; failed?: string }];
    if (said.failed !== undefined) throw new Error(said.failed);
    return said.result as T;
  }

  async function passWeeks(): Promise<void> {
    const port = String(await freePort());
    const never = '0 0 1 1 *';
    const crons = { SWEEP_CRON: never, DIGEST_CRON: never, REPORT_CRON: never, RECONCILE_CRON: never };
    const own = { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, LOG_LEVEL: 'silent', ...crons };
    const url = await tell<string>({ verb: 'start', environment: { ...world.environment, ...own }, now: FIRST_DAY });
    for (let day = 0; day < 7 * WEEKS; day += 1) {
      await passDay(url, day);
      if (day % 7 !== 6) continue;
      weekly.push(await tell<Measure>({ verb: 'measure' }));
      await world.standIn.delete('/requests');
    }
    await world.standIn.put('/faults', []);
    for (let day = 7 * WEEKS; day < 7 * WEEKS + 2; day += 1) await passDay(url, day);
    end = await tell<Measure>({ verb: 'measure' });
  }

  async function passDay(url: string, day: number): Promise<void> {
    const now = FIRST_DAY + day * DAY_MS;
    await world.standIn.put('/faults', []);
    const entering = Math.ceil(CUSTOMERS / (7 * ENTERING_WEEKS));
    for (let n = 0; n < entering && day < 7 * ENTERING_WEEKS; n += 1) await lives.enter(now);
    await lives.talk(day);
    const weather = day % 7 === 3 ? WEATHER.map((rule) => ({ ...rule, seed: rule.seed + 10 * day })) : [];
    await world.standIn.put('/faults', weather);
    expect(await lives.use(url, now)).toBe(true);
    await live(day, 0);
    await live(day, 5);
  }

  async function live(day: number, hour: number): Promise<void> {
    const now = FIRST_DAY + day * DAY_MS + hour * HOUR_MS;
    await world.standIn.put('/clock', { now });
    await tell({ verb: 'live', now, digest: hour === 0 });
    await world.standIn.get('/idle');
  }

  it('keeps its memory and its files flat', () => {
    const settled = weekly.slice(ENTERING_WEEKS);
    const half = Math.floor(settled.length / 2);
    const [first, second] = [settled.slice(0, half), settled.slice(half)];
    const heap = (weeks: readonly Measure[]): number => median(weeks.map(({ heapBytes }) => heapBytes));
    const files = (weeks: readonly Measure[]): number => Math.max(...weeks.map(({ files: open }) => open));
    process.stdout.write(
      `soak: heap by week, MB: ${weekly.map(({ heapBytes }) => (heapBytes / 1e6).toFixed(1)).join(' ')}\n`,
    );
    process.stdout.write(`soak: files by week: ${weekly.map(({ files: open }) => open).join(' ')}\n`);
    expect(heap(second)).toBeLessThan(HEAP_MARGIN * heap(first));
    expect(files(second)).toBeLessThanOrEqual(files(first) + 2);
  });

  it('leaves no backlog', () => {
    expect(ask('select key, status, attempts, not_before, error from outbox where done_at is null')).toEqual([]);
    expect(end).toMatchObject({ inbox: 0, outbox: 0 });
  });

  it('has stored every event that was acknowledged, once', () => {
    const [count] = ask<{ n: number }>("select count(*) n from events where source not in ('clickup')");
    expect(count?.n).toBe(lives.events);
  });

  it('accounts for every alert, and every task and comment of an alert belongs to one', () => {
    const alerts = ask<Alert>('select id, delivery, reason, delivered_at, closed_at from alerts');
    const { tasks, comments } = world.sandbox.state() as unknown as {
      readonly tasks: readonly (Task & { readonly list: { readonly id: string } })[];
      readonly comments: readonly Comment[];
    };
    const taskKeys = tasks
      .filter(({ list }) => list.id === LISTS.alerts)
      .flatMap(({ markdown_description: text }) => keysIn(text ?? ''));
    const commentKeys = comments.flatMap(keysOf);
    const told = count(alerts.map(({ delivery }) => delivery));
    process.stdout.write(
      `soak: ${JSON.stringify({ weeks: WEEKS, events: lives.events, alerts: told, comments: commentKeys.length, doubled: doublesIn([...taskKeys, ...commentKeys]).length })}\n`,
    );
    expect(told.task).toBeGreaterThan(CUSTOMERS / 4);
    expect(taskKeys.sort()).toEqual(
      alerts
        .filter(({ delivery }) => delivery === 'task')
        .map(({ id }) => `${id}.task`)
        .sort(),
    );
    expect(doublesIn(commentKeys)).toEqual([]);
    const silent = alerts.filter(({ delivery, reason, delivered_at: at }) =>
      delivery === 'held' ? reason === null : at === null,
    );
    expect(silent).toEqual([]);
  });

  function ask<T>(question: string): readonly T[] {
    const database = new SqliteDatabase(join(world.folder, 'monitor.db'), { readonly: true });
    try {
      return database.prepare(question).all() as T[];
    } finally {
      database.close();
    }
  }
});

interface Alert {
  readonly id: string;
  readonly delivery: string;
  readonly reason: string | null;
  readonly delivered_at: number | null;
  readonly closed_at: number | null;
}

const doublesIn = (keys: readonly string[]): readonly string[] => keys.filter((key, at) => keys.indexOf(key) !== at);

function count(words: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
