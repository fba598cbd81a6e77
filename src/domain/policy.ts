import type { IsHoliday } from './calendar.ts';

/** What the judgement may be told from outside: thresholds of monitor.yaml and tiers.yaml, already resolved for one account. */
export interface JudgePolicy {
  /** τ₀ before the trial's length is considered. */
  readonly earlyDays: number;
  /** θ's floor. */
  readonly stallFloorDays: number;
  readonly freshnessHours: number;
  /** Days stuck are working days in this tier. */
  readonly stuckInWorkingDays: boolean;
  /** Used when no plan is in force: the catalogue's events of kind core. */
  readonly catalogueCore: ReadonlySet<string>;
  /** Public holidays where the account lives; default none. */
  readonly isHoliday?: IsHoliday;
}

/** How alerts are raised and delivered. */
export interface AlertPolicy {
  readonly confirmSweeps: number;
  readonly cooldownDays: number;
  readonly budgetPerCsmPerDay: number;
  /** Null: at any time. Times are local to the CSM. */
  readonly hours: { readonly from: string; readonly to: string; readonly weekdaysOnly: boolean } | null;
}
