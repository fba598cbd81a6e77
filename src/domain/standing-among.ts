import type { Benchmark } from './benchmark.ts';
import type { Group } from './group.ts';
import type { Signal, Step } from './plan.ts';
import type { Trial } from './trial.ts';
import { GRACE_DAYS, type Yardstick } from './yardstick.ts';

/** What the comparison with others adds to a verdict. */
export interface StandingAmong {
  readonly benchmark: Benchmark | null;
  /** F_g(τ) of the open step: the share of comparable accounts that are past it. */
  readonly rank: number | null;
  /** Fifty or more say that fewer than half had the first step five days ago: then no core use is no alarm yet. */
  readonly firstStepComesLater: boolean;
  /** p_reach: the chance of first value within what is left of the trial. For people, never a condition. */
  readonly reachChance: number | null;
}

export interface AmongQuestion {
  readonly yardstick: Yardstick | null;
  readonly version: string | null;
  readonly milestones: readonly Step[];
  readonly openStep: number | null;
  readonly activeDay: number;
  readonly trial: Trial | null;
}

/** A group of this size may say that an early alert comes too early (METHOD section 6). */
const LARGE_GROUP = 50;

export function standingAmong({ yardstick, version, milestones, openStep, ...when }: AmongQuestion): StandingAmong {
  const group = yardstick?.group ?? null;
  const { activeDay, trial } = when;
  if (group === null) return { ...ALONE, benchmark: yardstick === null ? null : { source: 'plan' } };
  const open = openStep === null ? null : (milestones[openStep]?.signal ?? null);
  const value = milestones.at(-1)?.signal ?? null;
  const daysLeft = trial?.daysLeft ?? null;
  return {
    benchmark: { source: 'learned', level: group.level, group: group.name, n: group.n, version: version ?? '' },
    rank: open === null ? null : group.shareBy(open, activeDay),
    firstStepComesLater: group.n >= LARGE_GROUP && isLaterThan(group, milestones[0]?.signal ?? null, activeDay),
    reachChance:
      open === null || value === null || daysLeft === null ? null : group.chanceWithin(value, activeDay, daysLeft),
  };
}

const ALONE: Omit<StandingAmong, 'benchmark'> = { rank: null, firstStepComesLater: false, reachChance: null };

const isLaterThan = (group: Group, first: Signal | null, activeDay: number): boolean =>
  first !== null && group.shareBy(first, activeDay - GRACE_DAYS) < 0.5;
