import type { Day } from './account.ts';
import { type IsHoliday, previousWorkingDay } from './calendar.ts';
import { type DayRange, isPausedOn } from './clocks.ts';
import { eventsWithin } from './event-order.ts';
import { dayOf, startOfDay } from './local-date.ts';
import type { UsageEvent } from './usage-event.ts';

/** The recent past of METHOD section 6 (W): all dates from `from` to `today`, weekends too, without the paused ones. */
export interface RecentWindow {
  readonly from: Day;
  readonly today: Day;
  readonly paused: readonly DayRange[];
}

const WORKING_DAYS_LOOKED_BACK = 7;

/** W begins on the seventh-last unpaused working day; today is the last of them if it is one. */
export function recentWindow(today: Day, paused: readonly DayRange[], isHoliday: IsHoliday): RecentWindow {
  let from = today + 1;
  let found = 0;
  while (found < WORKING_DAYS_LOOKED_BACK) {
    from = previousWorkingDay(from, isHoliday);
    if (!isPausedOn(from, paused)) found += 1;
  }
  return { from, today, paused };
}

/** How many dates of W have one of these events: core(L) and any(L). `events` in ascending order, none after today. */
export function daysWithUse(events: readonly UsageEvent[], window: RecentWindow, zone: string): number {
  const recent = eventsWithin(events, startOfDay(window.from, zone), Number.POSITIVE_INFINITY);
  const days = new Set<Day>();
  for (const event of recent) days.add(dayOf(event.at, zone));
  return [...days].filter((day) => !isPausedOn(day, window.paused)).length;
}
