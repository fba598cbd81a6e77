import { html, type Html } from '../views/html.ts';
import { across } from './svg.ts';

/** A scale as `d3-scale` makes it, as far as an axis needs one. */
export interface Ticked {
  (value: number): number;
  ticks(count?: number): number[];
}

const LABEL_DROP = 16;

/** Marks of whole days under a plot; those at the rims are set inside it. */
export function daysAxis(x: Ticked, baseline: number, unit = 'day'): readonly Html[] {
  const days = x.ticks(8).filter(Number.isInteger);
  return days.map((day, index) => {
    const at = x(day);
    const anchor = at <= 2 ? 'start' : at >= 98 ? 'end' : 'middle';
    const words = index === 0 ? `${unit} ${day}` : `${day}`;
    return html`<line class="tick" x1="${across(at)}" x2="${across(at)}" y1="${baseline}" y2="${baseline + 4}"/><text class="axis" x="${across(at)}" y="${baseline + LABEL_DROP}" text-anchor="${anchor}">${words}</text>`;
  });
}

/** Lines across a plot, each with its words above its left end. */
export function gridLines(lines: readonly { readonly y: number; readonly words: string }[]): readonly Html[] {
  return lines.map(
    ({ y, words }) =>
      html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="axis" x="0" y="${y - 4}">${words}</text>`,
  );
}
