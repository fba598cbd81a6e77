import { type Kysely, sql } from 'kysely';
import type { Lane } from '../monitor/board.ts';
import type { Write } from '../monitor/outbox.ts';
import type { ClaimedWrite } from '../monitor/outbox-store.ts';
import type { Claimed } from './claims.ts';
import type { Database } from './schema.ts';

/** Repeating them is harmless, but not after a later one of the same alert: that would bring back what is out of date. */
const IN_PLACE = ['update_task', 'edit_comment', 'close_task'];

/**
 * A row is due when its time has come, nobody holds it, and the write it builds on is done. Claiming is one conditional
 * update a row, so two workers never hold the same one on either engine; its condition is the number of the claim, which never
 * comes back, as a lease of 0 does.
 */
export async function claimWrites(
  db: Kysely<Database>,
  now: number,
  leaseMs: number,
  limit: number,
  lane: Lane | undefined,
): Promise<Claimed<ClaimedWrite>> {
  let waiting = db
    .selectFrom('outbox as row')
    .leftJoin('outbox as earlier', 'earlier.key', 'row.after_key')
    .selectAll('row')
    .where('row.done_at', 'is', null)
    .where('row.not_before', '<=', now)
    .where('row.lease_until', '<=', now)
    .where((e) => e.or([e('row.after_key', 'is', null), e('earlier.status', '=', 'done')]))
    .where((e) => e.or([e('row.kind', 'not in', IN_PLACE), e.not(e.exists(earlierChange(db)))]));
  // Inside texts quotation marks are escaped, so this matches the property and nothing that somebody wrote.
  if (lane !== undefined) waiting = waiting.where('row.body', 'like', `%"lane":"${lane}"%`);
  const due = await waiting
    .orderBy(sql`case when row.kind = 'reply' then 0 else 1 end`)
    .orderBy('row.position')
    .limit(limit)
    .execute();
  const claimed: ClaimedWrite[] = [];
  for (const row of due) {
    const result = await db
      .updateTable('outbox')
      .set({ status: 'sending', lease_until: now + leaseMs, attempts: sql<number>`attempts + 1` })
      .where('key', '=', row.key)
      .where('done_at', 'is', null)
      .where('attempts', '=', row.attempts)
      .where('lease_until', '<=', now)
      .executeTakeFirst();
    if (Number(result.numUpdatedRows) === 0) continue;
    claimed.push({
      write: JSON.parse(row.body) as Write,
      attempts: row.attempts + 1,
      createdAt: row.created_at,
      outcomeUnknown: row.status === 'unknown' || row.status === 'sending',
    });
  }
  return { due: due.length, claimed };
}

const earlierChange = (db: Kysely<Database>) =>
  db
    .selectFrom('outbox as before')
    .select('before.key')
    .whereRef('before.alert_id', '=', sql.ref('row.alert_id'))
    .whereRef('before.position', '<', sql.ref('row.position'))
    .where('before.done_at', 'is', null)
    .where('before.kind', 'in', IN_PLACE);
