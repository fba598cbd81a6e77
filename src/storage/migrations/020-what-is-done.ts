import { type Kysely, sql } from 'kysely';

/**
 * What is done stays, of writes for ever: whoever asks for a little of it, every few seconds at that, must not read all of it to find
 * that.
 */
export async function findWhatIsDone(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create index outbox_written on outbox (kind, created_at, result_id) where status = 'done'`,
  `create index outbox_given_up on outbox (key) where status = 'abandoned'`,
  `create index inbox_done on inbox (done_at) where done_at is not null`,
];
