import { parseArgs } from 'node:util';
import { createComparisons } from '../src/monitor/comparisons.ts';
import type { Rules } from '../src/monitor/rules.ts';
import { sweep, type SweepDeps } from '../src/monitor/sweep.ts';
import type { SweepReport } from '../src/monitor/sweep-tally.ts';
import { spentOn } from './ratio.ts';
import { EXCLUSION, fill, NOW, openWorld, POLICY, readOnce, type World } from './world.ts';

/**
 * Sweeps of everybody, and with news of 1 % and 1 % due, beside one set-based SQL pass over the same rows, in turn within each
 * round. `node bench/sweep.ts [--events 10] [--rounds 5] [ACCOUNTS …]`, by default 1,000, 10,000 and 100,000 accounts. Times are
 * this process's own processor time, which others on the machine disturb least.
 */
const { values, positionals } = parseArgs({
  options: { events: { type: 'string', default: '10' }, rounds: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const eventsEach = Number(values.events);
const rounds = Number(values.rounds);
const sizes = positionals.length > 0 ? positionals.map(Number) : [1_000, 10_000, 100_000];
const SHARE = 0.01;

for (const accounts of sizes) {
  const world = await openWorld();
  await fill(world, accounts, eventsEach);
  console.log(JSON.stringify(await measure(world, accounts)));
  await world.close();
}

async function measure(world: World, accounts: number): Promise<object> {
  const deps = depsOf(world);
  // The first one of a date draws the groups up and writes every standing.
  const first = await spentOn(async () => void (await sweepOf(deps, 'everybody', 0)));
  const spent: Record<'full' | 'due' | 'sql', number[]> = { full: [], due: [], sql: [] };
  const held: Record<'full' | 'due', number[]> = { full: [], due: [] };
  let judged = 0;
  for (let round = 0; round < rounds; round += 1) {
    const at = (round + 1) * 60_000;
    const candidates = {
      full: () => sweepOf(deps, 'everybody', at),
      due: () => sweepOf(deps, 'due', at),
      sql: () => readOnce(world),
    };
    for (const name of turn(round)) {
      if (name === 'due') await bringNews(world, accounts, round);
      const watch = name === 'sql' ? null : watchLoop();
      const { cpu } = await spentOn(async () => {
        const report = await candidates[name]();
        if (name === 'due') judged = report?.assessed ?? 0;
      });
      spent[name].push(cpu);
      if (name !== 'sql') held[name].push(watch?.() ?? 0);
    }
  }
  const ratio = (name: 'full' | 'due') =>
    rounded(median(spent.sql.map((sql, round) => sql / (spent[name][round] ?? sql))));
  return {
    bench: 'sweep',
    accounts,
    events: accounts * eventsEach,
    judged,
    first_us_per_account: rounded((first.cpu * 1000) / accounts),
    full: { ms: median(spent.full), us_per_account: rounded((median(spent.full) * 1000) / accounts) },
    due: { ms: median(spent.due), us_per_judged: rounded((median(spent.due) * 1000) / judged) },
    sql: { ms: median(spent.sql), us_per_account: rounded((median(spent.sql) * 1000) / accounts) },
    // How many times faster than the SQL pass; below 1: slower.
    times_sql: { full: ratio('full'), due: ratio('due') },
    longest_turn_ms: { full: median(held.full), due: median(held.due) },
  };
}

function turn(round: number): readonly ('full' | 'due' | 'sql')[] {
  const orders = [
    ['full', 'due', 'sql'],
    ['due', 'sql', 'full'],
    ['sql', 'full', 'due'],
  ] as const;
  return orders[round % orders.length] ?? [];
}

async function sweepOf(deps: SweepDeps, scope: SweepReport['scope'], after: number): Promise<SweepReport> {
  return sweep(deps, NOW + after, { dryRun: false, scope });
}

/** One event for one account in a hundred; another one in a hundred has come to its time. */
async function bringNews({ store, database: { db } }: World, accounts: number, round: number): Promise<void> {
  const some = Array.from({ length: Math.floor(accounts * SHARE) }, (_, index) => index * 100);
  const at = NOW + round * 60_000;
  const event = { source: 'bench', userId: 'u1', name: 'Task Completed', at, receivedAt: at, properties: {} };
  await store.events.append(
    some.map((n) => ({ ...event, minute: Math.floor(at / 60_000), messageId: `n${n}-${round}`, accountId: `a${n}` })),
  );
  for (const n of some)
    await db
      .updateTable('standings')
      .set({ due_at: 0 })
      .where('account_key', '=', `file:a${n + 1}`)
      .execute();
}

/** The most processor time that went by between two turns of the event loop, in milliseconds. */
function watchLoop(): () => number {
  let longest = 0;
  let before = process.cpuUsage();
  let isOver = false;
  const look = (): void => {
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, user + system);
    before = process.cpuUsage();
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    isOver = true;
    return rounded(longest / 1000);
  };
}

function depsOf({ store }: World): SweepDeps {
  const zone = 'Europe/Berlin';
  const policyOf = () => POLICY;
  const rules = {
    policyOf,
    windowDays: 90,
    freshnessHours: POLICY.freshnessHours,
    zones: { standard: zone, byCsm: new Map() },
    alerts: { confirmSweeps: 2, cooldownDays: 7, budgetPerCsmPerDay: 5, hours: null },
    lists: { reports: null },
    owners: { lead: null, fallback: null, deputies: new Map() },
  } as unknown as Rules;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as SweepDeps['log'];
  return {
    store,
    rules,
    log,
    exclusion: EXCLUSION,
    crew: async () => ({ seat: { id: 1, name: 'Agent', email: null, zone }, people: [], zone }),
    comparisons: createComparisons({ exclusion: EXCLUSION, policyOf, zone: async () => zone }),
    moveFor: () => ({ moves: ['Call them'], message: 'Hello' }),
  };
}

function median(figures: readonly number[]): number {
  return rounded(figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0);
}

function rounded(figure: number): number {
  return Math.round(figure * 100) / 100;
}
