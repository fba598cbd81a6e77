import type { Day, Instant } from './account.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './duration.ts';
import { offsetMs, turnBetween } from './zone-offset.ts';

/** The local calendar date of an instant, as whole days since 1970-01-01. A date that a zone skipped still counts as one. */
export function dayOf(at: Instant, zone: string): Day {
  return Math.floor((at + offsetMs(at, zone)) / DAY_MS);
}

/** Minutes since local midnight by the clock on the wall, 0 to 1439. */
export function minuteOfDay(at: Instant, zone: string): number {
  const local = at + offsetMs(at, zone);
  return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS);
}

/**
 * The first instant at which the wall clock shows this date and minute. Where the clocks jump over it, the instant of the
 * jump; where they show it twice, the earlier one.
 */
export function instantAt(day: Day, minute: number, zone: string): Instant {
  const wanted = day * DAY_MS + minute * MINUTE_MS;
  // No zone is further than this from UTC, so the instant that is looked for lies in between.
  const from = wanted - 16 * HOUR_MS;
  const to = wanted + 16 * HOUR_MS;
  for (const offset of [offsetMs(from, zone), offsetMs(to, zone)]) {
    const at = wanted - offset;
    if (offsetMs(at, zone) === offset) return at;
  }
  return turnBetween(from, to, (at) => offsetMs(at, zone));
}

/** The first instant of a local date: midnight, or later where daylight saving begins at midnight. */
export function startOfDay(day: Day, zone: string): Instant {
  return instantAt(day, 0, zone);
}

/** The last millisecond of a local date. */
export function endOfDay(day: Day, zone: string): Instant {
  return startOfDay(day + 1, zone) - 1;
}

export function localNoon(day: Day, zone: string): Instant {
  return instantAt(day, 12 * 60, zone);
}

/** `2026-11-23`. */
export function dayToIso(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day of a text `YYYY-MM-DD`; null unless it is exactly that and a date that exists. */
export function isoToDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at)) return null;
  const day = at / DAY_MS;
  // The parser turns 30 February into 2 March instead of refusing it.
  return dayToIso(day) === text ? day : null;
}

/** 1 Monday to 7 Sunday, as ISO 8601 counts; 1970-01-01 was a Thursday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function isWeekend(day: Day): boolean {
  return weekdayOf(day) >= 6;
}

/** `2026-11`: the month in which bills are written, whatever the account's zone. */
export const utcMonthOf = (at: Instant): string => new Date(at).toISOString().slice(0, 7);
