import { type Kysely, sql } from 'kysely';

/**
 * When a person dealt with an alert: `touched_at` the first comment or change of status (acted-on, METHOD section 8),
 * `last_touched_at` the latest act of any kind (what a repeat mention waits for, METHOD section 6).
 */
export async function keepHumanTouches(db: Kysely<unknown>): Promise<void> {
  for (const column of ['touched_at', 'last_touched_at'])
    await sql.raw(`alter table alerts add column ${column} bigint`).execute(db);
}
