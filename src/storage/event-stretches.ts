import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './schema.ts';

/**
 * All events in the order of their key, `size` rows at a time: a condition on `events` for each, after which others have had their
 * turn. A minute may be long: all events that their senders give no time are of one.
 */
export async function* eventStretches(db: Kysely<Database>, size: number): AsyncGenerator<RawBuilder<boolean>> {
  let from = sql<boolean>`1 = 1`;
  for (;;) {
    const last = await db
      .selectFrom('events')
      .select(['minute', 'source', 'message_id'])
      .where(from)
      .orderBy('minute')
      .orderBy('source')
      .orderBy('message_id')
      .offset(size - 1)
      .limit(1)
      .executeTakeFirst();
    if (last === undefined) return yield from;
    const key = sql`(${last.minute}, ${last.source}, ${last.message_id})`;
    yield sql<boolean>`${from} and (minute, source, message_id) <= ${key}`;
    from = sql<boolean>`(minute, source, message_id) > ${key}`;
    await nextTurn();
  }
}
