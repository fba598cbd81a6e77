import { scaleLinear } from 'd3-scale';
import type { ActivationJson } from '../../monitor/activation-json.ts';
import { plural } from '../../monitor/words.ts';
import { html, type Html } from '../views/html.ts';
import { across, figureOfLinks } from './svg.ts';

type Histogram = ActivationJson['histogram'];

/** Where a bar leads; null: nowhere, as in a report. */
export interface HistogramLinks {
  readonly bin: (from: number) => string | null;
  readonly notYet: string | null;
}

const PLOT = { top: 22, height: 170 };
const BASELINE = PLOT.top + PLOT.height;
/** The bar of those who are not there stands apart, with so much of the width. */
const NOT_YET = { width: 13, gap: 5 };

/** How many reached first value after how many days, and one hatched bar for those who did not. */
export function dayHistogram({ bins, not_yet: notYet }: Histogram, links: HistogramLinks): Html {
  const most = Math.max(1, notYet.count, ...bins.map(({ count }) => count));
  const height = scaleLinear([0, most], [0, PLOT.height]);
  const width = (100 - NOT_YET.width - NOT_YET.gap) / Math.max(1, bins.length);
  const bars = bins.map(({ from, to, count }, index) =>
    bar({
      left: index * width,
      width,
      height: height(count),
      count,
      className: 'bar',
      fill: null,
      under: String(from),
      title: `${plural(count, 'account')} on day ${to - from === 1 ? from : `${from} to ${to - 1}`}`,
      href: links.bin(from),
    }),
  );
  const rest = bar({
    left: 100 - NOT_YET.width,
    width: NOT_YET.width,
    height: height(notYet.count),
    count: notYet.count,
    className: 'not-yet',
    fill: 'url(#hatch)',
    under: 'not yet',
    title: `${plural(notYet.count, 'account')} not yet${notYet.longest_so_far === null ? '' : `, so far up to ${plural(notYet.longest_so_far, 'day')}`}`,
    href: links.notYet,
  });
  return figureOfLinks('Accounts by days to first value', BASELINE + 22, [
    HATCH,
    html`<line class="tick" x1="0" x2="100%" y1="${BASELINE}" y2="${BASELINE}"/>`,
    ...bars,
    rest,
  ]);
}

/** Told apart from full bars without colour. */
export const HATCH = html`<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><line class="hatch-line" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>`;

interface Bar {
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly className: string;
  /** A pattern of the figure; null: as the style file says. */
  readonly fill: string | null;
  readonly under: string;
  readonly title: string;
  readonly href: string | null;
}

function bar({ left, width, height, count, className, fill, under, title, href }: Bar): Html {
  const middle = left + width / 2;
  const below = html`<text class="axis" x="${across(middle)}" y="${BASELINE + 16}" text-anchor="middle">${under}</text>`;
  const drawn = html`<rect class="reach" x="${across(left)}" y="${PLOT.top - 16}" width="${across(width)}" height="${PLOT.height + 16}"/><rect class="${className}" x="${across(left + width * 0.06)}" y="${BASELINE - height}" width="${across(width * 0.88)}" height="${height}"${fill !== null && html` fill="${fill}"`}/>${
    count > 0 &&
    html`<text class="count" x="${across(middle)}" y="${BASELINE - height - 6}" text-anchor="middle">${count}</text>`
  }`;
  if (href === null || count === 0) return html`<g><title>${title}</title>${drawn}</g>${below}`;
  // What is seen of a link is part of its name: only the count stands in it.
  return html`<a href="${href}" aria-label="${title}">${drawn}</a>${below}`;
}
