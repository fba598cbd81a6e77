import { type Kysely, sql } from 'kysely';

/** Monthly reports: each keeps its figures, and what was last stated of its month is what the next one is compared with. */
export async function keepReports(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENT).execute(db);
}

const STATEMENT = `create table reports (
  month text primary key, written_at bigint not null, report text not null, known_at bigint not null, figures text not null,
  outcomes text not null)`;
