import type { Day } from './account.ts';
import { dayToIso, isoToDay } from './local-date.ts';

/** One calendar month: its name as `2026-10`, its first and its last date. */
export interface Month {
  readonly name: string;
  readonly first: Day;
  readonly last: Day;
}

/** The month of a date. */
export function monthOf(day: Day): Month {
  const name = dayToIso(day).slice(0, 7);
  const first = isoToDay(`${name}-01`) ?? day;
  // No month has more than 31 dates and none fewer than 28, so this lies in the next one.
  const next = dayToIso(first + 31).slice(0, 7);
  return { name, first, last: (isoToDay(`${next}-01`) ?? first + 31) - 1 };
}

/** The month of a text `YYYY-MM`; null unless it is exactly that. */
export function monthNamed(text: string): Month | null {
  const first = isoToDay(`${text}-01`);
  return first === null ? null : monthOf(first);
}

export const monthBefore = ({ first }: Month): Month => monthOf(first - 1);

/** From one month to another, both included, oldest first; the last alone where the first lies after it. */
export function monthsBetween(first: Month, last: Month): readonly Month[] {
  return first.first >= last.first ? [last] : [...monthsBetween(first, monthBefore(last)), last];
}
