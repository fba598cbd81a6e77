import type { Instant } from './account.ts';
import type { Strength } from './assessment.ts';
import { countWorkingDays, type IsHoliday, noHolidays } from './calendar.ts';
import { dayOf } from './local-date.ts';

/** Working days without a human touch after which the CSM is called again, and then the lead (METHOD section 6, Firing). */
export const CALL_AGAIN_AFTER = 5;
export const CALL_LEAD_AFTER = 10;
/** A soft comment is repeated only after so many working days. */
export const REPEAT_SOFT_AFTER = 10;
/** A draft that waits is recalled in its thread, then the lead of leads is called (CONTRACT section 7, Drafting). */
export const RECALL_DRAFT_AFTER = 3;
export const CALL_LEAD_ABOUT_DRAFT_AFTER = 8;

export interface OpenCall {
  readonly strength: Strength;
  readonly delivery: 'task' | 'comment' | 'digest' | 'held';
  /** When its CSM was last called to it; null: never yet. */
  readonly calledAt: Instant | null;
  /** The last thing that a person did about it. */
  readonly touchedAt: Instant | null;
}

export type Reminder = 'csm' | 'lead' | 'soft_again';

/** What an open alert that stands unchanged asks for today; each of them is written once. Dates are the CSM's. */
export function reminderFor(
  call: OpenCall,
  zone: string,
  now: Instant,
  isHoliday: IsHoliday = noHolidays,
): Reminder | null {
  if (call.calledAt === null) return null;
  const days = workingDaysSince(call.calledAt, zone, now, isHoliday);
  if (call.strength === 'soft') return call.delivery !== 'task' && days >= REPEAT_SOFT_AFTER ? 'soft_again' : null;
  if (call.delivery !== 'task' || call.touchedAt !== null) return null;
  if (days >= CALL_LEAD_AFTER) return 'lead';
  return days >= CALL_AGAIN_AFTER ? 'csm' : null;
}

/** Who is to be called about a draft that has been waiting since then. */
export function draftReminder(
  draftedAt: Instant,
  zone: string,
  now: Instant,
  isHoliday: IsHoliday = noHolidays,
): 'asked' | 'lead' | null {
  const days = workingDaysSince(draftedAt, zone, now, isHoliday);
  if (days >= CALL_LEAD_ABOUT_DRAFT_AFTER) return 'lead';
  return days >= RECALL_DRAFT_AFTER ? 'asked' : null;
}

/** Whole working days that have begun since the date of `since`, today included. */
const workingDaysSince = (since: Instant, zone: string, now: Instant, isHoliday: IsHoliday): number =>
  countWorkingDays(dayOf(since, zone), dayOf(now, zone), isHoliday);
