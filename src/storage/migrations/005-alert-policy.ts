import { type Kysely, sql } from 'kysely';

/**
 * What the alert policy remembers: when a CSM was last called to an alert, the last human touch, how often a soft comment was
 * repeated; whether a person ended a hold before its date; when an account went on the missed list, and when that was told.
 */
export async function keepAlertPolicy(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table alerts add column called_at bigint`,
  `alter table alerts add column touched_at bigint`,
  `alter table alerts add column repeats bigint not null default 0`,
  `update alerts set called_at = delivered_at`,
  `update alerts set touched_at = coalesce(verdict_at, delivered_at) where taken_over = 1 or verdict_at is not null`,
  `alter table holds add column ended_early bigint not null default 0`,
  `alter table standings add column missed_on bigint`,
  `alter table standings add column missed_told_at bigint`,
];
