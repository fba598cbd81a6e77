import { html, type Html } from '../views/html.ts';
import { across, ornament } from './svg.ts';

/** What became of those at a step, in the order of the bar. */
export const FATES = ['advanced', 'waiting', 'overdue', 'left'] as const;
export type FateCounts = Readonly<Record<(typeof FATES)[number], number>>;

const HEIGHT = 22;

/** One bar as long as its step's share of `all`, in pieces by fate; the cells beside it say the counts. */
export function fateBar(counts: FateCounts, all: number): Html {
  const share = (count: number): number => (all === 0 ? 0 : (count / all) * 100);
  const pieces = FATES.map((fate, index) => {
    const before = FATES.slice(0, index).reduce((sum, each) => sum + counts[each], 0);
    return html`<rect class="fate ${fate}" x="${across(share(before))}" y="2" width="${across(share(counts[fate]))}" height="${HEIGHT - 4}"/>`;
  });
  return ornament('strip', HEIGHT, [html`<rect class="ground" width="100%" height="${HEIGHT - 4}" y="2"/>`, ...pieces]);
}
