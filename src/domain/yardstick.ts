import type { Day } from './account.ts';
import type { Group } from './group.ts';
import { milestonesOf, type Plan, type Step } from './plan.ts';

/**
 * What an account is measured against, milestone by milestone (METHOD sections 5 and 6): the plan's own days, or what comparable
 * accounts did where there are enough of them.
 */
export interface Yardstick {
  /** b_k: the active day by which each milestone is usual, each later than the one before. */
  readonly benchmarkDays: readonly Day[];
  /** Null: the plan's own days. */
  readonly group: Group | null;
  /** θ_k: days without progress that are too many while this milestone is open. */
  patienceDays(step: number): number;
  /** Whether an account that still has this milestone open on this active day is late with it. */
  isLate(step: number, activeDay: number): boolean;
}

/** Half of the comparable accounts had the step this many days ago: then an account that has not is late. */
const LATE_SHARE = 0.5;
export const GRACE_DAYS = 5;
const EPSILON = 1e-9;

/** The plan's own days as yardstick: the rules of METHOD section 6 without a comparison group. */
export function planYardstick(plan: Plan, stallFloorDays: number): Yardstick {
  const byDays = milestonesOf(plan).map((milestone) => milestone.byDay);
  const byDay = (step: number): Day => byDays[step] ?? 0;
  const planned = (step: number): number => byDay(step) - byDay(step - 1);
  return {
    benchmarkDays: rising(byDays),
    group: null,
    patienceDays: (step) => Math.max(stallFloorDays, planned(step)),
    isLate: (step, activeDay) => activeDay >= byDay(step) + Math.max(5, planned(step) / 4),
  };
}

/**
 * What comparable accounts did as yardstick: b_k their median, θ_k their p80 from step to step, late where half had the step
 * five days ago. Where they are too few to say, the plan's own days stand in.
 */
export function groupYardstick(plan: Plan, stallFloorDays: number, group: Group): Yardstick {
  const milestones = milestonesOf(plan);
  const own = planYardstick(plan, stallFloorDays);
  const usual = milestones.map(({ signal, byDay }) => group.medianDay(signal) ?? byDay);
  const signalOf = (step: number): Step['signal'] | null => milestones[step]?.signal ?? null;
  return {
    benchmarkDays: rising(usual),
    group,
    patienceDays(step) {
      const open = signalOf(step);
      const sojourn = open === null ? null : group.usualSojourn(signalOf(step - 1), open);
      return sojourn === null ? own.patienceDays(step) : Math.max(stallFloorDays, sojourn);
    },
    isLate(step, activeDay) {
      const open = signalOf(step);
      return open !== null && group.shareBy(open, activeDay - GRACE_DAYS) >= LATE_SHARE - EPSILON;
    },
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
