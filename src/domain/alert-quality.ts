import type { AccountKey, Day } from './account.ts';
import type { State, Strength } from './assessment.ts';
import { addWorkingDays, type IsHoliday, noHolidays } from './calendar.ts';
import { dayToIso } from './local-date.ts';

/** Whether alerts are worth opening (METHOD section 8). An account that reaches value after an alert is no proof that it did it. */

export type Usefulness = 'useful' | 'noise' | 'known' | 'too late';

/** An alert that reached somebody. Dates are those of the workspace's zone. */
export interface JudgedAlert {
  readonly accountKey: AccountKey;
  /** The state that fired. */
  readonly rule: State;
  readonly strength: Strength;
  readonly deliveredOn: Day;
  /** Null: unanswered. */
  readonly verdict: Usefulness | null;
  /** First human comment or change of status; null: none yet. */
  readonly actedOn: Day | null;
  readonly csmId: number | null;
}

export interface Precision {
  readonly delivered: number;
  /** useful + noise: what precision is computed from. */
  readonly n: number;
  readonly useful: number;
  readonly noise: number;
  readonly known: number;
  readonly tooLate: number;
  readonly unanswered: number;
  /** useful / (useful + noise); null while neither was said. */
  readonly precision: number | null;
}

/** precision of METHOD section 8: known and too late stand apart, and an unanswered alert is never a useful one. */
export function precisionOf(alerts: readonly Pick<JudgedAlert, 'verdict'>[]): Precision {
  const count = (verdict: Usefulness | null): number => alerts.filter((alert) => alert.verdict === verdict).length;
  const useful = count('useful');
  const noise = count('noise');
  const n = useful + noise;
  return {
    delivered: alerts.length,
    n,
    useful,
    noise,
    known: count('known'),
    tooLate: count('too late'),
    unanswered: count(null),
    precision: n === 0 ? null : useful / n,
  };
}

/** A share over those whose time to answer is over; `pending`: it still runs for so many. */
export interface MatureShare {
  readonly n: number;
  readonly hits: number;
  readonly share: number | null;
  readonly pending: number;
}

/** The same filter on both sides: whoever answered early but whose time still runs counts in neither. */
export function matureShare(cases: readonly { readonly isOver: boolean; readonly isHit: boolean }[]): MatureShare {
  const over = cases.filter(({ isOver }) => isOver);
  const hits = over.filter(({ isHit }) => isHit).length;
  return {
    n: over.length,
    hits,
    share: over.length === 0 ? null : hits / over.length,
    pending: cases.length - over.length,
  };
}

const WORKING_DAYS_TO_ACT = 5;

/** Acted-on: a human comment or change of status within five working days of the delivery. */
export function actedOn(
  alerts: readonly Pick<JudgedAlert, 'deliveredOn' | 'actedOn'>[],
  today: Day,
  isHoliday: IsHoliday = noHolidays,
): MatureShare {
  return matureShare(
    alerts.map((alert) => {
      const last = addWorkingDays(alert.deliveredOn, WORKING_DAYS_TO_ACT, isHoliday);
      return { isOver: last < today, isHit: alert.actedOn !== null && alert.actedOn <= last };
    }),
  );
}

/** One rule, whole and month by month (`2026-11`), the months in order. */
export interface RuleQuality extends Precision {
  readonly rule: State;
  readonly acted: MatureShare;
  readonly months: readonly (Precision & { readonly month: string })[];
}

