import type { Instant } from '../domain/account.ts';
import type { Desk } from '../domain/dispatch.ts';
import { withinHours } from '../domain/delivery.ts';
import { dayOf, startOfDay } from '../domain/local-date.ts';
import type { Crew } from './keep-accounts.ts';
import { holidaysOfCsm, type Rules, zoneOfCsm } from './rules.ts';
import type { Store } from './store.ts';

/** Where and when somebody works. */
export const workplaceOf = (rules: Rules, crew: Pick<Crew, 'zone'>, personId: number): Omit<Desk, 'calledToday'> => ({
  zone: zoneOfCsm(rules, personId, crew.zone),
  isHoliday: holidaysOfCsm(rules, personId),
});

/** Whether somebody may be called now, by the delivery hours of alerts. */
export function isAtWork(rules: Rules, crew: Pick<Crew, 'zone'>, personId: number, now: Instant): boolean {
  const { zone, isHoliday } = workplaceOf(rules, crew, personId);
  return withinHours(rules.alerts.hours, zone, now, isHoliday);
}

/** The same, with how much of today's budget of alerts is used up. */
export async function deskOf(
  { store, rules }: { readonly store: Pick<Store, 'alerts'>; readonly rules: Rules },
  crew: Pick<Crew, 'zone'>,
  personId: number,
  now: Instant,
): Promise<Desk> {
  const place = workplaceOf(rules, crew, personId);
  const since = startOfDay(dayOf(now, place.zone), place.zone);
  return { ...place, calledToday: await store.alerts.calledSince(personId, since) };
}
