import type { Instant } from '../domain/account.ts';
import type { MonthFigures, MonthOutcome } from '../domain/report-corrections.ts';
import type { ReportJson } from './report-json.ts';

/** How a month is remembered: its figures and its accounts as they were last stated, with what was known up to `knownAt`. */
export interface WrittenMonth {
  readonly month: string;
  readonly knownAt: Instant;
  readonly figures: MonthFigures;
  readonly outcomes: readonly MonthOutcome[];
}

export interface ReportStore {
  /** Keeps the report of a month, once: false when there is one, which stays as it is. */
  add(report: ReportJson, remembered: WrittenMonth, now: Instant): Promise<boolean>;
  /** Null when none was written. */
  get(month: string): Promise<ReportJson | null>;
  /** The last `limit` months before this one of which there is a report, newest first. */
  before(month: string, limit: number): Promise<readonly string[]>;
  /** Null when no report of it was written. */
  remembered(month: string): Promise<WrittenMonth | null>;
  /** What was stated of a month anew, in a later report; its own report stays as it is. */
  restate(remembered: WrittenMonth): Promise<void>;
}
