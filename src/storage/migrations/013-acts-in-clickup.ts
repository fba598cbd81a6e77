import { type Kysely, sql } from 'kysely';

/**
 * What customers do in ClickUp: from when and up to when the acts in an account's workspace were read, and under which account id;
 * acts that deliveries told of and nobody has placed yet; and when each task's comments were read.
 */
export async function keepActsInClickUp(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table workspaces add column acts_from bigint`,
  `alter table workspaces add column acts_to bigint`,
  `alter table workspaces add column acts_for text`,
  `create index workspaces_by_place on workspaces (place_id)`,
  `create table told_acts (key text primary key, told_at bigint not null, act text not null)`,
  `create table talk_tasks (
     task_id text primary key, account_key text not null, list_id text not null, name text not null, changed_at bigint not null,
     heard_at bigint)`,
  `create index talk_tasks_by_account on talk_tasks (account_key)`,
];
