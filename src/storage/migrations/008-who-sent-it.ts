import { type Kysely, sql } from 'kysely';

/**
 * What helps to find whose an event is: under which device or passing id it came while nobody was named, which ids are one person,
 * and what the product itself calls an account.
 */
export async function keepWhoSentIt(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table events add column anonymous_id text`,
  `create index events_by_anonymous on events (anonymous_id) where account_id is null and anonymous_id is not null`,
  `alter table group_ids add column name text`,
  `create table aliases (user_id text not null, other_id text not null, primary key (user_id, other_id))`,
];
