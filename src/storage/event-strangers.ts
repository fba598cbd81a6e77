import { type Kysely, sql } from 'kysely';
import { BOARD_SOURCE } from '../domain/board-act.ts';
import type { EventStore, SentAccount } from '../monitor/event-store.ts';
import { bulkSelect } from './bulk.ts';
import { eventStretches } from './event-stretches.ts';
import type { Database } from './schema.ts';

type Strangers = Pick<
  EventStore,
  | 'join'
  | 'claim'
  | 'openUnder'
  | 'unjoinedCount'
  | 'heardOf'
  | 'strangers'
  | 'unjoinedUsers'
  | 'unjoinedPeople'
  | 'dropUnjoined'
>;

const selectOpen = bulkSelect((db, ids) =>
  db
    .selectFrom('events')
    .select('anonymous_id')
    .distinct()
    .where('anonymous_id', 'in', ids)
    .where('account_id', 'is', null),
);

/** Events that belong to no account yet, and ids that belong to no account we know. */
export function createStrangerStore(db: Kysely<Database>): Strangers {
  return {
    async join(userId, accountId, since) {
      let joined = 0;
      // One statement an index: with `or` neither engine would use the second.
      for (const column of ['user_id', 'anonymous_id'] as const) {
        const result = await db
          .updateTable('events')
          .set({ account_id: accountId, anonymous_id: null })
          .where(column, '=', userId)
          .where('account_id', 'is', null)
          .where('received_at', '>=', since)
          .executeTakeFirst();
        joined += Number(result.numUpdatedRows);
      }
      return joined;
    },
    async claim(anonymousId, userId, since) {
      const result = await db
        .updateTable('events')
        .set({ user_id: userId, anonymous_id: null })
        .where('anonymous_id', '=', anonymousId)
        .where('account_id', 'is', null)
        .where('received_at', '>=', since)
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
    async openUnder(anonymousIds) {
      return new Set((await selectOpen(db, anonymousIds)).flatMap(({ anonymous_id: id }) => id ?? []));
    },
    unjoinedCount: (since) => unjoinedCount(db, since),
    async heardOf(accountIds, since) {
      if (accountIds.length === 0) return new Set();
      const rows = await db
        .selectFrom('group_ids')
        .select('account_id')
        .where('account_id', 'in', [...accountIds])
        .where('last_at', '>=', since)
        .execute();
      return new Set(rows.map((row) => row.account_id));
    },
    strangers: (accountIds, since) => strangers(db, accountIds, since),
    async unjoinedUsers(after, limit) {
      const rows = await db
        .selectFrom('events')
        .innerJoin('users', 'users.user_id', 'events.user_id')
        .select((e) => ['events.user_id', e.fn.max('users.email').as('email')])
        .where('events.account_id', 'is', null)
        .where('events.user_id', '>', after)
        .where('users.email', 'is not', null)
        .groupBy('events.user_id')
        .orderBy('events.user_id')
        .limit(limit)
        .execute();
      return rows.flatMap(({ user_id: userId, email }) =>
        userId === null || email === null ? [] : [{ userId, email }],
      );
    },
    async unjoinedPeople(since, limit) {
      const who = sql<string | null>`coalesce(events.user_id, events.anonymous_id)`;
      const rows = await db
        .selectFrom('events')
        .leftJoin('users', 'users.user_id', 'events.user_id')
        .select((e) => [who.as('who'), e.fn.countAll().as('n'), e.fn.max('users.email').as('email')])
        .where('events.account_id', 'is', null)
        .where('events.received_at', '>=', since)
        .groupBy(who)
        .orderBy('n', 'desc')
        .orderBy('who')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ who: row.who, events: Number(row.n), email: row.email }));
    },
    async dropUnjoined(before) {
      const result = await db
        .deleteFrom('events')
        .where('account_id', 'is', null)
        .where('received_at', '<', before)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}

/** So many rows SQLite counts in some milliseconds; for as long nobody else in this process is answered. */
const ROWS_COUNTED = 20_000;

/** No index knows when events were received, so all are looked at. */
async function unjoinedCount(db: Kysely<Database>, since: number): ReturnType<Strangers['unjoinedCount']> {
  const counts = { unjoined: 0, total: 0 };
  for await (const stretch of eventStretches(db, ROWS_COUNTED)) {
    const { total, joined } = await db
      .selectFrom('events')
      .where(stretch)
      .where('received_at', '>=', since)
      // In ClickUp the workspace says whose an event is: no id that the product sends is shown right or wrong by it.
      .where('source', '!=', BOARD_SOURCE)
      .select((e) => [e.fn.countAll().as('total'), e.fn.count('account_id').as('joined')])
      .executeTakeFirstOrThrow();
    counts.total += Number(total);
    counts.unjoined += Number(total) - Number(joined);
  }
  return counts;
}

/** Enough to see from where a group's people write. */
const EMAILS_AN_ACCOUNT = 20;

async function strangers(
  db: Kysely<Database>,
  accountIds: readonly string[],
  since: number,
): Promise<readonly SentAccount[]> {
  if (accountIds.length === 0) return [];
  const ids = [...accountIds];
  const counts = await db
    .selectFrom('events')
    .select((e) => ['account_id', e.fn.countAll().as('n')])
    .where('account_id', 'in', ids)
    .where('received_at', '>=', since)
    .groupBy('account_id')
    .execute();
  const named = await db
    .selectFrom('group_ids')
    .select(['account_id', 'name'])
    .where('account_id', 'in', ids)
    .execute();
  const people = await db
    .selectFrom('memberships')
    .innerJoin('users', 'users.user_id', 'memberships.user_id')
    .select(['memberships.account_id', 'users.email'])
    .where('memberships.account_id', 'in', ids)
    .where('users.email', 'is not', null)
    .orderBy('memberships.last_at', 'desc')
    .execute();
  const emailsOf = (id: string): string[] =>
    people.flatMap(({ account_id, email }) => (account_id === id && email !== null ? [email] : []));
  return ids.map((id) => ({
    id,
    name: named.find((row) => row.account_id === id)?.name ?? null,
    events: Number(counts.find((row) => row.account_id === id)?.n ?? 0),
    emails: emailsOf(id).slice(0, EMAILS_AN_ACCOUNT),
  }));
}
