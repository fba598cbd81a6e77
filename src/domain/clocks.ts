import type { Day, Instant, Pause } from './account.ts';
import { dayOf, localNoon, startOfDay } from './local-date.ts';

/** Dates from `from` up to, not including, `until`. */
export interface DayRange {
  readonly from: Day;
  readonly until: Day;
}

/**
 * The paused dates as separate ranges in order, overlapping pauses joined: a date is paused if the pause covers its local noon
 * (METHOD section 1). An open pause covers today and ends there: if it ended a date earlier, the clock of a paused account would
 * run every morning and stop again at noon.
 */
export function pausedRanges(pauses: readonly Pause[], today: Day, zone: string): readonly DayRange[] {
  const ranges: DayRange[] = [];
  const dated = pauses.map((pause) => datesOf(pause, today, zone));
  for (const range of dated.toSorted((a, b) => a.from - b.from)) {
    if (range.until <= range.from) continue;
    const last = ranges.at(-1);
    if (last === undefined || range.from > last.until) ranges.push(range);
    else if (range.until > last.until) ranges[ranges.length - 1] = { from: last.from, until: range.until };
  }
  return ranges;
}

function datesOf({ from, until, begins, ends }: Pause, today: Day, zone: string): DayRange {
  return {
    from: begins === undefined ? from : Math.max(from, firstNoonFrom(begins, zone)),
    until: ends === undefined ? (until ?? today + 1) : firstNoonFrom(ends, zone),
  };
}

/** The first date whose local noon is this instant or later. */
function firstNoonFrom(at: Instant, zone: string): Day {
  const day = dayOf(at, zone);
  return at <= localNoon(day, zone) ? day : day + 1;
}

/** Whether an instant lies inside a pause. */
export function isInPause(pauses: readonly Pause[], at: Instant, zone: string): boolean {
  return pauses.some(({ from, until, begins, ends }) => {
    const begun = begins ?? startOfDay(from, zone);
    const over = ends ?? (until === null ? Number.POSITIVE_INFINITY : startOfDay(until, zone));
    return begun <= at && at < over;
  });
}

export function isPausedOn(day: Day, paused: readonly DayRange[]): boolean {
  return paused.some(({ from, until }) => from <= day && day < until);
}

/**
 * The active clock: dates after `after` up to and including `upTo` that are not paused. From the start date to today this is
 * τ; from the date of the last progress it is D (METHOD sections 1 and 7). Before `after`, plain days as a negative number.
 */
export function activeDaysBetween(after: Day, upTo: Day, paused: readonly DayRange[]): number {
  let days = upTo - after;
  if (days <= 0) return days;
  for (const { from, until } of paused) {
    days -= Math.max(0, Math.min(until, upTo + 1) - Math.max(from, after + 1));
  }
  return days;
}
