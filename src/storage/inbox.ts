import type { Kysely } from 'kysely';
import type { Instant } from '../domain/account.ts';
import type { BoardChange } from '../monitor/board.ts';
import type { Added, InboxPart, InboxStore } from '../monitor/inbox-store.ts';
import { bulkInsert } from './bulk.ts';
import { type Claimed, untilWon } from './claims.ts';
import type { Database } from './schema.ts';

/** Inside texts quotation marks are escaped, so this matches the property and nothing that somebody wrote. */
const NO_COMMENT = '%"commentId":null%';

/** What ClickUp told us, stored before the 200; "already seen" is a unique key. */
export function createInboxStore(db: Kysely<Database>): InboxStore {
  return {
    async add(changes, now) {
      const [outcome] = await addAll(db, [changes], now);
      return outcome ?? { stored: 0, known: 0 };
    },
    addAll: (tellings, now) => addAll(db, tellings, now),
    claim: (now, leaseMs, limit, part) => untilWon(() => claim(db, now, leaseMs, limit, part)),
    async hold(key, until) {
      await db.updateTable('inbox').set({ lease_until: until }).where('key', '=', key).execute();
    },
    async done(key, now) {
      await db.updateTable('inbox').set({ done_at: now }).where('key', '=', key).execute();
    },
    async waiting() {
      const row = await db
        .selectFrom('inbox')
        .select((e) => e.fn.countAll().as('n'))
        .where('done_at', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
    async backlog() {
      const row = await db
        .selectFrom('inbox')
        .select((e) => [e.fn.countAll().as('n'), e.fn.min('received_at').as('oldest')])
        .where('done_at', 'is', null)
        .executeTakeFirstOrThrow();
      return { waiting: Number(row.n), oldestAt: row.oldest === null ? null : Number(row.oldest) };
    },
    async prune(before) {
      await db.deleteFrom('inbox').where('done_at', '<', before).execute();
    },
  };
}

const insertChanges = bulkInsert(
  'inbox',
  ['key', 'received_at', 'change', 'done_at', 'lease_until', 'attempts'],
  (insert) => insert.onConflict((conflict) => conflict.column('key').doNothing()).returning('key'),
);

async function addAll(
  db: Kysely<Database>,
  tellings: readonly (readonly BoardChange[])[],
  now: Instant,
): Promise<readonly Added[]> {
  const rows = tellings.flat().map((change) => [change.key, now, JSON.stringify(change), null, 0, 0]);
  const inserted = await insertChanges(db, rows);
  const fresh = new Set(inserted.rows.map(({ key }) => key));
  return tellings.map((changes) => {
    // Of two equal ones the first was stored, so its key is used up.
    const stored = changes.filter(({ key }) => fresh.delete(key)).length;
    return { stored, known: changes.length - stored };
  });
}

/** Rows that an earlier version stored say nothing of acts: it kept those beside them. */
const changeOf = (json: string): BoardChange => ({ act: null, ...(JSON.parse(json) as Omit<BoardChange, 'act'>) });

async function claim(
  db: Kysely<Database>,
  now: number,
  leaseMs: number,
  limit: number,
  part: InboxPart | undefined,
): Promise<Claimed<BoardChange>> {
  let waiting = db.selectFrom('inbox').selectAll().where('done_at', 'is', null).where('lease_until', '<=', now);
  if (part === 'comments') waiting = waiting.where('change', 'not like', NO_COMMENT);
  else if (part !== undefined) waiting = waiting.where('change', 'like', NO_COMMENT);
  if (typeof part === 'object')
    waiting = waiting.where('change', 'like', `%"taskId":${JSON.stringify(part.restOfTask)}%`);
  const due = await waiting.orderBy('received_at').limit(limit).execute();
  const claimed: BoardChange[] = [];
  for (const row of due) {
    const result = await db
      .updateTable('inbox')
      .set({ lease_until: now + leaseMs, attempts: row.attempts + 1 })
      .where('key', '=', row.key)
      .where('lease_until', '=', row.lease_until)
      .executeTakeFirst();
    if (Number(result.numUpdatedRows) > 0) claimed.push(changeOf(row.change));
  }
  return { due: due.length, claimed };
}
