import { type Kysely, sql } from 'kysely';
import type { Account, Instant } from '../../src/domain/account.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/duration.ts';
import { dayOf } from '../../src/domain/local-date.ts';
import type { Store } from '../../src/monitor/store.ts';
import { sweep, type SweepDeps } from '../../src/monitor/sweep.ts';
import type { Database } from '../../src/storage/schema.ts';
import { createStore } from '../../src/storage/store.ts';
import { aJudgePolicy, anAccount, aPlan, aSignal, aStep, onDay, START } from '../domain/builders.ts';
import { PEOPLE, rules, WHO } from './conversation/talk.ts';
import { approvePlan } from './read-world.ts';
import { inMemory } from '../storage/in-memory.ts';

/** Two databases in which the same happens: one is swept by news and due times, the other whole. */

/** What happens, to which of the four accounts, by what, and how long after what went before. */
export interface Step {
  readonly kind: (typeof KINDS)[number];
  readonly who: number;
  readonly part: number;
  readonly hours: number;
}

export const KINDS = [
  'nothing',
  'use',
  'late_use',
  'stranger',
  'member',
  'user',
  'account',
  'status',
  'other_id',
  'gone',
  'plan',
  'reject',
  'pause',
  'pause_ends',
  'snooze',
  'reached',
  'denied',
  'withdrawn',
  'alert_closed',
  'forgotten',
  'unknown_id',
  'second_source',
  'import',
  'silence',
] as const;

const ZONES = ['Europe/Berlin', 'Pacific/Auckland', 'America/Los_Angeles', 'Etc/UTC'];
const NAMES = ['Task Created', 'Task Completed', 'Sprint Completed', 'Signed In'];
const FIRST = onDay(24, 10);
const EXCLUSION = { emailDomains: ['ours.example'], userIds: new Set<string>(), eventNames: new Set<string>() };

/** Its first step counts what others than the first user do. */
const BY_A_COLLEAGUE = aPlan({
  steps: [aStep({ signal: aSignal({ event: ['Task Created'], actor: 'not_creator' }) })],
});

const RULES = rules({
  lists: { accounts: 'accounts', alerts: 'alerts', alertsByCsm: new Map(), reports: 'reports' },
  alerts: {
    confirmSweeps: 2,
    cooldownDays: 2,
    budgetPerCsmPerDay: 1,
    hours: { from: '09:00', to: '16:00', weekdaysOnly: true },
  },
  windowDays: 40,
  policyOf: () => aJudgePolicy({ earlyDays: 20, freshnessHours: 72 }),
});

interface Side {
  readonly db: Kysely<Database>;
  readonly store: Store;
}

/**
 * Lives through these steps, with a sweep after each of them; says where the two databases came apart, null: nowhere.
 * @param without triggers that one of them does not have, to see that their absence is found
 * @param blinded what one of them sees of itself, for the same reason
 */
export async function livesApart(
  steps: readonly Step[],
  without: readonly string[] = [],
  blinded: (store: Store) => Store = (store) => store,
): Promise<string | null> {
  const sides = [await openSide(without), await openSide([])] as const;
  let now = FIRST;
  let isSilent = false;
  try {
    for (const [index, step] of [{ kind: 'nothing', who: 0, part: 0, hours: 1 } as Step, ...steps].entries()) {
      now += step.hours * HOUR_MS;
      isSilent = step.kind === 'silence' ? !isSilent : isSilent;
      for (const { store } of sides) {
        if (!isSilent) await store.events.touchSource('product', NAMES, now, null);
        await happen(store, step, index, now);
      }
      const [due, whole] = sides;
      await sweep(depsOf({ ...due, store: blinded(due.store) }), now, { dryRun: false, scope: 'due' });
      await sweep(depsOf(whole), now, { dryRun: false, scope: 'everybody' });
      const difference = firstDifference(await dump(due), await dump(whole));
      if (difference !== null) return `after step ${index} (${step.kind}): ${difference}`;
    }
    return null;
  } finally {
    for (const { store } of sides) await store.close();
  }
}

function depsOf({ store }: Side): SweepDeps {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const seat = { id: WHO.agent, name: 'Agent', email: null, zone: 'Etc/UTC' };
  const crew = async () => ({ seat, zone: 'Etc/UTC', people: PEOPLE });
  const moveFor = () => ({ moves: ['Call them'], message: 'Hello' });
  return { store, rules: RULES, exclusion: EXCLUSION, crew, log, moveFor } as unknown as SweepDeps;
}

async function openSide(without: readonly string[]): Promise<Side> {
  const database = await inMemory();
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'`.execute(
    database.db,
  );
  for (const { name } of rows)
    if (without.some((each) => name.startsWith(each))) await sql.raw(`drop trigger ${name}`).execute(database.db);
  const store = createStore(database.db);
  await store.people.replace(PEOPLE);
  for (const who of ZONES.keys()) {
    await store.accounts.put(accountOf(who), FIRST, FIRST);
    if (who !== 3) await approvePlan({ store }, accountOf(who), who === 1 ? BY_A_COLLEAGUE : aPlan(), onDay(0));
    if (who === 1) await store.events.append([anUse(who, 4, FIRST - 48 * HOUR_MS, 'first', FIRST)]);
  }
  return { db: database.db, store };
}

const accountOf = (who: number, part: Partial<Account> = {}): Account =>
  anAccount({
    key: `task:t${who}`,
    taskId: `t${who}`,
    accountId: `acme-${who}`,
    name: `Acme ${who}`,
    zone: ZONES[who] ?? 'Etc/UTC',
    trialEndsOn: who === 2 ? START + 30 : null,
    ...part,
  });

