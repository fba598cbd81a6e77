import type { Funnel } from './funnel.ts';
import type { JourneyOnRoad } from './journey.ts';
import { quantileOf } from './quantile.ts';
import { shareReachedBy } from './survival.ts';
import type { TimeToValue } from './time-to-value.ts';

/** What the figures of activation call for, if anything. `step`: the one that the funnel names; null: it names none. */
export type Advice =
  /** Not half of them get there: they are lost before. `shareSoFar`: F at the longest time seen. */
  | { readonly kind: 'look_earlier'; readonly shareSoFar: number; readonly step: string | null }
  /** They get there, but late by their own plans. */
  | { readonly kind: 'one_step'; readonly p50: number; readonly target: number; readonly step: string | null }
  /** They get there in time and leave afterwards. */
  | { readonly kind: 'look_later'; readonly left: number; readonly reached: number }
  /** Value shows in the first session: nobody can stall for long enough to be helped. */
  | { readonly kind: 'first_session'; readonly p75: number };

/** Fewer accounts whose target day is over say nothing. */
const FEWEST_MATURE = 5;
/** Leaving after first value is worth a word from this many accounts and this share on. */
const FEWEST_LEAVING = 3;
const MUCH_LEAVING = 0.1;
const FIRST_SESSION_DAYS = 1;

/** Pure advice over the accounts on the road; nothing where the figures are suppressed or as they should be. */
export function adviceOn(journeys: readonly JourneyOnRoad[], ttv: TimeToValue, funnel: Funnel): readonly Advice[] {
  const target = quantileOf(
    journeys.map(({ road }) => road.byDay),
    0.5,
  );
  if (ttv.suppressed || target === null) return [];
  if (ttv.p75 !== null && ttv.p75 <= FIRST_SESSION_DAYS)
    return [{ kind: 'first_session', p75: ttv.p75 }, ...leaving(journeys)];
  if (ttv.p50 !== null && ttv.p50 <= target) return leaving(journeys);
  if (ttv.p50 !== null)
    return [{ kind: 'one_step', p50: ttv.p50, target, step: funnel.slowestStep ?? funnel.largestLeak }];
  const isMature = journeys.filter(({ day }) => day > target).length >= FEWEST_MATURE;
  const shareSoFar = shareReachedBy(ttv.tally, Number.POSITIVE_INFINITY);
  return isMature ? [{ kind: 'look_earlier', shareSoFar, step: funnel.largestLeak }] : [];
}

function leaving(journeys: readonly JourneyOnRoad[]): readonly Advice[] {
  const reached = journeys.filter(({ reachedDay }) => reachedDay !== null);
  const left = reached.filter(({ leftAfterValue }) => leftAfterValue).length;
  const isMuch = left >= FEWEST_LEAVING && left >= reached.length * MUCH_LEAVING;
  return isMuch ? [{ kind: 'look_later', left, reached: reached.length }] : [];
}

/** The advice as one sentence or two, for pages and reports. */
export function adviceInWords(advice: Advice): string {
  switch (advice.kind) {
    case 'look_earlier':
      return `Fewer than half get there (${Math.round(advice.shareSoFar * 100)} of 100 so far). Look earlier: ${
        advice.step === null
          ? 'at the first steps, though none of them stands out yet'
          : `most are lost after “${advice.step}”`
      }.`;
    case 'one_step':
      return `Half need ${advice.p50} days or more; the plans aim at ${advice.target}. ${
        advice.step === null ? 'No step stands out yet' : `The one step to fix: what comes after “${advice.step}”`
      }.`;
    case 'look_later':
      return `They get there in time, but ${advice.left} of ${advice.reached} left afterwards. Look later: at what follows first value.`;
    case 'first_session':
      return 'Three of four are there within a day: this product shows its value in the first session. Alerts on the way there would be noise.';
  }
}
