import type { FateCounts } from '../figures/fate-bar.ts';

/** What a number of the activation page counts, as the heading of the accounts behind it. */
export function figureInWords(figure: string): string {
  const known = NAMES[figure];
  if (known !== undefined) return known;
  const [, kind = '', days = ''] = /^(mature|hits|pending|paused)_(\d+)$/.exec(figure) ?? [];
  const rate = RATES[kind];
  if (rate !== undefined) return rate(days);
  const [, from] = /^bin_(\d+)$/.exec(figure) ?? [];
  if (from !== undefined) return `first value on day ${from} or up to the next bar`;
  const [, place, fate = ''] = /^step_(\d+)_([a-z]+)$/.exec(figure) ?? [];
  if (place !== undefined) return `${FATE_NAMES[fate] ?? fate}, row ${Number(place) + 1} of the funnel`;
  return figure;
}

const NAMES: Readonly<Record<string, string>> = {
  all: 'all that are counted',
  reached: 'first value reached',
  waiting: 'on the way, first value not reached yet',
  left: 'left without first value',
  before_data: 'their history begins before our data',
  not_yet: 'first value not reached so far',
  funnel_others: 'on another plan than the funnel’s',
  without_plan: 'without a plan in force',
};

const RATES: Readonly<Record<string, (days: string) => string>> = {
  mature: (days) => `started more than ${days} days ago`,
  hits: (days) => `first value within ${days} days`,
  pending: (days) => `too young to say for ${days} days`,
  paused: (days) => `of those started more than ${days} days ago, paused at some time`,
};

export const FATE_NAMES: Readonly<Record<string, string>> = {
  in: 'Reached',
  advanced: 'Went on',
  waiting: 'Waiting',
  overdue: 'Overdue',
  left: 'Left',
  skipped: 'Skipped the next step',
} satisfies Record<keyof FateCounts | 'in' | 'skipped', string>;
