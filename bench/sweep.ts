import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Account } from '../src/domain/account.ts';
import { assess } from '../src/domain/assess.ts';
import type { Plan } from '../src/domain/plan.ts';
import { createSnapshotReader } from '../src/monitor/snapshots.ts';
import { type OpenDatabase, openDatabase } from '../src/storage/engine.ts';
import { migrate } from '../src/storage/migrate.ts';
import { createStore } from '../src/storage/store.ts';

/**
 * Judging every account beside one set-based SQL pass over the same rows, in one run: machines differ, the ratio less so.
 * `node bench/sweep.ts [ACCOUNTS] [EVENTS EACH]`
 */
const accounts = Number(process.argv[2] ?? 10_000);
const eventsEach = Number(process.argv[3] ?? 10);
const ROUNDS = 5;
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 12);
const TODAY = Math.floor(NOW / DAY_MS);
const CHUNK = 500;

const signal = (event: string, count: number) => ({
  event: [event],
  count,
  distinctUsers: 1,
  withinDays: null,
  where: {},
  actor: 'any' as const,
});
const plan: Plan = {
  statement: 'First sprint completed',
  signal: signal('Sprint Completed', 1),
  byDay: 21,
  coreEvents: ['Sprint Completed', 'Task Completed'],
  steps: [{ name: 'Backlog filled', signal: signal('Task Created', 10), byDay: 5 }],
};
const exclusion = { emailDomains: [], userIds: new Set<string>(), eventNames: new Set<string>() };
const policy = {
  earlyDays: 30,
  stallFloorDays: 10,
  freshnessHours: 72,
  stuckInWorkingDays: false,
  catalogueCore: new Set<string>(),
};

const folder = await mkdtemp(join(tmpdir(), 'fvm-bench-'));
const database = openDatabase(`sqlite:${join(folder, 'bench.db')}`);
await migrate(database);
const store = createStore(database.db);
await fill();
const rounds = [];
for (let round = 0; round < ROUNDS; round += 1)
  rounds.push({ sql: await timed(() => readOnce(database)), judged: await timed(judgeAll) });
const ratios = rounds.map(({ sql: plain, judged }) => judged / plain).sort((a, b) => a - b);
const judged = rounds.map((round) => round.judged).sort((a, b) => a - b);
const middle = Math.floor(ROUNDS / 2);
console.log(
  JSON.stringify({
    accounts,
    events: accounts * eventsEach,
    judged_ms: Math.round(judged[middle] ?? 0),
    accounts_per_second: Math.round(accounts / ((judged[middle] ?? 1) / 1000)),
    times_one_sql_pass: { median: round2(ratios[middle]), min: round2(ratios[0]), max: round2(ratios.at(-1)) },
  }),
);
await store.close();
await rm(folder, { recursive: true });

async function fill(): Promise<void> {
  for (let from = 0; from < accounts; from += CHUNK) {
    await store.transaction(async (inside) => {
      for (let n = from; n < Math.min(accounts, from + CHUNK); n += 1) {
        await inside.accounts.put(anAccount(n), null, NOW - 60 * DAY_MS);
        await inside.plans.add(
          { accountKey: `file:a${n}`, plan, hash: 'h', author: 'import', origin: 'bench', rationale: '' },
          NOW - 60 * DAY_MS,
        );
        await inside.plans.approve(`file:a${n}`, 1, {
          by: null,
          at: NOW - 60 * DAY_MS,
          how: 'import',
          commentId: null,
          digest: null,
        });
        await inside.events.append(eventsOf(n));
      }
    });
  }
  await store.events.touchSource('bench', ['Task Created', 'Task Completed', 'Sprint Completed'], NOW, null);
}

function anAccount(n: number): Account {
  return {
    key: `file:a${n}`,
    accountId: `a${n}`,
    name: `A ${n}`,
    taskId: null,
    taskUrl: null,
    tier: 'professional',
    useCase: null,
    goals: null,
    startedOn: TODAY - (n % 60),
    startedFrom: 'file',
    trialEndsOn: null,
    renewsOn: null,
    annualValue: null,
    zone: 'Europe/Berlin',
    domains: [],
    country: null,
    csm: null,
    lead: null,
    assignee: null,
    status: 'open',
    leftAt: null,
    pauses: [],
  };
}

function eventsOf(n: number) {
  return Array.from({ length: eventsEach }, (_, index) => {
    const at = NOW - ((n + index * 3) % 60) * DAY_MS;
    const name = ['Signed In', 'Task Created', 'Task Completed'][index % 3] ?? '';
    return {
      minute: Math.floor(at / 60_000),
      source: 'bench',
      messageId: `${n}-${index}`,
      accountId: `a${n}`,
      userId: `u${index % 4}`,
      name,
      at,
      receivedAt: at,
      properties: {},
    };
  });
}

async function judgeAll(): Promise<void> {
  const reader = createSnapshotReader({ store, exclusion, policyOf: () => policy });
  for (let after: string | null = null; ; ) {
    const page: readonly Account[] = await store.accounts.page(after, CHUNK);
    if (page.length === 0) return;
    after = page.at(-1)?.key ?? null;
    for (const snapshot of await reader.load(page, NOW)) assess(snapshot, NOW);
  }
}

async function readOnce({ db }: OpenDatabase): Promise<void> {
  await sql`select a.key, count(*), max(e.at), sum(e.name = 'Task Completed') from accounts a join events e on e.account_id = a.account_id group by a.key`.execute(
    db,
  );
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function round2(value: number | undefined): number {
  return Math.round((value ?? 0) * 100) / 100;
}