export function qualityByRule(
  alerts: readonly JudgedAlert[],
  today: Day,
  isHoliday: IsHoliday = noHolidays,
): readonly RuleQuality[] {
  const rules = [...Map.groupBy(alerts, ({ rule }) => rule)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return rules.map(([rule, own]) => {
    const months = [...Map.groupBy(own, ({ deliveredOn }) => dayToIso(deliveredOn).slice(0, 7))];
    return {
      rule,
      ...precisionOf(own),
      acted: actedOn(own, today, isHoliday),
      months: months
        .map(([month, part]) => ({ month, ...precisionOf(part) }))
        .toSorted((one, other) => (one.month < other.month ? -1 : 1)),
    };
  });
}

/** Under this a rule makes people stop reading: field guides name 30 % of false alarms. */
const PRECISION_WANTED = 0.7;
/** Fewer answers say nothing. */
const ANSWERS_NEEDED = 20;

/** Rules that a person should look at; nothing changes by itself. */
export function needsAttention({ precision, n }: Pick<Precision, 'precision' | 'n'>): boolean {
  return precision !== null && precision < PRECISION_WANTED && n >= ANSWERS_NEEDED;
}

/** What became of an account, for lead time and the missed list. */
export interface AccountOutcome {
  readonly key: AccountKey;
  /** v and x of METHOD section 1, as dates. */
  readonly reachedOn: Day | null;
  readonly leftOn: Day | null;
}

export interface LeadTimes {
  readonly toValue: LeadTime;
  readonly toExit: LeadTime;
}
export interface LeadTime {
  readonly n: number;
  readonly p50: number | null;
}

/** Lead time: days from an account's first alert to v or x, whichever came after it. */
export function leadTimes(
  alerts: readonly Pick<JudgedAlert, 'accountKey' | 'deliveredOn'>[],
  outcomes: readonly AccountOutcome[],
): LeadTimes {
  const first = new Map<AccountKey, Day>();
  for (const { accountKey, deliveredOn } of alerts)
    first.set(accountKey, Math.min(deliveredOn, first.get(accountKey) ?? deliveredOn));
  const daysTo = (dayOf: (outcome: AccountOutcome) => Day | null): LeadTime => {
    const days = outcomes.flatMap((outcome) => {
      const [from, to] = [first.get(outcome.key), dayOf(outcome)];
      return from === undefined || to === null || to < from ? [] : [to - from];
    });
    return { n: days.length, p50: quantile(days, 0.5) };
  };
  return { toValue: daysTo(({ reachedOn }) => reachedOn), toExit: daysTo(({ leftOn }) => leftOn) };
}

const WARNING_DAYS = 7;

/** Missed: accounts that left without first value and had no hard alert at least seven days before. */
export function missed(
  alerts: readonly Pick<JudgedAlert, 'accountKey' | 'deliveredOn' | 'strength'>[],
  outcomes: readonly AccountOutcome[],
): readonly AccountKey[] {
  const hard = Map.groupBy(
    alerts.filter(({ strength }) => strength === 'hard'),
    ({ accountKey }) => accountKey,
  );
  return outcomes
    .filter(({ key, leftOn, reachedOn }) => {
      if (leftOn === null || (reachedOn !== null && reachedOn <= leftOn)) return false;
      return hard.get(key)?.some(({ deliveredOn }) => deliveredOn <= leftOn - WARNING_DAYS) !== true;
    })
    .map(({ key }) => key);
}

export interface WeeklyLoad {
  readonly csms: number;
  readonly weeks: number;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly max: number | null;
}

/**
 * Alerts a CSM gets in a week (Monday to Sunday): over every CSM who ever got one, and every week from the first alert to today's,
 * weeks without any included.
 */
export function alertsPerCsmWeek(
  alerts: readonly Pick<JudgedAlert, 'csmId' | 'deliveredOn'>[],
  today: Day,
): WeeklyLoad {
  const given = alerts.flatMap(({ csmId, deliveredOn }) =>
    csmId === null ? [] : [{ csmId, week: weekOf(deliveredOn) }],
  );
  if (given.length === 0) return { csms: 0, weeks: 0, p50: null, p90: null, max: null };
  const first = Math.min(...given.map(({ week }) => week));
  const weeks = weekOf(today) - first + 1;
  const counts = [...Map.groupBy(given, ({ csmId }) => csmId).values()].flatMap((own) => {
    const busy = [...Map.groupBy(own, ({ week }) => week).values()].map(({ length }) => length);
    return [...busy, ...Array.from({ length: Math.max(0, weeks - busy.length) }, () => 0)];
  });
  const csms = new Set(given.map(({ csmId }) => csmId)).size;
  return { csms, weeks, p50: quantile(counts, 0.5), p90: quantile(counts, 0.9), max: Math.max(...counts) };
}

/** 1970-01-01 was a Thursday; weeks are counted from the Monday before it. */
const weekOf = (day: Day): number => Math.floor((day + 3) / 7);

/** The smallest value that at least this share of all values does not exceed; null of none. */
function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
