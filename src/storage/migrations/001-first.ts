import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/** The first schema. Merged migrations never change; a later need gets a file of its own. */
export async function createFirstSchema(db: Kysely<unknown>, engine: Engine): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(forEngine(statement, engine)).execute(db);
  for (const statement of engine === 'sqlite' ? SQLITE_AUDIT_GUARD : POSTGRES_AUDIT_GUARD)
    await sql.raw(statement).execute(db);
}

function forEngine(statement: string, engine: Engine): string {
  return engine === 'sqlite'
    ? statement.replaceAll('SERIAL', 'integer primary key autoincrement').replaceAll('bigint', 'integer')
    : statement
        .replaceAll('SERIAL', 'bigint generated always as identity primary key')
        .replaceAll(' without rowid', '');
}

const STATEMENTS = [
  `create table meta (name text primary key, value text not null)`,
  `create table people (id bigint primary key, name text not null, email text, role text not null, active bigint not null)`,
  `create table accounts (
     key text primary key, account_id text, task_id text unique, name text not null, status text not null,
     started_on bigint not null, csm_id bigint, body text not null, task_updated_at bigint, gone bigint not null,
     first_seen_at bigint not null, changed_at bigint not null)`,
  `create index accounts_by_account_id on accounts (account_id)`,
  `create table holds (
     id SERIAL, account_key text not null, kind text not null, from_day bigint not null, until_day bigint,
     source text not null, reason text, by_id bigint, at bigint not null)`,
  `create index holds_by_account on holds (account_key)`,
  `create table plans (
     account_key text not null, version bigint not null, status text not null, body text not null, hash text not null,
     author text not null, origin text not null, rationale text not null, drafted_at bigint not null,
     approved_by bigint, approved_at bigint, approved_how text, approved_comment text, approved_digest text,
     rejected_by bigint, rejected_at bigint, reject_reason text, primary key (account_key, version))`,
  `create table questions (account_key text primary key, question text not null, facts_hash text not null, asked_at bigint not null)`,
  `create table events (
     minute bigint not null, source text not null, message_id text not null, account_id text, user_id text, name text not null,
     at bigint not null, received_at bigint not null, properties text not null,
     primary key (minute, source, message_id)) without rowid`,
  `create index events_by_account on events (account_id, at)`,
  `create index events_by_user on events (user_id) where account_id is null`,
  `create table group_ids (account_id text primary key, first_at bigint not null, last_at bigint not null)`,
  `create table users (user_id text primary key, email text, admin bigint not null, traits text not null, seen_at bigint not null)`,
  `create table memberships (
     user_id text not null, account_id text not null, first_at bigint not null, last_at bigint not null,
     primary key (user_id, account_id))`,
  `create index memberships_by_account on memberships (account_id)`,
  `create table sources (name text primary key, last_received_at bigint not null, complete_to bigint)`,
  `create table source_events (
     source text not null, event_name text not null, last_at bigint not null, primary key (source, event_name))`,
  `create table standings (
     account_key text primary key, state text not null, strength text, since bigint not null, soft_from bigint, hard_from bigint,
     clear_from bigint, last_day bigint not null, assessed_at bigint not null)`,
  `create table history (id SERIAL, account_key text not null, at bigint not null, state text not null, strength text)`,
  `create index history_by_account on history (account_key, at)`,
  `create table alerts (
     id text primary key, account_key text not null, kind text not null, strength text not null, urgent bigint not null, step text,
     delivery text not null, reason text, opened_at bigint not null, delivered_at bigint, closed_at bigint, close_reason text,
     csm_id bigint, list_id text, text_hash text not null, taken_over bigint not null,
     verdict text, verdict_by bigint, verdict_at bigint)`,
  `create index alerts_by_account on alerts (account_key, opened_at)`,
  `create unique index alerts_one_open on alerts (account_key) where closed_at is null`,
  `create table outbox (
     key text not null unique, account_key text, alert_id text, kind text not null, body text not null, after_key text,
     position SERIAL, status text not null, attempts bigint not null, not_before bigint not null, lease_until bigint not null,
     created_at bigint not null, done_at bigint, result text, result_id text, error text)`,
  `create index outbox_waiting on outbox (not_before) where done_at is null`,
  `create index outbox_by_alert on outbox (alert_id)`,
  `create index outbox_by_result on outbox (result_id)`,
  `create table inbox (
     key text primary key, received_at bigint not null, change text not null, done_at bigint, lease_until bigint not null,
     attempts bigint not null)`,
  `create index inbox_waiting on inbox (received_at) where done_at is null`,
  `create table comments (
     comment_id text not null, digest text not null, task_id text not null, author_id bigint not null, at bigint not null,
     heard_at bigint not null, said text not null, primary key (comment_id, digest))`,
  `create table audit (
     id SERIAL, at bigint not null, actor_kind text not null, actor_id bigint, what text not null, account_key text,
     detail text not null)`,
  `create index audit_by_account on audit (account_key, id)`,
  `create table slots (
     job text not null, slot bigint not null, lease_until bigint not null, done bigint not null, primary key (job, slot))`,
];

/** The audit only ever grows; the database itself refuses anything else. */
const SQLITE_AUDIT_GUARD = ['update', 'delete'].map(
  (act) =>
    `create trigger audit_no_${act} before ${act} on audit begin select raise(abort, 'the audit is append-only'); end`,
);
const POSTGRES_AUDIT_GUARD = [
  `create function refuse_audit_change() returns trigger language plpgsql as
     $$ begin raise exception 'the audit is append-only'; end $$`,
  `create trigger audit_append_only before update or delete on audit for each statement execute function refuse_audit_change()`,
];
