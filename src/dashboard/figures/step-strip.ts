import { scaleLinear } from 'd3-scale';
import { html, type Html } from '../views/html.ts';
import { across, ornament } from './svg.ts';

export interface StepOnTheWay {
  /** Active days, all of them; null: not reached. */
  readonly reachedDay: number | null;
  readonly benchmarkDay: number;
  /** 0 to 1 of what is counted so far. */
  readonly share: number;
}

const HEIGHT = 26;
const MIDDLE = HEIGHT / 2;
const RANGE = [2, 97];

/**
 * One step on the time line of an account: where others are with it, where this account was, and today.
 * @param today null: it is over, so that nothing goes on any more
 */
export function stepStrip({ reachedDay, benchmarkDay, share }: StepOnTheWay, today: number | null, last: number): Html {
  const x = scaleLinear([0, Math.max(last, 1)], RANGE).clamp(true);
  const at = (day: number): string => across(x(Math.max(0, day)));
  const b = x(benchmarkDay);
  const until = reachedDay ?? today ?? 0;
  const isLate = until > benchmarkDay;
  return ornament('strip step', HEIGHT, [
    html`<line class="ground" x1="0" x2="100%" y1="${MIDDLE}" y2="${MIDDLE}"/>`,
    html`<line class="${reachedDay === null ? 'open-way' : 'way'}${isLate && ' late'}" x1="${at(0)}" x2="${at(until)}" y1="${MIDDLE}" y2="${MIDDLE}"/>`,
    html`${today !== null && html`<line class="now" x1="${at(today)}" x2="${at(today)}" y1="0" y2="${HEIGHT}"/>`}`,
    html`<line class="benchmark" x1="${across(b)}" x2="${across(b)}" y1="3" y2="${HEIGHT - 3}"/>`,
    html`${
      reachedDay === null
        ? share > 0 && html`<circle class="hollow" cx="${at(until)}" cy="${MIDDLE}" r="5"/>`
        : html`<circle class="dot" cx="${at(reachedDay)}" cy="${MIDDLE}" r="5.5"/>`
    }`,
  ]);
}
