import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Account } from '../src/domain/account.ts';
import { DAY_MS } from '../src/domain/duration.ts';
import type { Plan } from '../src/domain/plan.ts';
import type { Store } from '../src/monitor/store.ts';
import { type OpenDatabase, openDatabase } from '../src/storage/engine.ts';
import { migrate } from '../src/storage/migrate.ts';
import { createStore } from '../src/storage/store.ts';

/** An invented company of many accounts, all of them on the way within the last sixty days. */
export interface World {
  /** As `DATABASE_URL` has it. */
  readonly url: string;
  readonly database: OpenDatabase;
  readonly store: Store;
  readonly close: () => Promise<void>;
}

export const NOW = Date.UTC(2026, 10, 23, 12);
const TODAY = Math.floor(NOW / DAY_MS);
const CHUNK = 200;

const signal = (event: string, count: number) => ({
  event: [event],
  count,
  distinctUsers: 1,
  withinDays: null,
  where: {},
  actor: 'any' as const,
});
const PLAN: Plan = {
  statement: 'First sprint completed',
  signal: signal('Sprint Completed', 1),
  byDay: 21,
  coreEvents: ['Sprint Completed', 'Task Completed'],
  steps: [{ name: 'Backlog filled', signal: signal('Task Created', 10), byDay: 5 }],
};
export const EXCLUSION = { emailDomains: [], userIds: new Set<string>(), eventNames: new Set<string>() };
export const POLICY = {
  earlyDays: 30,
  stallFloorDays: 10,
  freshnessHours: 72,
  stuckInWorkingDays: false,
  catalogueCore: new Set<string>(),
};

/** Opens a database in a folder of its own; `close` removes both. */
export async function openWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'fvm-bench-'));
  const url = `sqlite:${join(folder, 'bench.db')}`;
  const database = openDatabase(url);
  await migrate(database);
  const store = createStore(database.db);
  return {
    url,
    database,
    store,
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

export async function fill(world: World, accounts: number, eventsEach: number): Promise<void> {
  for (let from = 0; from < accounts; from += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, accounts - from) }, (_, index) => from + index);
    await world.store.transaction(async (inside) => {
      await inside.events.append(numbers.flatMap((n) => eventsOf(n, eventsEach)));
    });
    await keepAccounts(world, numbers);
  }
  await world.store.events.touchSource('bench', ['Task Created', 'Task Completed', 'Sprint Completed'], NOW, null);
}

/** Rows as the store would write them one by one; many at once, since nobody waits for a bench to be filled. */
async function keepAccounts({ database: { db } }: World, numbers: readonly number[]): Promise<void> {
  const at = NOW - 60 * DAY_MS;
  const accounts = numbers.map(anAccount).map(({ pauses: _none, ...account }) => ({
    key: account.key,
    account_id: account.accountId,
    task_id: null,
    name: account.name,
    status: account.status,
    started_on: account.startedOn,
    csm_id: null,
    body: JSON.stringify(account),
    task_updated_at: null,
    gone: 0,
    first_seen_at: at,
    changed_at: at,
  }));
  await db.insertInto('accounts').values(accounts).execute();
  const approval = { approved_by: null, approved_at: at, approved_how: 'import' };
  const head = { hash: 'h', author: 'import', origin: 'bench', rationale: '', drafted_at: at };
  const body = JSON.stringify(PLAN);
  const plans = accounts.map(({ key }) => ({
    account_key: key,
    version: 1,
    status: 'approved',
    body,
    ...head,
    ...approval,
  }));
  await db.insertInto('plans').values(plans).execute();
}

function anAccount(n: number): Account {
  return {
    key: `file:a${n}`,
    accountId: `a${n}`,
    name: `A ${n}`,
    taskId: null,
    taskUrl: null,
    tier: ['self-serve', 'professional', 'enterprise'][n % 3] ?? null,
    useCase: ['crm', 'support', 'docs', 'billing'][n % 4] ?? null,
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

function eventsOf(n: number, eventsEach: number) {
  return Array.from({ length: eventsEach }, (_, index) => {
    const at = NOW - ((n + index * 3) % 60) * DAY_MS;
    // A third of the accounts get there.
    const last = n % 3 === 0 ? 'Sprint Completed' : 'Task Completed';
    const name = ['Signed In', 'Task Created', 'Task Completed', last][(index + n) % 4] ?? '';
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

/** Reads the rows that a judgement reads, once, in one set-based statement: the measure for everything here. */
export async function readOnce({ database }: World): Promise<void> {
  await sql`select a.key, count(*), max(e.at), sum(e.name = 'Task Completed')
    from accounts a join events e on e.account_id = a.account_id group by a.key`.execute(database.db);
}
