import { type Kysely, sql } from 'kysely';
import { BOARD_SOURCE } from '../domain/board-act.ts';
import type { EventStore } from '../monitor/event-store.ts';
import type { Database } from './schema.ts';

type Retention = Pick<EventStore, 'idsInUse' | 'olderThan' | 'dropSome'>;

/** The minute of the earliest event that was ever here, when some of the earliest are gone. */
export const FIRST_MINUTE = 'events.first_minute';

/** Finds events that are older than they are kept, and drops them a few at a time. */
export function createRetentionStore(db: Kysely<Database>): Retention {
  return {
    idsInUse: (after, limit) => idsInUse(db, after ?? '', limit),
    async olderThan(accountIds, before) {
      if (accountIds.length === 0) return [];
      const rows = await db
        .selectFrom('events')
        .select((e) => ['account_id', e.fn.min('at').as('oldest'), e.fn.max('at').as('newest')])
        .where('account_id', 'in', [...accountIds])
        .groupBy('account_id')
        .execute();
      return rows.flatMap(({ account_id: accountId, oldest, newest }) =>
        accountId === null || Number(oldest) >= before ? [] : [{ accountId, newestAt: Number(newest) }],
      );
    },
    async dropSome(accountId, { from, to }, limit) {
      await keepFirstMinute(db);
      const result = await sql`
        delete from events where (minute, source, message_id) in (
          select minute, source, message_id from events
          where account_id = ${accountId} and at >= ${from} and at < ${to} limit ${limit})`.execute(db);
      return Number(result.numAffectedRows ?? 0);
    },
  };
}

/**
 * What the product sent stands in `group_ids`. Acts in ClickUp are kept under the id of their account, of which the product may
 * never have sent anything; once that is changed, and until the workspace is read again, under the id that they were read for.
 */
async function idsInUse(db: Kysely<Database>, after: string, limit: number): Promise<readonly string[]> {
  const someOf = (table: string, column: string) => sql`
    select id from (
      select distinct ${sql.ref(column)} as id from ${sql.table(table)}
      where ${sql.ref(column)} > ${after} order by 1 limit ${limit}) as ${sql.ref(table)}`;
  const { rows } = await sql<{ readonly id: string }>`
    ${someOf('group_ids', 'account_id')} union ${someOf('accounts', 'account_id')} union ${someOf('workspaces', 'acts_for')}
    order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** From when on there is data decides which accounts entered late (METHOD section 2), so it must not move with the retention. */
async function keepFirstMinute(db: Kysely<Database>): Promise<void> {
  const first = await firstMinuteHere(db);
  if (first === null) return;
  const value = String(first);
  await db
    .insertInto('meta')
    .values({ name: FIRST_MINUTE, value })
    // An event without a time of its own was once taken for the earliest.
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ value }).where('meta.value', '=', String(NO_MINUTE)),
    )
    .execute();
}

/** The minute of events whose sender gave them no time: it tells when none of them happened. */
const NO_MINUTE = 0;

/**
 * The minute of the earliest event that was ever here and has a time of its own; null: there was none. ClickUp's own history is
 * there from the start, so it says nothing.
 */
export async function firstMinute(db: Kysely<Database>): Promise<number | null> {
  const kept = await db.selectFrom('meta').select('value').where('name', '=', FIRST_MINUTE).executeTakeFirst();
  const minutes = [(await firstMinuteHere(db)) ?? NO_MINUTE, Number(kept?.value ?? NO_MINUTE)];
  const known = minutes.filter((minute) => minute !== NO_MINUTE);
  return known.length === 0 ? null : Math.min(...known);
}

/** Along the key of the events: the first row that is not ClickUp's. */
async function firstMinuteHere(db: Kysely<Database>): Promise<number | null> {
  const first = await db
    .selectFrom('events')
    .select('minute')
    .where('minute', '>', NO_MINUTE)
    .where('source', '!=', BOARD_SOURCE)
    .orderBy('minute')
    .limit(1)
    .executeTakeFirst();
  return first?.minute ?? null;
}

/** Whether the product sent an event without a time of its own. */
export async function hasUntimed(db: Kysely<Database>): Promise<boolean> {
  const one = db
    .selectFrom('events')
    .select('minute')
    .where('minute', '=', NO_MINUTE)
    .where('source', '!=', BOARD_SOURCE);
  return (await one.limit(1).executeTakeFirst()) !== undefined;
}
