import type { Day, Instant } from './account.ts';
import { type IsHoliday, isWorkingDay, nextWorkingDay, noHolidays } from './calendar.ts';
import { dayOf, instantAt, localNoon, minuteOfDay } from './local-date.ts';
import type { AlertPolicy } from './policy.ts';

/** Whether an alert may reach its CSM at this moment, and why not. Times are those of the CSM's zone. */
export type DeliveryChoice =
  | { readonly kind: 'now' }
  | { readonly kind: 'held'; readonly because: 'out_of_hours' | 'over_budget' };

/**
 * @param givenToday alerts that this CSM was already given on this local date
 * @param isHoliday public holidays where the CSM works
 */
export function mayDeliver(
  policy: AlertPolicy,
  zone: string,
  givenToday: number,
  now: Instant,
  isHoliday: IsHoliday = noHolidays,
): DeliveryChoice {
  if (!withinHours(policy.hours, zone, now, isHoliday)) return { kind: 'held', because: 'out_of_hours' };
  return givenToday >= policy.budgetPerCsmPerDay ? { kind: 'held', because: 'over_budget' } : { kind: 'now' };
}

export function withinHours(
  hours: AlertPolicy['hours'],
  zone: string,
  now: Instant,
  isHoliday: IsHoliday = noHolidays,
): boolean {
  if (hours === null) return true;
  if (hours.weekdaysOnly && !isWorkingDay(dayOf(now, zone), isHoliday)) return false;
  const minute = minuteOfDay(now, zone);
  return minute >= minutesOf(hours.from) && minute < minutesOf(hours.to);
}

/** Now if that is within hours, else when they next begin. */
export function nextWithinHours(
  hours: AlertPolicy['hours'],
  zone: string,
  now: Instant,
  isHoliday: IsHoliday = noHolidays,
): Instant {
  if (hours === null || withinHours(hours, zone, now, isHoliday)) return now;
  const today = dayOf(now, zone);
  const isWorked = !hours.weekdaysOnly || isWorkingDay(today, isHoliday);
  if (isWorked && minuteOfDay(now, zone) < minutesOf(hours.from)) return instantAt(today, minutesOf(hours.from), zone);
  const next = hours.weekdaysOnly ? nextWorkingDay(today, isHoliday) : today + 1;
  return instantAt(next, minutesOf(hours.from), zone);
}

/** `09:30` as minutes since midnight; the settings were checked when they were read. */
function minutesOf(time: string): number {
  const [hour = '0', minute = '0'] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}

/** Due: the CSM's next working day, urgent ones the same day if it is one; local noon, so the date is right for everyone. */
export function dueDate(urgent: boolean, zone: string, now: Instant, isHoliday: IsHoliday = noHolidays): Instant {
  const today: Day = dayOf(now, zone);
  return localNoon(urgent && isWorkingDay(today, isHoliday) ? today : nextWorkingDay(today, isHoliday), zone);
}
