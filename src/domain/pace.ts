import type { Day } from './account.ts';

/** Expected progress as straight lines through (0, 0) and these points, then 1: E of METHOD section 5. */
export type ExpectedCurve = readonly CurvePoint[];
export interface CurvePoint {
  /** b_k, an active day. */
  readonly day: number;
  /** Share of the whole road that comparable accounts have behind them on that day. */
  readonly share: number;
}

/** Sums of weights are compared with this tolerance: three thirds are not always one. */
const EPSILON = 1e-9;

/** ω_k: each milestone weighs the same. The one place to change when plans bring their own weights. */
export function weightsOf(milestones: number): readonly number[] {
  return Array.from({ length: milestones }, () => 1 / milestones);
}

/** `benchmarkDays` rise strictly; `weights` are positive and sum to 1. */
export function expectedCurve(benchmarkDays: readonly Day[], weights: readonly number[]): ExpectedCurve {
  let share = 0;
  return benchmarkDays.map((day, step) => {
    share += weights[step] ?? 0;
    return { day, share };
  });
}

/** E(τ): 0 before the start, 1 from the last benchmark day on. */
export function expectedAt(curve: ExpectedCurve, activeDay: number): number {
  let before: CurvePoint = { day: 0, share: 0 };
  for (const point of curve) {
    if (activeDay < point.day) {
      const part = Math.max(0, activeDay - before.day) / (point.day - before.day);
      return before.share + part * (point.share - before.share);
    }
    before = point;
  }
  return 1;
}

/**
 * E⁻¹(A): the first active day on which this much progress is expected. Where the curve is flat that is the day on which the
 * flat part begins; nothing at all is expected on day 0, and everything (or more) on the last benchmark day.
 */
export function dayExpecting(curve: ExpectedCurve, progress: number): number {
  let before: CurvePoint = { day: 0, share: 0 };
  for (const point of curve) {
    if (progress <= before.share + EPSILON) return before.day;
    if (progress < point.share - EPSILON) {
      const part = (progress - before.share) / (point.share - before.share);
      return before.day + part * (point.day - before.day);
    }
    before = point;
  }
  return before.day;
}

/** A / E(τ), for sorting; null as long as too little is expected to divide by: E below 0.1, or before active day 3. */
export function paceIndex(progress: number, expected: number, activeDay: number): number | null {
  return expected >= 0.1 && activeDay >= 3 ? progress / expected : null;
}

/** Where an account stands against what is expected of it by now; all null without a plan in force. */
export interface Pace {
  /** A and E(τ), 0 to 1. */
  readonly progress: number | null;
  readonly expected: number | null;
  readonly pace: number | null;
  /** τ − E⁻¹(A); negative when ahead. */
  readonly daysBehind: number | null;
  /** b_K − E⁻¹(A): what remains, in the days that it takes comparable accounts. */
  readonly daysToGo: number | null;
}

export const NO_PACE: Pace = { progress: null, expected: null, pace: null, daysBehind: null, daysToGo: null };

/** Before the start nothing is expected yet, so τ counts as 0 there. */
export function paceOf(progress: number, curve: ExpectedCurve, activeDay: number): Pace {
  const days = Math.max(0, activeDay);
  const expected = expectedAt(curve, days);
  const dayReached = dayExpecting(curve, progress);
  return {
    progress,
    expected,
    pace: paceIndex(progress, expected, days),
    daysBehind: days - dayReached,
    daysToGo: (curve.at(-1)?.day ?? 0) - dayReached,
  };
}
