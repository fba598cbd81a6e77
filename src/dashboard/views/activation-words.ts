import type { CohortFiguresJson } from '../../monitor/activation-json.ts';
import { grouped, percent } from '../../monitor/words.ts';
import { type Html, html } from './html.ts';

/** A count that opens the accounts behind it; none: the number alone. */
export type CountLink = (count: number, figure: string, cohort?: string | null) => Html;

/** In place of every figure that too few accounts would make. */
export const TOO_FEW = 'too few to say';

/** A quantile that the curve does not get to is no day. */
export const dayInWords = (value: number | null): string =>
  value === null ? 'not reached yet' : `day ${grouped(value)}`;

export function intervalInWords({
  suppressed,
  p50_low: low,
  p50_high: high,
}: Pick<CohortFiguresJson['ttv'], 'suppressed' | 'p50_low' | 'p50_high'>): string {
  if (suppressed) return 'fewer than five accounts, or fewer than three of them there';
  if (low === null) return '95 % interval: not to be told yet';
  return high === null ? `95 % interval: day ${low} or later` : `95 % interval: day ${low} to ${high}`;
}

type Rate = CohortFiguresJson['rates']['7'];

/** The rate with everything that is needed to read it; an estimate so far stands in another style (METHOD section 3). */
export function rateInWords(rate: Rate, days: string, link: CountLink, cohort: string | null = null): Html {
  const counts = html`<small>${link(rate.hits, `hits_${days}`, cohort)} of ${link(rate.mature, `mature_${days}`, cohort)}${
    rate.pending > 0 && html`, ${link(rate.pending, `pending_${days}`, cohort)} pending`
  }${rate.paused > 0 && html`, ${link(rate.paused, `paused_${days}`, cohort)} paused at some time`}</small>`;
  if (rate.rate !== null && rate.low !== null && rate.high !== null)
    return html`<strong>${percent(rate.rate)}</strong><small>${percent(rate.low)} to ${percent(rate.high)}</small>${counts}`;
  const soFar = rate.so_far !== null && html`<em>about ${percent(rate.so_far)} so far</em>`;
  return html`<span class="soft">${TOO_FEW}</span>${soFar}${counts}`;
}

interface Cohort {
  readonly cohort: string;
  readonly ttv: Pick<CohortFiguresJson['ttv'], 'p50' | 'p50_low' | 'p50_high'>;
}

/** Of the two youngest starts of which half are there; a difference within the intervals may be chance, and is called none. */
export function fasterInWords(cohorts: readonly Cohort[]): Html | null {
  const [before, last] = cohorts.filter(({ ttv }) => ttv.p50 !== null && ttv.p50_low !== null).slice(-2);
  if (before === undefined || last === undefined) return null;
  const isFaster = (last.ttv.p50_high ?? Number.POSITIVE_INFINITY) < (before.ttv.p50_low ?? 0);
  const isSlower = (last.ttv.p50_low ?? 0) > (before.ttv.p50_high ?? Number.POSITIVE_INFINITY);
  const verdict = isFaster ? 'Faster' : isSlower ? 'Slower' : 'No clear difference';
  return html`<p><strong>${verdict}:</strong> of those who started in ${last.cohort} half were there by day ${last.ttv.p50}, of ${before.cohort} by day ${before.ttv.p50}; ${
    isFaster || isSlower ? 'the 95 % intervals do not overlap' : 'the 95 % intervals overlap'
  }.</p>`;
}
