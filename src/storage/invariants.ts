import { type Kysely, SqliteAdapter, sql } from 'kysely';
import { messageOf } from '../shared/errors.ts';
import type { Invariant, InvariantStore } from '../monitor/invariants.ts';
import type { Database } from './schema.ts';
import { sqliteCode } from './sqlite-file.ts';

/** For each invariant the rows that break it; the same text for both engines. */
const BREAKING: Readonly<Record<Invariant, string>> = {
  one_open_alert: `select account_key as example from alerts where closed_at is null group by account_key having count(*) > 1`,
  alert_has_account: `select id as example from alerts
    where closed_at is null and account_key not in (select key from accounts)`,
  alert_was_written: `select id as example from alerts
    where delivery in ('task', 'comment') and delivered_at is not null
      and not exists (select 1 from outbox where outbox.alert_id = alerts.id)`,
  held_alert_says_why: `select id as example from alerts where closed_at is null and delivery = 'held' and reason is null`,
  alert_is_audited: `select id as example from alerts where not exists (
    select 1 from audit where audit.account_key = alerts.account_key
      and audit.what in ('alert_opened', 'alert_held', 'alert_for_digest')
      and audit.detail like '%"alert":"' || alerts.id || '"%')`,
  answer_is_kept: `select id as example from alerts where verdict is not null and not exists (
      select 1 from answers where answers.alert_id = alerts.id and answers.at = alerts.verdict_at
        and answers.verdict = alerts.verdict)
    union select alert_id as example from answers where alert_id not in (select id from alerts)`,
  write_ends_once: `select key as example from outbox
    where (status in ('done', 'abandoned', 'withdrawn')) <> (done_at is not null)`,
  write_has_result: `select key as example from outbox
    where status = 'done' and kind in ('create_task', 'comment', 'reply') and result_id is null`,
  write_made_its_own: `select result_id as example from outbox where kind = 'create_task' and result_id is not null
      group by result_id having count(*) > 1
    union select result_id as example from outbox where kind in ('comment', 'reply') and result_id is not null
      group by result_id having count(*) > 1`,
  write_follows_a_write: `select later.key as example from outbox as later
    left join outbox as earlier on earlier.key = later.after_key
    where later.after_key is not null and (earlier.key is null or (later.status = 'done' and earlier.status <> 'done'))`,
  standing_has_account: `select account_key as example from standings where account_key not in (select key from accounts)`,
  standing_is_history: `select account_key as example from standings where state is distinct from (
    select history.state from history where history.account_key = standings.account_key
    order by history.id desc limit 1)`,
  plan_has_account: `select account_key as example from plans where account_key not in (select key from accounts)`,
  plan_versions_count_up: `select account_key as example from plans
    group by account_key having count(*) <> max(version) or min(version) <> 1`,
  one_plan_in_force: `select account_key as example from plans
    where status = 'approved' group by account_key having count(*) > 1`,
  approval_is_recorded: `select account_key as example from plans where status = 'approved' and (
    approved_at is null or approved_how is null or not exists (
      select 1 from audit where audit.account_key = plans.account_key and audit.what = 'plan_approved'))`,
  lives_count_up: `select account_key as example from lives
    where account_key not in (select key from accounts)
    union select account_key as example from lives
      group by account_key having count(*) <> max(life) or min(life) <> 1`,
  work_has_workspace: `select account_key as example from onboarding_tasks
      where account_key not in (select account_key from workspaces)
    union select account_key as example from talk_tasks where account_key not in (select account_key from workspaces)`,
  member_of_known_id: `select account_id as example from memberships
    where account_id not in (select account_id from group_ids)`,
};

/** Looks for what should never be. */
export function createInvariantStore(db: Kysely<Database>): InvariantStore {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  return {
    async breach(invariant) {
      const { rows } = await sql<{ n: number; example: string | null }>`
        select count(*) as n, min(example) as example from (${sql.raw(BREAKING[invariant])}) as breaking`.execute(db);
      const [found] = rows;
      return found === undefined || found.n === 0 ? null : { rows: found.n, example: found.example ?? '' };
    },
    async damage() {
      if (!isSqlite) return [];
      try {
        const { rows } = await sql<{ says: string }>`select quick_check as says from pragma_quick_check`.execute(db);
        return rows.map(({ says }) => says).filter((says) => says !== 'ok');
      } catch (thrown) {
        // So damaged that the look itself ends.
        if (sqliteCode(thrown).startsWith('SQLITE_CORRUPT')) return [messageOf(thrown)];
        throw thrown;
      }
    },
  };
}
