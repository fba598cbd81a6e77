import { type Kysely, sql } from 'kysely';

/**
 * Whose data was erased, and when, as digests of ids: what they did until then is not taken in again, however often a batch or a file
 * is sent once more.
 */
export async function keepWhoIsForgotten(db: Kysely<unknown>): Promise<void> {
  await sql.raw('create table forgotten (digest text primary key, at bigint not null)').execute(db);
}
