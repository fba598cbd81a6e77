import type { ActivationJson } from '../../monitor/activation-json.ts';
import { type Html, html } from '../views/html.ts';

/** The report's charts: what they show stands in words in their label, and in the tables beside them. */

const WIDTH = 380;
const HEIGHT = 190;
const LEFT = 42;
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

/** The share that is there by each day, with its 95 % interval. */
export function curveChart(curve: ActivationJson['curve']): Html {
  const last = curve.at(-1);
  const days = Math.max(1, last?.day ?? 1);
  const across = scale(days, WIDTH - LEFT - 8);
  const up = scale(1, HEIGHT - TOP - BOTTOM);
  const x = (day: number): number => round(LEFT + across(day));
  const y = (share: number): number => round(HEIGHT - BOTTOM - up(share));
  const line = steps(
    curve.map(({ day, reached }) => [x(day), y(reached)]),
    x(0),
    y(0),
  );
  const lower = stairs(
    curve.map(({ day, low, reached }) => [x(day), y(low ?? reached)]),
    x(0),
    y(0),
  );
  const upper = stairs(
    curve.map(({ day, high, reached }) => [x(day), y(high ?? reached)]),
    x(0),
    y(0),
  );
  const band = [...upper, ...lower.toReversed()].map(([px, py]) => `${px},${py}`).join(' ');
  const named = [0, 0.25, 0.5, 0.75, 1];
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Share of accounts with first value by day: ${Math.round((last?.reached ?? 0) * 100)} % by day ${days}">
${named.map(
  (share) => html`<line class="axis" x1="${LEFT}" x2="${WIDTH - 8}" y1="${y(share)}" y2="${y(share)}"/>
<text x="${LEFT - 4}" y="${y(share) + 4}" text-anchor="end">${share * 100} %</text>`,
)}
<polygon class="band" points="${band}"/>
<path class="curve" d="${line}"/>
<text x="${x(0)}" y="${HEIGHT - 6}">day 0</text>
<text x="${x(days)}" y="${HEIGHT - 6}" text-anchor="end">day ${days}</text>
</svg>`;
}

type Point = readonly [number, number];

/** A share holds until the next event: corners, no slopes. */
function stairs(points: readonly (readonly number[])[], x0: number, y0: number): readonly Point[] {
  const corners: Point[] = [[x0, y0]];
  for (const [px = 0, py = 0] of points) corners.push([px, corners.at(-1)?.[1] ?? y0], [px, py]);
  return corners;
}

const steps = (points: readonly (readonly number[])[], x0: number, y0: number): string =>
  stairs(points, x0, y0)
    .map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${px} ${py}`)
    .join('');

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
