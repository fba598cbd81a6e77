import type { Day } from './account.ts';
import { milestonesOf, type Plan } from './plan.ts';

/**
 * What an account is measured against, milestone by milestone (METHOD sections 5 and 6). The judgement knows only this; a
 * yardstick learned from comparable accounts takes the place of the plan's own days without any other change.
 */
export interface Yardstick {
  /** b_k: the active day by which each milestone is usual, each later than the one before. */
  readonly benchmarkDays: readonly Day[];
  /** θ_k: days without progress that are too many while this milestone is open. */
  patienceDays(step: number): number;
  /** Whether an account that still has this milestone open on this active day is late with it. */
  isLate(step: number, activeDay: number): boolean;
}

/** The plan's own days as yardstick: the rules of METHOD section 6 without a comparison group. */
export function planYardstick(plan: Plan, stallFloorDays: number): Yardstick {
  const byDays = milestonesOf(plan).map((milestone) => milestone.byDay);
  const byDay = (step: number): Day => byDays[step] ?? 0;
  const planned = (step: number): number => byDay(step) - byDay(step - 1);
  return {
    benchmarkDays: rising(byDays),
    patienceDays: (step) => Math.max(stallFloorDays, planned(step)),
    isLate: (step, activeDay) => activeDay >= byDay(step) + Math.max(5, planned(step) / 4),
  };
}

/** b_k := max(b_k, b_{k−1} + 1), starting from day 0. */
function rising(days: readonly Day[]): readonly Day[] {
  let before = 0;
  return days.map((day) => {
    before = Math.max(day, before + 1);
    return before;
  });
}

/** How long the open step may take, and whether it has taken too long. */
export interface Patience {
  readonly late: boolean;
  /** θ */
  readonly patienceDays: number | null;
}

/** Nothing is late where nothing is open: without a plan in force, and once first value is there. */
export function patienceWith(yardstick: Yardstick | null, openStep: number | null, activeDay: number): Patience {
  if (yardstick === null || openStep === null) return { late: false, patienceDays: null };
  return { late: yardstick.isLate(openStep, activeDay), patienceDays: yardstick.patienceDays(openStep) };
}
