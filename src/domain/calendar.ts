import type { Day } from './account.ts';
import { dayToIso, isWeekend } from './local-date.ts';

/** Says of a date whether it is a public holiday where the account lives. */
export type IsHoliday = (day: Day) => boolean;

export const noHolidays: IsHoliday = () => false;

/** No calendar rests this long: a longer search means that the holidays given are wrong. */
const LONGEST_REST_DAYS = 60;

export function isWorkingDay(day: Day, isHoliday: IsHoliday = noHolidays): boolean {
  return !isWeekend(day) && !isHoliday(day);
}

/** The first working day after `day`. Throws RangeError when the holidays leave none within sixty days. */
export function nextWorkingDay(day: Day, isHoliday: IsHoliday = noHolidays): Day {
  return workingDayBeside(day, 1, isHoliday);
}

/** The last working day before `day`; errors as above. */
export function previousWorkingDay(day: Day, isHoliday: IsHoliday = noHolidays): Day {
  return workingDayBeside(day, -1, isHoliday);
}

/** The `count`-th working day after `day`; `day` itself for 0. */
export function addWorkingDays(day: Day, count: number, isHoliday: IsHoliday = noHolidays): Day {
  let reached = day;
  for (let left = count; left > 0; left -= 1) reached = nextWorkingDay(reached, isHoliday);
  return reached;
}

/** Working days after `after` up to and including `upTo`; 0 when there is no date between. */
export function countWorkingDays(after: Day, upTo: Day, isHoliday: IsHoliday = noHolidays): number {
  let count = 0;
  for (let day = after + 1; day <= upTo; day += 1) {
    if (isWorkingDay(day, isHoliday)) count += 1;
  }
  return count;
}

function workingDayBeside(day: Day, direction: 1 | -1, isHoliday: IsHoliday): Day {
  for (let distance = 1; distance <= LONGEST_REST_DAYS; distance += 1) {
    const beside = day + direction * distance;
    if (isWorkingDay(beside, isHoliday)) return beside;
  }
  throw new RangeError(
    `no working day within ${LONGEST_REST_DAYS} days of ${dayToIso(day)}: check the holiday calendar`,
  );
}
