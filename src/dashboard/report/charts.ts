import type { ActivationJson } from '../../monitor/activation-json.ts';
import { type Html, html } from '../views/html.ts';

/** Charts of the report's own: the pages' histogram is made of links, their funnel is a table. What they show stands in words beside them. */

const WIDTH = 380;
const HEIGHT = 190;
const BOTTOM = 22;
const TOP = 14;

const round = (value: number): number => Math.round(value * 10) / 10;

/** From a value in [0, most] to a height above the axis. */
const scale = (most: number, length: number) => (value: number) => (most === 0 ? 0 : (value / most) * length);

/** Accounts by the day of first value, and one bar for those who are not there yet. */
export function histogramChart({ bins, not_yet: notYet }: ActivationJson['histogram']): Html {
  const bars = [
    ...bins.map(({ from, to, count }) => ({ label: String(from), to: to - 1, count, rest: false })),
    ...(notYet.count === 0 ? [] : [{ label: 'not yet', to: null, count: notYet.count, rest: true }]),
  ];
  const height = scale(Math.max(1, ...bars.map(({ count }) => count)), HEIGHT - TOP - BOTTOM);
  const slot = (WIDTH - 8) / Math.max(1, bars.length);
  // Of many narrow bars only every second or third is named.
  const every = Math.ceil(34 / slot);
  const foot = HEIGHT - BOTTOM;
  const label = `${bins.map(({ from, to, count }) => `day ${from} to ${to - 1}: ${count}`).join(', ')}; not yet: ${notYet.count}`;
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Accounts by day of first value: ${label}">
${bars.map(({ label: name, count, rest }, index) => {
  const x = 4 + index * slot;
  const tall = height(count);
  const isNamed = rest || index % every === 0;
  return html`<rect class="${rest ? 'rest' : 'bar'}" x="${round(x + 1)}" y="${round(foot - tall)}" width="${round(slot - 2)}" height="${round(tall)}" rx="1"/>
${count > 0 && html`<text class="ink" x="${round(x + slot / 2)}" y="${round(foot - tall - 4)}" text-anchor="middle">${count}</text>`}
${isNamed && html`<text x="${round(x + slot / 2)}" y="${HEIGHT - 6}" text-anchor="middle">${name}</text>`}`;
})}
<line class="axis" x1="0" x2="${WIDTH}" y1="${foot}" y2="${foot}"/>
</svg>`;
}

/** Of those who got to each step, those who went on and those who did not. */
export function funnelChart(funnel: ActivationJson['funnel']): Html {
  const row = 30;
  const width = 760;
  const across = scale(Math.max(1, ...funnel.map((each) => each.in)), width - 300);
  const height = funnel.length * row + 4;
  const label = funnel.map((each) => `${each.step}: ${each.in} in, ${each.advanced} went on`).join('; ');
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="The road to first value: ${label}">
${funnel.map((each, index) => {
  const y = 2 + index * row;
  const inWidth = across(each.in);
  const onWidth = across(each.advanced);
  return html`<text class="ink" x="0" y="${y + 18}">${shortened(each.step)}</text>
<rect class="rest" x="240" y="${y + 4}" width="${round(inWidth)}" height="20" rx="2"/>
<rect class="bar" x="240" y="${y + 4}" width="${round(onWidth)}" height="20" rx="2"/>
<text x="${round(246 + inWidth)}" y="${y + 18}">${each.advanced} of ${each.in}</text>`;
})}
</svg>`;
}

const LONGEST_NAME = 38;
const shortened = (name: string): string =>
  name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1).trimEnd()}…`;
