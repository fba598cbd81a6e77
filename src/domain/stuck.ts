import type { Day, Instant } from './account.ts';
import { type IsHoliday, isWorkingDay } from './calendar.ts';
import { activeDaysBetween, type DayRange, isPausedOn } from './clocks.ts';
import { dayOf } from './local-date.ts';

/**
 * date(g): the date from which an account has stood still. Progress of pre-onboarding does not make the wait begin before the
 * start. Without a plan in force there are no steps and so no progress: the wait begins at the start, whatever was used since.
 */
export function stuckSince(startedOn: Day, lastProgressAt: Instant | null, zone: string): Day {
  return lastProgressAt === null ? startedOn : Math.max(startedOn, dayOf(lastProgressAt, zone));
}

/**
 * D of METHOD section 7: dates after `since` up to and including today that are not paused; with a calendar only its working
 * days. 0 before the start.
 */
export function daysStuck(since: Day, today: Day, paused: readonly DayRange[], workingDays: IsHoliday | null): number {
  if (workingDays === null) return Math.max(0, activeDaysBetween(since, today, paused));
  let days = 0;
  for (let day = since + 1; day <= today; day += 1) {
    if (isWorkingDay(day, workingDays) && !isPausedOn(day, paused)) days += 1;
  }
  return days;
}
