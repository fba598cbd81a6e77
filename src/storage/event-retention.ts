import { type Kysely, sql } from 'kysely';
import { BOARD_SOURCE } from '../domain/board-act.ts';
import type { EventStore } from '../monitor/event-store.ts';
import type { Database } from './schema.ts';

type Retention = Pick<EventStore, 'sentIds' | 'olderThan' | 'dropSome'>;

/** The minute of the earliest event that was ever here, when some of the earliest are gone. */
export const FIRST_MINUTE = 'events.first_minute';

/** Finds events that are older than they are kept, and drops them a few at a time. */
export function createRetentionStore(db: Kysely<Database>): Retention {
  return {
    async sentIds(after, limit) {
      const rows = await db
        .selectFrom('group_ids')
        .select('account_id')
        .where('account_id', '>', after ?? '')
        .orderBy('account_id')
        .limit(limit)
        .execute();
      return rows.map((row) => row.account_id);
    },
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

/** From when on there is data decides which accounts entered late (METHOD section 2), so it must not move with the retention. */
async function keepFirstMinute(db: Kysely<Database>): Promise<void> {
  const first = await db
    .selectFrom('events')
    .select('minute')
    .where('source', '!=', BOARD_SOURCE)
    .orderBy('minute')
    .limit(1)
    .executeTakeFirst();
  if (first === undefined) return;
  await db
    .insertInto('meta')
    .values({ name: FIRST_MINUTE, value: String(first.minute) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}
