import { type Kysely, sql } from 'kysely';

/** What the model was asked and cost by month, its answers for a while, and which prompt a plan was written by. */
export async function keepModelCalls(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table model_usage (
     month text not null, purpose text not null, outcome text not null, pieces bigint not null, requests bigint not null,
     tokens_in bigint not null, tokens_out bigint not null, cost_usd double precision not null, unpriced_requests bigint not null,
     primary key (month, purpose, outcome))`,
  `create table model_answers (key text not null primary key, answer text not null, kept_at bigint not null)`,
  `create index model_answers_kept_at on model_answers (kept_at)`,
  `alter table plans add column prompt text`,
];
