import type { Day } from './account.ts';
import type { Assessment } from './assessment.ts';

/** An alert came in time if it came this many days before the account left (METHOD section 8, Missed). */
const IN_TIME_DAYS = 7;

export type MissedReason = 'past_window' | 'left_unwarned';

/**
 * Why an account belongs on the missed list: it is past the window without first value (`alerts.window_days`), or it left without
 * it and without a hard alert in time. Null: it does not.
 * @param firstHardOn the date of its first hard alert; null without one
 * @param leftOn null while it is here
 */
export function missedReason(
  { state, day }: Pick<Assessment, 'state' | 'day'>,
  windowDays: number,
  leftOn: Day | null,
  firstHardOn: Day | null,
): MissedReason | null {
  if (state === 'excluded' || state === 'reached') return null;
  if (state !== 'left') return day > windowDays ? 'past_window' : null;
  const wasWarned = leftOn !== null && firstHardOn !== null && firstHardOn <= leftOn - IN_TIME_DAYS;
  return wasWarned ? null : 'left_unwarned';
}
