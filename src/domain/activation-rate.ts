import type { AccountKey } from './account.ts';
import { type Journey, keysOf } from './journey.ts';
import { shareReachedBy } from './survival.ts';
import type { TimeToValue } from './time-to-value.ts';
import { wilsonInterval } from './wilson.ts';

export const RATE_DAYS = [7, 14, 30] as const;
export type RateDay = (typeof RATE_DAYS)[number];

/** Fewer mature accounts give no rate (METHOD section 3). */
const FEWEST_MATURE = 5;

/** The share there within N days, of the accounts whose day N is fully over; each count as the accounts behind it. */
export interface ActivationRate {
  readonly mature: readonly AccountKey[];
  readonly hits: readonly AccountKey[];
  /** Too young: in neither side of the rate, whether they are there already or not. */
  readonly pending: readonly AccountKey[];
  /** Of the mature ones those that were paused at some time; they count all the same. */
  readonly paused: readonly AccountKey[];
  readonly rate: number | null;
  /** 95 % Wilson interval. */
  readonly low: number | null;
  readonly high: number | null;
  /** F(N) of section 2 while some are pending: an estimate so far, to be shown in another style. */
  readonly soFar: number | null;
}

/** METHOD section 3: the same filter on both sides, so that only time and deeds change a rate, never who signed up today. */
export function activationRate(journeys: readonly Journey[], days: RateDay, ttv: TimeToValue): ActivationRate {
  const mature = journeys.filter(({ day }) => day > days);
  const hits = mature.filter(({ reachedDay }) => reachedDay !== null && reachedDay <= days);
  const pending = journeys.filter(({ day }) => day <= days);
  const isEnough = mature.length >= FEWEST_MATURE;
  const { low, high } = isEnough ? wilsonInterval(hits.length, mature.length) : { low: null, high: null };
  return {
    mature: keysOf(mature),
    hits: keysOf(hits),
    pending: keysOf(pending),
    paused: keysOf(mature.filter(({ wasPaused }) => wasPaused)),
    rate: isEnough ? hits.length / mature.length : null,
    low,
    high,
    soFar: pending.length > 0 ? estimateSoFar(journeys, days, ttv) : null,
  };
}

/** Nothing is known of F beyond the longest time that anybody was watched. */
function estimateSoFar(journeys: readonly Journey[], days: RateDay, { suppressed, tally }: TimeToValue): number | null {
  return suppressed || !journeys.some(({ day }) => day >= days) ? null : shareReachedBy(tally, days);
}
