import { type Kysely, sql } from 'kysely';

/**
 * Whose move it is: which list, folder or space each account's onboarding work lies in and what is open there; what was suggested
 * with each alert, and when a person first acted on it; and the inputs of the health score that people fill in.
 */
export async function keepOnboardingWork(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** `bigint` has integer affinity in SQLite too, so these texts serve both engines as they are. */
const STATEMENTS = [
  `create table workspaces (
     account_key text primary key, place_id text not null, place_kind text, read_at bigint, read_whole_at bigint)`,
  `create table onboarding_tasks (
     account_key text not null, task_id text not null, name text not null, url text not null, due_on bigint,
     assignees text not null, primary key (account_key, task_id))`,
  `alter table alerts add column acted_at bigint`,
  `alter table alerts add column step_kind text`,
  `alter table alerts add column whose_move text`,
  `create table health_inputs (
     account_key text not null, name text not null, value double precision not null, since bigint not null,
     before double precision, primary key (account_key, name))`,
];
