import { scaleLinear } from 'd3-scale';
import { html, type Html } from '../views/html.ts';
import { across, figure } from './svg.ts';

export interface DayOfUse {
  /** Days since the first bar. */
  readonly offset: number;
  readonly core: number;
  readonly other: number;
}

export interface ActivitySpan {
  /** How many days the figure shows. */
  readonly days: number;
  readonly title: string;
  readonly first: string;
  readonly last: string;
}

const PLOT = { top: 18, height: 96 };
const BASELINE = PLOT.top + PLOT.height;

/** Events a day, core use below and everything else above it. */
export function activityBars(use: readonly DayOfUse[], { days, title, first, last }: ActivitySpan): Html {
  const most = Math.max(1, ...use.map(({ core, other }) => core + other));
  const height = scaleLinear([0, most], [0, PLOT.height]);
  const width = 100 / Math.max(1, days);
  const bars = use.map(({ offset, core, other }) => {
    const x = across(offset * width + width * 0.1);
    const wide = across(width * 0.8);
    return html`<rect class="bar other" x="${x}" width="${wide}" y="${BASELINE - height(core + other)}" height="${height(other)}"/><rect class="bar" x="${x}" width="${wide}" y="${BASELINE - height(core)}" height="${height(core)}"/>`;
  });
  return figure(title, BASELINE + 20, [
    html`<line class="grid" x1="0" x2="100%" y1="${PLOT.top}" y2="${PLOT.top}"/><text class="axis" x="0" y="${PLOT.top - 5}">${most} a day</text>`,
    html`<line class="tick" x1="0" x2="100%" y1="${BASELINE}" y2="${BASELINE}"/>`,
    ...bars,
    html`<text class="axis" x="0" y="${BASELINE + 15}">${first}</text><text class="axis" x="100%" y="${BASELINE + 15}" text-anchor="end">${last}</text>`,
  ]);
}
