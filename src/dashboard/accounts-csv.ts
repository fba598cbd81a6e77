import { stringify } from 'csv-stringify/sync';
import type { AccountJson } from '../monitor/account-json.ts';
import { portionsOf } from '../shared/portions.ts';

type Cell = string | number | null;

const COLUMNS: Readonly<Record<string, (row: AccountJson) => Cell>> = {
  account_id: (row) => row.account_id,
  name: (row) => row.name,
  tier: (row) => row.tier,
  use_case: (row) => row.use_case,
  csm: (row) => row.csm?.name ?? null,
  csm_email: (row) => row.csm?.email ?? null,
  state: (row) => row.state,
  state_in_words: (row) => row.state_in_words,
  stuck_on: (row) => row.stuck_on,
  days_stuck: (row) => row.days_stuck,
  days_stuck_elapsed: (row) => row.days_stuck_elapsed,
  day: (row) => row.day,
  active_day: (row) => row.active_day,
  progress: (row) => row.progress,
  expected: (row) => row.expected,
  pace: (row) => row.pace,
  days_behind: (row) => row.days_behind,
  rank: (row) => row.rank,
  rank_in_words: (row) => row.rank_in_words,
  group: (row) => row.benchmark?.group ?? null,
  group_n: (row) => row.benchmark?.n ?? null,
  started_on: (row) => row.started_on,
  trial_ends_on: (row) => row.trial_ends_on,
  renews_on: (row) => row.renews_on,
  reached_at: (row) => row.reached_at,
  days_to_value: (row) => row.days_to_value,
  last_activity_at: (row) => row.last_activity_at,
  plan_status: (row) => row.plan.status,
  plan_statement: (row) => row.plan.statement,
  alert: (row) => row.alert?.kind ?? null,
  alert_strength: (row) => row.alert?.strength ?? null,
  alert_opened_at: (row) => row.alert?.opened_at ?? null,
  alert_url: (row) => row.alert?.url ?? null,
  account_url: (row) => row.task_url,
};

/**
 * The list as CSV, with the names and figures of `/api/accounts`, some hundred lines at a time. A text that a spreadsheet would
 * take for a formula gets a quote in front; numbers stay numbers.
 */
export const accountsCsv = (rows: readonly AccountJson[]): AsyncIterable<string> =>
  portionsOf(rows, (portion, isFirst) => stringify(portion.map(cellsOf), { ...FORMAT, header: isFirst }));

const cellsOf = (row: AccountJson): Readonly<Record<string, Cell>> =>
  Object.fromEntries(Object.entries(COLUMNS).map(([name, cellOf]) => [name, cellOf(row)]));

const FORMAT = { columns: Object.keys(COLUMNS), record_delimiter: '\r\n', escape_formulas: true } as const;
