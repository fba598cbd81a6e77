import { type Kysely, sql } from 'kysely';

/** The lives that ended before the one in `accounts`: the account as it was, so that each is judged later as of its end. */
export async function keepEndedLives(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** `bigint` has integer affinity in SQLite too, so these texts serve both engines as they are. */
const STATEMENTS = [
  `create table lives (
     account_key text not null, life bigint not null, started_on bigint not null, left_at bigint not null, body text not null,
     primary key (account_key, life))`,
];
