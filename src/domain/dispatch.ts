import type { Day, Instant } from './account.ts';
import type { Strength } from './assessment.ts';
import { type IsHoliday, previousWorkingDay } from './calendar.ts';
import { mayDeliver } from './delivery.ts';
import { dayOf } from './local-date.ts';
import type { AlertPolicy } from './policy.ts';

/** What a firing is ranked and placed by (PRODUCT, Alert budget). */
export interface Candidate {
  readonly key: string;
  readonly strength: Strength;
  /** Null: nobody active could own it. */
  readonly ownerId: number | null;
  /** Since when it has been waiting for its CSM; null when it fires just now. */
  readonly waitsSince: Instant | null;
  /** There was no room for it before: the end of the working day changes nothing about that. */
  readonly wasOverBudget: boolean;
  /** Whole days to the end of the trial or contract, whichever comes first; null without one ahead. */
  readonly daysLeft: number | null;
  readonly tierRank: number;
  readonly daysStuck: number | null;
}

/** Where each CSM works, and how often they were called today. */
export interface Desk {
  readonly zone: string;
  readonly isHoliday: IsHoliday;
  readonly calledToday: number;
}

export interface Office {
  readonly policy: AlertPolicy;
  /** There is a list for digests: what finds no room today becomes a line of one. */
  readonly hasDigest: boolean;
  readonly deskOf: (ownerId: number) => Desk;
  readonly now: Instant;
}

/** A firing ends as exactly one of these. */
export type Placement =
  | { readonly kind: 'alert' }
  | { readonly kind: 'digest'; readonly reason: 'over_budget' }
  | { readonly kind: 'held'; readonly reason: 'no_active_owner' | 'out_of_hours' | 'over_budget' };

export interface Placed<T> {
  readonly firing: T;
  readonly placement: Placement;
}

/**
 * Gives the CSMs' working day to the firings most worth it: hard ones that have waited longer than a working day, then strength,
 * the nearest end, the higher tier, days stuck. Soft ones take what the hard ones leave.
 */
export function placeFirings<T extends Candidate>(firings: readonly T[], office: Office): readonly Placed<T>[] {
  const called = new Map<number, number>();
  return rankFirings(firings, office).map((firing) => {
    const placement = placeOne(firing, office, called);
    if (placement.kind === 'alert' && firing.ownerId !== null)
      called.set(firing.ownerId, (called.get(firing.ownerId) ?? 0) + 1);
    return { firing, placement };
  });
}

function placeOne(
  { ownerId, wasOverBudget }: Candidate,
  office: Office,
  called: ReadonlyMap<number, number>,
): Placement {
  if (ownerId === null) return { kind: 'held', reason: 'no_active_owner' };
  const { policy, now, hasDigest } = office;
  const { zone, isHoliday, calledToday } = office.deskOf(ownerId);
  const choice = mayDeliver(policy, zone, calledToday + (called.get(ownerId) ?? 0), now, isHoliday);
  if (choice.kind === 'now') return { kind: 'alert' };
  const reason = wasOverBudget ? 'over_budget' : choice.because;
  return reason === 'over_budget' && hasDigest ? { kind: 'digest', reason } : { kind: 'held', reason };
}

export function rankFirings<T extends Candidate>(firings: readonly T[], office: Office): readonly T[] {
  const overdue = new Set(firings.filter((firing) => isOverdue(firing, office)));
  return firings.toSorted(
    (a, b) =>
      Number(overdue.has(b)) - Number(overdue.has(a)) ||
      Number(b.strength === 'hard') - Number(a.strength === 'hard') ||
      compare(a.daysLeft ?? Number.POSITIVE_INFINITY, b.daysLeft ?? Number.POSITIVE_INFINITY) ||
      b.tierRank - a.tierRank ||
      (b.daysStuck ?? 0) - (a.daysStuck ?? 0) ||
      compare(a.key, b.key),
  );
}

/** Hard alerts wait at most one working day (METHOD section 6, Firing): after it they go ahead of everything. */
function isOverdue({ strength, ownerId, waitsSince }: Candidate, { deskOf, now }: Office): boolean {
  if (strength !== 'hard' || ownerId === null || waitsSince === null) return false;
  const { zone, isHoliday } = deskOf(ownerId);
  return dayOf(waitsSince, zone) < previousWorkingDay(dayOf(now, zone), isHoliday);
}

/** Days from today to the nearest of these dates that still lies ahead (or is today). */
export function daysToEnd(today: Day, ...ends: readonly (Day | null)[]): number | null {
  const ahead = ends.flatMap((end) => (end === null || end < today ? [] : [end - today]));
  return ahead.length === 0 ? null : Math.min(...ahead);
}

const compare = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
