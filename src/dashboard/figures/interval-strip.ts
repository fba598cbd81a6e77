import { scaleLinear } from 'd3-scale';
import { html, type Html } from '../views/html.ts';
import { across, ornament } from './svg.ts';

export interface Interval {
  readonly value: number | null;
  readonly low: number | null;
  /** Null with a `low`: open to the right. */
  readonly high: number | null;
  /** A second, hollow mark to compare with. */
  readonly other?: number | null;
}

const HEIGHT = 22;
const MIDDLE = HEIGHT / 2;
/** Marks at the rims are not cut off. */
const RANGE = [2, 98];

/** A value with its interval on a scale from 0 to `most`, for a cell of a table whose other cells say the same. */
export function intervalStrip({ value, low, high, other = null }: Interval, most: number): Html {
  const x = scaleLinear([0, Math.max(most, Number.EPSILON)], RANGE).clamp(true);
  const at = (of: number): string => across(x(of));
  const end = high === null ? '100%' : at(high);
  return ornament('strip', HEIGHT, [
    html`<line class="ground" x1="0" x2="100%" y1="${MIDDLE}" y2="${MIDDLE}"/>`,
    html`${low !== null && html`<line class="interval${high === null && ' open'}" x1="${at(low)}" x2="${end}" y1="${MIDDLE}" y2="${MIDDLE}"/>`}`,
    html`${other !== null && html`<circle class="hollow" cx="${at(other)}" cy="${MIDDLE}" r="4.5"/>`}`,
    html`${value !== null && html`<circle class="dot" cx="${at(value)}" cy="${MIDDLE}" r="5"/>`}`,
  ]);
}
