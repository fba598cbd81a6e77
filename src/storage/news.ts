import { type Kysely, type Selectable, sql } from 'kysely';
import type { Mark, NewsStore } from '../monitor/news-store.ts';
import { eventStretches } from './event-stretches.ts';
import type { Database } from './schema.ts';

/** Engines limit the number of values in one statement. */
const IDS_A_STATEMENT = 500;
/** So many rows are read in a few milliseconds. */
const EVENTS_A_TURN = 2_000;

/** What changed since accounts were last judged; the notes themselves are made by triggers (migration 014). */
export function createNewsStore(db: Kysely<Database>): NewsStore {
  return {
    async page(after, limit) {
      let query = db.selectFrom('news').selectAll().orderBy('what').orderBy('id').limit(limit);
      if (after !== null)
        // As an alternative of two conditions SQLite would read every earlier page again.
        query = query.where(sql<boolean>`(what, id) > (${after.what}, ${after.id})`);
      return (await query.execute()).map(toMark);
    },
    async settle(marks) {
      for (const { what, id, mark } of marks)
        await db.deleteFrom('news').where('what', '=', what).where('id', '=', id).where('mark', '=', mark).execute();
    },
    async doubt(userIds) {
      for (const some of slices(userIds))
        await db
          .updateTable('news')
          .set({ before: IN_DOUBT })
          .where('what', '=', 'user')
          .where('id', 'in', some)
          .execute();
    },
    async keysOf(accountIds) {
      const keys: string[] = [];
      for (const some of slices(accountIds)) {
        const rows = await db
          .selectFrom('accounts')
          .select('key')
          .where('account_id', 'in', some)
          .where('gone', '=', 0)
          .execute();
        keys.push(...rows.map((row) => row.key));
      }
      return keys;
    },
    placesOf: (userIds) => placesOf(db, userIds),
  };
}

async function placesOf(db: Kysely<Database>, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  if (userIds.length === 0) return found;
  for (const some of slices(userIds)) {
    const rows = await db.selectFrom('memberships').select('account_id').where('user_id', 'in', some).execute();
    for (const row of rows) found.add(row.account_id);
  }
  for await (const stretch of eventStretches(db, EVENTS_A_TURN)) {
    for (const some of slices(userIds)) {
      const rows = await db
        .selectFrom('events')
        .select('account_id')
        .distinct()
        .where(stretch)
        .where('account_id', 'is not', null)
        .where('user_id', 'in', some)
        .execute();
      for (const row of rows) if (row.account_id !== null) found.add(row.account_id);
    }
  }
  return found;
}

function* slices(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += IDS_A_STATEMENT) yield ids.slice(from, from + IDS_A_STATEMENT);
}

const toMark = ({ what, id, mark, before }: Selectable<Database['news']>): Mark => ({
  what: what as Mark['what'],
  id,
  mark,
  before: before === null ? null : readUser(id, before),
});

/** Such a row of `users` there is not; a process of an earlier version, which knows no doubt, can read it all the same. */
const IN_DOUBT = JSON.stringify({ admin: 0, email: null, traits: '{}', in_doubt: true });

/** A row of `users` as the trigger wrote it down. */
function readUser(userId: string, before: string): Mark['before'] {
  if (before === IN_DOUBT) return 'in doubt';
  const row = JSON.parse(before) as { admin: number; email: string | null; traits: string };
  const traits = JSON.parse(row.traits) as Record<string, unknown>;
  return { userId, email: row.email, admin: row.admin === 1, traits };
}
