import type { AccountKey } from './account.ts';
import { type Journey, keysOf } from './journey.ts';

/** Whole days from `from` up to, not including, `to`. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly accounts: readonly AccountKey[];
}

/** How long those took who are there, and one bar for those who are not. */
export interface Histogram {
  readonly bins: readonly Bin[];
  /** Waiting and left alike. */
  readonly notYet: { readonly accounts: readonly AccountKey[]; readonly longestSoFar: number | null };
}

const MOST_BINS = 12;

/** At most twelve equal bins of whole days from day 0 on (CONTRACT section 5); no bins where nobody is there. */
export function histogramOf(journeys: readonly Journey[]): Histogram {
  const notYet = journeys.filter(({ reachedDay }) => reachedDay === null);
  const longestSoFar = notYet.reduce<number | null>((longest, { day }) => Math.max(longest ?? 0, day), null);
  return { bins: binsOf(journeys), notYet: { accounts: keysOf(notYet), longestSoFar } };
}

function binsOf(journeys: readonly Journey[]): readonly Bin[] {
  const there = journeys.flatMap(({ key, reachedDay }) => (reachedDay === null ? [] : [{ key, days: reachedDay }]));
  if (there.length === 0) return [];
  const span = there.reduce((longest, { days }) => Math.max(longest, days), 0) + 1;
  const width = Math.ceil(span / MOST_BINS);
  const accounts = Array.from({ length: Math.ceil(span / width) }, (): AccountKey[] => []);
  for (const { key, days } of there) accounts[Math.floor(days / width)]?.push(key);
  return accounts.map((keys, index) => ({ from: index * width, to: (index + 1) * width, accounts: keys }));
}
