import type { Account, Day } from './account.ts';

/** A trial as the judgement sees it on one date. */
export interface Trial {
  readonly lengthDays: number;
  /** Whole dates after today up to its last one; null unless the trial is running today. */
  readonly daysLeft: number | null;
  readonly inLastThird: boolean;
}

/** Null without a trial; one that would end on or before its first date is a slip of the pen and counts as none. */
export function trialOf(account: Account, today: Day): Trial | null {
  if (account.trialEndsOn === null || account.trialEndsOn <= account.startedOn) return null;
  const lengthDays = account.trialEndsOn - account.startedOn;
  const isRunning = account.startedOn <= today && today <= account.trialEndsOn;
  const daysLeft = isRunning ? account.trialEndsOn - today : null;
  return { lengthDays, daysLeft, inLastThird: daysLeft !== null && daysLeft * 3 <= lengthDays };
}

/** τ₀: the active day from which no core use is an early alert (METHOD section 6). Days are whole, so it is rounded up. */
export function earlyDaysFor(earlyDays: number, trial: Trial | null): number {
  const limit = trial === null ? earlyDays : Math.min(earlyDays, trial.lengthDays / 3);
  return Math.max(2, Math.ceil(limit));
}
