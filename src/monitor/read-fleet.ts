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

const USUAL = 'fleet.usual';

/**
 * The same for sweeps: a date that was found as active as usual stays so, however often it is asked of; a quiet one is looked at
 * again, since events may only be late.
 */
export async function readFleetOnce(
  store: Pick<Store, 'events' | 'meta'>,
  zone: string,
  now: Instant,
): Promise<FleetVerdict> {
  const day = `${dayOf(now, zone) - 1} ${zone}`;
  if ((await store.meta.get(USUAL)) === day) return { kind: 'usual' };
  const fleet = await readFleet(store, zone, now);
  if (fleet.kind === 'usual') await store.meta.set(USUAL, day);
  return fleet;
}
