import { type Kysely, sql } from 'kysely';
import type { Instant } from '../domain/account.ts';
import { MINUTE_MS } from '../domain/duration.ts';
import type { EventStore } from '../monitor/event-store.ts';
import { bulkInsert } from './bulk.ts';
import { firstMinute, hasUntimed } from './event-retention.ts';
import type { Database } from './schema.ts';

/** The row is written even where its time stays: the trigger on it notes that there is news of the account. */
const LATER = sql<number>`case when group_ids.last_at < excluded.last_at then excluded.last_at else group_ids.last_at end`;

const insertGroupIds = bulkInsert('group_ids', ['account_id', 'first_at', 'last_at', 'name'], (insert) =>
  insert.onConflict((conflict) => conflict.column('account_id').doUpdateSet({ last_at: LATER })),
);

/** Remembers that the product sent these account ids; their `at` never goes back. */
export async function noteGroupIds(db: Kysely<Database>, seen: ReadonlyMap<string, Instant>): Promise<void> {
  // In order of id, so that two batches never wait for each other.
  const ids = [...seen].sort(([a], [b]) => (a < b ? -1 : 1));
  await insertGroupIds(
    db,
    ids.map(([id, at]) => [id, at, at, null]),
  );
}

const insertSources = bulkInsert('sources', ['name', 'last_received_at', 'complete_to'], (insert) =>
  insert.onConflict((conflict) =>
    conflict.column('name').doUpdateSet((row) => ({
      last_received_at: row.ref('excluded.last_received_at'),
      complete_to: sql<number | null>`coalesce(excluded.complete_to, sources.complete_to)`,
    })),
  ),
);

const insertSourceEvents = bulkInsert('source_events', ['source', 'event_name', 'last_at'], (insert) =>
  insert.onConflict((conflict) =>
    conflict.columns(['source', 'event_name']).doUpdateSet((row) => ({ last_at: row.ref('excluded.last_at') })),
  ),
);

/** The feeds: when each was last heard, what it ever sent, and which ids in it belong to nobody we know. */
export function createSourceStore(
  db: Kysely<Database>,
): Pick<EventStore, 'sources' | 'touchSource' | 'groupIds' | 'first' | 'noteAccount'> {
  return {
    async noteAccount(accountId, name, at) {
      await noteGroupIds(db, new Map([[accountId, at]]));
      if (name === null) return;
      await db.updateTable('group_ids').set({ name }).where('account_id', '=', accountId).execute();
    },
    async sources() {
      const [sources, names] = await Promise.all([
        db.selectFrom('sources').selectAll().orderBy('name').execute(),
        db.selectFrom('source_events').select(['source', 'event_name']).execute(),
      ]);
      return sources.map((row) => ({
        name: row.name,
        lastReceivedAt: row.last_received_at,
        completeTo: row.complete_to,
        eventNames: new Set(names.filter((each) => each.source === row.name).map((each) => each.event_name)),
      }));
    },
    async touchSource(name, eventNames, at, completeTo) {
      await insertSources(db, [[name, at, completeTo]]);
      const names = [...new Set(eventNames)].sort();
      await insertSourceEvents(
        db,
        names.map((eventName) => [name, eventName, at]),
      );
    },
    async first() {
      const received = await db
        .selectFrom('group_ids')
        .select((e) => e.fn.min('first_at').as('at'))
        .executeTakeFirst();
      const receivedAt = received?.at == null ? null : Number(received.at);
      const minute = await firstMinute(db);
      if (minute !== null) return { receivedAt, happenedAt: minute * MINUTE_MS };
      // What has no time of its own happened when it was received.
      return { receivedAt, happenedAt: (await hasUntimed(db)) ? receivedAt : null };
    },
    async groupIds(since) {
      // Only those of nobody come over: there are as many ids as accounts.
      const sent = db.selectFrom('group_ids').where('group_ids.last_at', '>=', since);
      const unknown = await sent
        .select('group_ids.account_id as id')
        .where((e) =>
          e.not(
            e.exists(
              e.selectFrom('accounts').select('key').whereRef('accounts.account_id', '=', 'group_ids.account_id'),
            ),
          ),
        )
        .orderBy('group_ids.account_id')
        .execute();
      const { total } = await sent.select((e) => e.fn.countAll().as('total')).executeTakeFirstOrThrow();
      return { unknown: unknown.map(({ id }) => id), total: Number(total) };
    },
  };
}
