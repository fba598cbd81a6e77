import type { Instant } from '../domain/account.ts';
import { daysCompared, type FleetVerdict, judgeFleet } from '../domain/fleet.ts';
import { dayOf, startOfDay } from '../domain/local-date.ts';
import type { Store } from './store.ts';

const WEEKS = 4;

/** Whether most accounts went quiet together on the last complete date of the workspace's zone (METHOD section 6, Fleet hold). */
export async function readFleet({ events }: Pick<Store, 'events'>, zone: string, now: Instant): Promise<FleetVerdict> {
  const day = dayOf(now, zone) - 1;
  const dates = [day, ...daysCompared(day)];
  const windows = dates.map((date) => ({ from: startOfDay(date, zone), to: startOfDay(date + 1, zone) }));
  const whole = { from: startOfDay(day - 7 * WEEKS, zone), to: startOfDay(day + 1, zone) };
  const counts = await events.activity(windows);
  return judgeFleet({
    day,
    hasHistory: await events.hasAnyBefore(startOfDay(day - 7 * WEEKS + 1, zone)),
    activeAccounts: await events.activeAccounts(whole),
    counts: new Map(dates.map((date, index) => [date, counts[index] ?? []])),
  });
}
