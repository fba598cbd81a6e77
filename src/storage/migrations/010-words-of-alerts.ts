import { type Kysely, sql } from 'kysely';

/** Words that were found for an alert's advice stay with it: nobody is asked for them again. */
export async function keepWordsOfAlerts(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table alerts add column words text').execute(db);
}
