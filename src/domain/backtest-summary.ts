import type { Day } from './account.ts';
import type { HardState, State, Strength } from './assessment.ts';
import { quantileOf } from './quantile.ts';

/** What became of one replayed account; days are elapsed days since its start. */
export interface ReplayedLife {
  readonly accountId: string;
  /** Null: its outcome is not known. */
  readonly bad: boolean | null;
  readonly leftOn: number | null;
  readonly reachedOn: number | null;
  readonly alerts: readonly { readonly kind: State; readonly strength: Strength; readonly day: number }[];
}

export interface BacktestSummary {
  readonly population: number;
  /** How many have a known outcome; precision and recall are over these. */
  readonly judged: number;
  readonly bad: number;
  readonly flagged: number;
  readonly flagged_share: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly recall_reachable: number | null;
  readonly base_rate: number | null;
  readonly lift: number | null;
  /** Days from the first hard alert to leaving, over flagged accounts that left. */
  readonly lead_days: { readonly mean: number | null; readonly p50: number | null };
  readonly by_kind: Readonly<Partial<Record<HardState, KindSummary>>>;
  readonly missed: readonly string[];
}

export interface KindSummary {
  readonly flagged: number;
  readonly precision: number | null;
}

/** An alert this many days before a customer leaves is early enough to do something about it (METHOD section 8). */
const IN_TIME_DAYS = 7;

/**
 * How far alerts told bad outcomes apart. An account is flagged by a hard alert on day ≤ `flagBy` and before it left. Of bad
 * accounts those that had left unflagged by that day could not have been reached any more (CONTRACT section 6).
 */
export function summarise(lives: readonly ReplayedLife[], flagBy: number): BacktestSummary {
  const known = lives.filter(({ bad }) => bad !== null);
  const isFlagged = (life: ReplayedLife): boolean => flagOf(life, flagBy) !== null;
  const bad = known.filter((life) => life.bad === true);
  const flagged = known.filter(isFlagged);
  const hits = flagged.filter((life) => life.bad === true);
  const reachable = bad.filter((life) => isFlagged(life) || life.leftOn === null || life.leftOn > flagBy);
  const precision = share(hits.length, flagged.length);
  const baseRate = share(bad.length, known.length);
  const leads = lives.flatMap((life) => leadOf(life, flagBy));
  return {
    population: lives.length,
    judged: known.length,
    bad: bad.length,
    flagged: lives.filter(isFlagged).length,
    flagged_share: share(lives.filter(isFlagged).length, lives.length),
    precision,
    recall: share(hits.length, bad.length),
    recall_reachable: share(hits.length, reachable.length),
    base_rate: baseRate,
    lift: precision === null || baseRate === null || baseRate === 0 ? null : precision / baseRate,
    lead_days: { mean: meanOf(leads), p50: quantileOf(leads, 0.5) },
    by_kind: kindsOf(flagged, flagBy),
    missed: lives.filter(isMissed).map(({ accountId }) => accountId),
  };
}

/** The first hard alert that counts as a flag. */
function flagOf({ alerts, leftOn }: ReplayedLife, flagBy: number): ReplayedLife['alerts'][number] | null {
  const first = alerts.find(({ strength }) => strength === 'hard') ?? null;
  if (first === null || first.day > flagBy) return null;
  return leftOn === null || first.day < leftOn ? first : null;
}

function leadOf(life: ReplayedLife, flagBy: number): readonly number[] {
  const flag = flagOf(life, flagBy);
  return flag === null || life.leftOn === null ? [] : [life.leftOn - flag.day];
}

function kindsOf(flagged: readonly ReplayedLife[], flagBy: number): BacktestSummary['by_kind'] {
  const kinds = new Map<State, ReplayedLife[]>();
  for (const life of flagged) {
    const kind = flagOf(life, flagBy)?.kind;
    if (kind !== undefined) kinds.set(kind, [...(kinds.get(kind) ?? []), life]);
  }
  return Object.fromEntries(
    [...kinds].map(([kind, those]) => {
      const hits = those.filter(({ bad }) => bad === true).length;
      return [kind, { flagged: those.length, precision: share(hits, those.length) }];
    }),
  );
}

/** Left without first value, and nobody was told in time (METHOD section 8). */
function isMissed({ leftOn, reachedOn, alerts }: ReplayedLife): boolean {
  if (leftOn === null || (reachedOn !== null && reachedOn <= leftOn)) return false;
  return !alerts.some(({ strength, day }) => strength === 'hard' && day <= leftOn - IN_TIME_DAYS);
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** How many alerts each owner got in each of their weeks. */
export interface Load {
  readonly p50: number | null;
  readonly p90: number | null;
  readonly max: number | null;
}

/**
 * Alerts per CSM and week (Monday to Sunday), over every week in which an account of theirs was on its way, those without an
 * alert included.
 */
export function loadOf(days: readonly { readonly date: Day; readonly owner: string; readonly alerts: number }[]): Load {
  const weeks = new Map<string, number>();
  for (const { date, owner, alerts } of days) {
    // 1970-01-01 was a Thursday, so day 4 was a Monday.
    const week = `${Math.floor((date - 4) / 7)} ${owner}`;
    weeks.set(week, (weeks.get(week) ?? 0) + alerts);
  }
  const counts = [...weeks.values()];
  return { p50: quantileOf(counts, 0.5), p90: quantileOf(counts, 0.9), max: quantileOf(counts, 1) };
}
