import type { AccountKey, Day } from './account.ts';

/**
 * What has become of a month since its report was written: a report keeps its figures, and the next one states what changed
 * (METHOD section 6, Retraction).
 */

/** The figures that a month is remembered by; null where they are suppressed or not reached. */
export const REPORT_FIGURES = [
  'accounts',
  'reached',
  'waiting',
  'left',
  'without_plan',
  'wins',
  'exits',
  'p25',
  'p50',
  'p75',
  'p90',
  'rate_7',
  'rate_14',
  'rate_30',
  'alerts_useful',
  'alerts_noise',
  'alerts_known',
  'alerts_too_late',
] as const;
export type ReportFigure = (typeof REPORT_FIGURES)[number];
export type MonthFigures = Readonly<Record<ReportFigure, number | null>>;
/** As it was remembered, maybe before some of the figures were reported on. */
export type StatedFigures = Partial<MonthFigures>;

export interface FigureChange {
  readonly figure: ReportFigure;
  readonly was: number | null;
  readonly now: number | null;
}

/** How one life of one account stood at the end of a month. */
export interface MonthOutcome {
  readonly key: AccountKey;
  /** Which of its lives; 1 for the first. */
  readonly life: number;
  readonly accountId: string | null;
  readonly name: string;
  readonly startedOn: Day;
  readonly standing: 'reached' | 'waiting' | 'left' | 'without_plan';
  readonly reachedOn: Day | null;
}

export const OUTCOME_CHANGES = [
  'value_taken_back',
  'value_found',
  'value_moved',
  'counted_now',
  'no_longer_counted',
  'left_after_all',
  'did_not_leave',
  'start_moved',
  'plan_found',
  'plan_gone',
] as const;
export type OutcomeChangeKind = (typeof OUTCOME_CHANGES)[number];

/** `was` and `now`: null where the account was, or is, in no figure. */
export interface OutcomeChange {
  readonly what: OutcomeChangeKind;
  readonly was: MonthOutcome | null;
  readonly now: MonthOutcome | null;
}

/** The figures that differ, in their own order; one that was not stated then is no difference. */
export function changedFigures(was: StatedFigures, now: MonthFigures): readonly FigureChange[] {
  return REPORT_FIGURES.filter((figure) => was[figure] !== undefined && was[figure] !== now[figure]).map((figure) => ({
    figure,
    was: was[figure] ?? null,
    now: now[figure],
  }));
}

/** The accounts that stand otherwise than they were said to stand, by name; each with the change that matters most. */
export function changedOutcomes(
  before: readonly MonthOutcome[],
  after: readonly MonthOutcome[],
): readonly OutcomeChange[] {
  const now = new Map(after.map((outcome) => [nameOfLife(outcome), outcome]));
  const was = new Set(before.map(nameOfLife));
  const changed = before.flatMap((outcome) => changeOf(outcome, now.get(nameOfLife(outcome)) ?? null));
  const added = after.filter((outcome) => !was.has(nameOfLife(outcome))).flatMap((outcome) => changeOf(null, outcome));
  const nameOf = ({ now: present, was: past }: OutcomeChange): string => (present ?? past)?.name ?? '';
  return [...changed, ...added].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

const nameOfLife = ({ key, life }: MonthOutcome): string => JSON.stringify([key, life]);

function changeOf(was: MonthOutcome | null, now: MonthOutcome | null): readonly OutcomeChange[] {
  const what = kindOf(was, now);
  return what === null ? [] : [{ what, was, now }];
}

function kindOf(was: MonthOutcome | null, now: MonthOutcome | null): OutcomeChangeKind | null {
  if (was === null) return 'counted_now';
  if (now === null) return 'no_longer_counted';
  if (was.standing !== now.standing) return kindOfStandings(was.standing, now.standing);
  if (was.reachedOn !== now.reachedOn) return 'value_moved';
  return was.startedOn === now.startedOn ? null : 'start_moved';
}

function kindOfStandings(was: MonthOutcome['standing'], now: MonthOutcome['standing']): OutcomeChangeKind {
  if (was === 'without_plan') return 'plan_found';
  if (now === 'without_plan') return 'plan_gone';
  if (now === 'reached') return 'value_found';
  if (was === 'reached') return 'value_taken_back';
  return now === 'left' ? 'left_after_all' : 'did_not_leave';
}
