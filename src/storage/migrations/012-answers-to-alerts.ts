import { type Kysely, sql } from 'kysely';

/** Every answer to an alert, with its time: as of an earlier day the one counts that was given by then. */
export async function keepAnswersToAlerts(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table answers (
     alert_id text not null, at bigint not null, verdict text not null, by_id bigint not null, primary key (alert_id, at))`,
  `insert into answers (alert_id, at, verdict, by_id)
     select id, verdict_at, verdict, verdict_by from alerts where verdict is not null`,
];