const anUse = (who: number, part: number, at: Instant, messageId: string, receivedAt: Instant) => ({
  minute: Math.floor(at / MINUTE_MS),
  source: 'product',
  messageId,
  accountId: `acme-${who}` as string | null,
  userId: `u${part % 3}`,
  name: NAMES[part % NAMES.length] ?? '',
  at,
  receivedAt,
  properties: {},
});

async function happen(store: Store, { kind, who, part }: Step, index: number, now: Instant): Promise<void> {
  const key = `task:t${who}`;
  const { events, accounts, plans, corrections } = store;
  const today = dayOf(now, ZONES[who] ?? 'Etc/UTC');
  const said = { accountKey: key, reason: 'x', by: WHO.csm, at: now, commentId: `c${index}` };
  const account = (await accounts.byKey(key)) ?? accountOf(who);
  const hold = { accountKey: key, from: today, source: 'comment', reason: 'x', byId: WHO.csm } as const;
  switch (kind) {
    case 'use':
      return void (await events.append([anUse(who, part, now, `m${index}`, now)]));
    case 'late_use':
      return void (await events.append([anUse(who, part, now - part * 30 * HOUR_MS, `m${index}`, now)]));
    case 'stranger':
      return void (await events.append([{ ...anUse(who, part, now, `m${index}`, now), accountId: null }]));
    case 'member':
      await events.addMember(`u${part % 3}`, `acme-${who}`, now - part * 50 * HOUR_MS);
      return void (await events.join(`u${part % 3}`, `acme-${who}`, 0));
    case 'user': {
      const email = part % 2 === 0 ? 'ada@ours.example' : 'ada@acme.example';
      const traits = part % 5 === 0 ? { is_bot: true } : {};
      return events.putUser({ userId: `u${part % 3}`, email, admin: part % 4 === 0, traits }, now);
    }
    case 'account':
      return accounts.put({ ...account, startedOn: START + (part % 6) * 4 }, now, now);
    case 'status': {
      const status = (['open', 'left', 'excluded'] as const)[part % 3] ?? 'open';
      return accounts.put({ ...account, status, leftAt: status === 'left' ? now : null }, now, now);
    }
    case 'other_id':
      return accounts.put({ ...account, accountId: part % 3 === 0 ? null : `acme-${part % 4}` }, now, now);
    case 'gone':
      return accounts.markGone(`t${who}`, now);
    case 'plan':
      return void (await approvePlan(
        { store },
        account,
        part % 2 === 0 ? aPlan() : aPlan({ steps: [], byDay: 40 }),
        now,
      ));
    case 'reject': {
      const [newest] = [...(await plans.newest([key])).values()];
      return newest === undefined ? undefined : plans.reject(key, newest.version, WHO.lead, 'no', now);
    }
    case 'pause': {
      const until = part % 3 === 0 ? null : today + (part % 3);
      const ends = until === null || part % 2 === 0 ? null : now + (10 + part) * HOUR_MS;
      return accounts.openHold({ ...hold, kind: 'pause', until, begins: now + (part % 4) * HOUR_MS, ends }, now);
    }
    case 'pause_ends':
      return void (await accounts.endHolds(key, 'pause', null, today, now));
    case 'snooze':
      return accounts.openHold({ ...hold, kind: 'snooze', until: today + 1 + (part % 4) }, now);
    case 'reached':
      return corrections.recordValue({ ...said, reachedAt: now + ((part % 3) - 1) * 20 * HOUR_MS });
    case 'denied':
      return corrections.recordValue({ ...said, reachedAt: null });
    case 'withdrawn': {
      const known = (await events.ofAccounts([`acme-${who}`], now)).get(`acme-${who}`) ?? [];
      const messageId = known.at(-1)?.messageId;
      return messageId === undefined ? undefined : void (await corrections.withdraw({ ...said, messageId }));
    }
    case 'alert_closed': {
      const open = (await store.alerts.open([key])).get(key);
      if (open === undefined) return;
      const deliveredAt = part % 2 === 0 ? null : open.deliveredAt;
      return store.alerts.put({ ...open, deliveredAt, closedAt: now, closeReason: 'done' });
    }
    case 'forgotten':
      return store.standings.forget(key);
    case 'unknown_id':
      return void (await events.append([
        { ...anUse(who, part, now, `m${index}`, now), accountId: part % 2 === 0 ? `the-acme-${who}` : `x-${part}` },
      ]));
    case 'second_source':
      return events.touchSource('second', [NAMES[part % NAMES.length] ?? ''], now, null);
    case 'import':
      return events.touchSource('import', NAMES.slice(part % 4), now, now - (part % 5) * 24 * HOUR_MS);
    case 'nothing':
    case 'silence':
      return;
  }
}

/** What people and their tools would see of it, row by row. */
async function dump({ db }: Side): Promise<readonly string[]> {
  const tables = [
    sql`select * from standings order by account_key`,
    sql`select * from alerts order by id`,
    sql`select account_key, at, state, strength from history order by account_key, at, state`,
    sql`select key, kind, body, after_key, status, not_before from outbox order by key`,
    sql`select at, what, account_key, detail from audit order by at, what, account_key, detail`,
  ];
  const rows: string[] = [];
  for (const table of tables) for (const row of (await table.execute(db)).rows) rows.push(JSON.stringify(row));
  return rows;
}

function firstDifference(due: readonly string[], whole: readonly string[]): string | null {
  const missing = whole.find((row) => !due.includes(row));
  const extra = due.find((row) => !whole.includes(row));
  return missing === undefined && extra === undefined ? null : `due: ${extra ?? '–'}, everybody: ${missing ?? '–'}`;
}
