import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import type { ActivationJson } from '../../monitor/activation-json.ts';
import { percent } from '../../monitor/words.ts';
import { html, type Html } from '../views/html.ts';
import { daysAxis, gridLines } from './axis.ts';
import { across, figure, stretched } from './svg.ts';

type Step = ActivationJson['curve'][number];

const PLOT = { top: 18, height: 220 };
const BASELINE = PLOT.top + PLOT.height;
const SHARES = [0, 0.25, 0.5, 0.75, 1];

/**
 * The share there by each day, as steps with their 95 % band.
 * @param p50 the day by which half are there; null: not reached
 * @param lastDay the longest time that anybody was watched: up to there the curve holds
 */
export function reachCurve(curve: readonly Step[], p50: number | null, lastDay: number): Html {
  const end = Math.max(lastDay, curve.at(-1)?.day ?? 0, 1);
  const x = scaleLinear([0, end], [0, 100]);
  const y = scaleLinear([0, 1], [BASELINE, PLOT.top]);
  const grid = gridLines(SHARES.map((share) => ({ y: y(share), words: share === 0 ? '' : percent(share) })));
  const plot = { x: '0', y: String(PLOT.top), width: '100%', height: PLOT.height };
  const half =
    p50 !== null &&
    html`<line class="marker" x1="${across(x(p50))}" x2="${across(x(p50))}" y1="${y(0.5)}" y2="${BASELINE}"/><circle class="dot" cx="${across(x(p50))}" cy="${y(0.5)}" r="4.5"/>`;
  return figure(titleOf(p50), BASELINE + 22, [
    ...grid,
    stretched(plot, pathsOf(curve, end, x)),
    html`${half}`,
    ...daysAxis(x, BASELINE),
  ]);
}

const titleOf = (p50: number | null): string =>
  `Share of accounts that reached first value, by day since the start: ${p50 === null ? 'half are not there yet' : `half are there by day ${p50}`}`;

/** In the stretched box: from 0 to 100 across, and from 100 (nobody) to 0 (all) down. */
function pathsOf(curve: readonly Step[], end: number, x: (day: number) => number): Html {
  const first: Step = { day: 0, reached: 0, low: 0, high: 0, at_risk: 0 };
  const from = curve[0]?.day === 0 ? curve : [first, ...curve];
  const last = from.at(-1);
  const steps = last === undefined ? [] : [...from, { ...last, day: end }];
  const down = (share: number): number => 100 - share * 100;
  const band = area<Step>()
    .curve(curveStepAfter)
    .defined(({ low, high }) => low !== null && high !== null)
    .x(({ day }) => x(day))
    .y0(({ low }) => down(low ?? 0))
    .y1(({ high }) => down(high ?? 0));
  const reached = line<Step>()
    .curve(curveStepAfter)
    .x(({ day }) => x(day))
    .y((step) => down(step.reached));
  return html`<path class="band" d="${band(steps) ?? ''}"/><path class="curve" d="${reached(steps) ?? ''}"/>`;
}
