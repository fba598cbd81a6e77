import { type Kysely, sql } from 'kysely';

/**
 * What people say beside the events: first value as they recorded it, events that they withdrew, who is away, which tasks they
 * put into the agent's hands; and where a comment stood, so that one that approved something is missed when it is deleted.
 */
export async function keepWhatPeopleSaid(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** `bigint` has integer affinity in SQLite too, so these texts serve both engines as they are. */
const STATEMENTS = [
  `create table values_by_hand (
     account_key text not null, said_at bigint not null, comment_id text not null, reached_at bigint, reason text,
     by_id bigint not null, primary key (account_key, said_at, comment_id))`,
  `create table withdrawn_events (
     account_key text not null, message_id text not null, said_at bigint not null, reason text not null,
     by_id bigint not null, primary key (account_key, message_id))`,
  `create table absences (person_id bigint primary key, until_day bigint not null)`,
  `create table assignments (task_id text primary key, answered bigint not null)`,
  `alter table comments add column parent_id text`,
  `alter table standings add column reopened_on bigint`,
];
