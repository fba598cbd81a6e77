import { type Kysely, sql } from 'kysely';

/**
 * At which instant a hold began and was ended: a date is paused only if its local noon was, and an account only while it is. Null:
 * by the dates alone. Of holds that began on the day they were written down the instant is known.
 */
export async function keepInstantsOfHolds(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table holds add column begins_at bigint`,
  `alter table holds add column ends_at bigint`,
  `update holds set begins_at = at where reason is null or reason <> 'was away'`,
];
