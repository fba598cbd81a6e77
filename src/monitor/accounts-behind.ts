import type { AccountKey } from '../domain/account.ts';
import type { CohortFigures } from '../domain/activation.ts';
import { RATE_DAYS } from '../domain/activation-rate.ts';
import type { FunnelRow } from '../domain/funnel.ts';
import { MonitorError } from '../shared/errors.ts';
import type { ActivationReading } from './read-activation.ts';

/** The fates of a funnel's row that can be asked for, `in` being all of them. */
export const FATES = ['in', 'advanced', 'left', 'overdue', 'waiting', 'skipped'] as const;
export type Fate = (typeof FATES)[number];

const OF_COHORT = {
  all: ({ reached, waiting, left }: CohortFigures) => [...reached, ...waiting, ...left],
  reached: ({ reached }: CohortFigures) => reached,
  waiting: ({ waiting }: CohortFigures) => waiting,
  left: ({ left }: CohortFigures) => left,
  before_data: ({ beforeData }: CohortFigures) => beforeData,
} as const;

/** One number of the activation page, as it stands in an address. */
export type FigureName =
  | keyof typeof OF_COHORT
  | `${'mature' | 'hits' | 'pending' | 'paused'}_${(typeof RATE_DAYS)[number]}`
  | `bin_${number}`
  | 'not_yet'
  | `step_${number}_${Fate}`
  | 'funnel_others'
  | 'without_plan';

const WAY_OUT = 'open it by the links of the activation page';

/**
 * The accounts that a number of the activation page counts, in no order; an account counted in two of its lives stands twice.
 * @param cohort as the page names it; null: all of them together
 * @throws MonitorError `bad_input` for a figure or a cohort that is not there
 */
export function accountsBehind(
  reading: ActivationReading,
  figure: string,
  cohort: string | null = null,
): readonly AccountKey[] {
  const keys = ofCohort(cohortOf(reading, cohort), figure) ?? ofAll(reading, figure);
  if (keys !== null) return keys;
  throw new MonitorError('bad_input', `figure: "${figure}" is none: ${WAY_OUT}`);
}

function cohortOf({ overall, cohorts }: ActivationReading, name: string | null): CohortFigures {
  const found = name === null ? overall : cohorts.find(({ cohort }) => cohort === name);
  if (found !== undefined) return found;
  throw new MonitorError('bad_input', `cohort: nobody of these accounts started in "${name}": ${WAY_OUT}`);
}

function ofCohort(figures: CohortFigures, figure: string): readonly AccountKey[] | null {
  if (isOfCohort(figure)) return OF_COHORT[figure](figures);
  const [, kind, days] = /^(mature|hits|pending|paused)_(\d+)$/.exec(figure) ?? [];
  const day = RATE_DAYS.find((each) => String(each) === days);
  if (day === undefined) return null;
  const rate = figures.rates[day];
  return { mature: rate.mature, hits: rate.hits, pending: rate.pending, paused: rate.paused }[kind ?? ''] ?? null;
}

const isOfCohort = (figure: string): figure is keyof typeof OF_COHORT => Object.hasOwn(OF_COHORT, figure);

function ofAll(reading: ActivationReading, figure: string): readonly AccountKey[] | null {
  if (figure === 'not_yet') return reading.histogram.notYet.accounts;
  if (figure === 'funnel_others') return reading.funnelOthers;
  if (figure === 'without_plan') return reading.withoutPlan;
  const [, from] = /^bin_(\d+)$/.exec(figure) ?? [];
  if (from !== undefined) return reading.histogram.bins.find((bin) => String(bin.from) === from)?.accounts ?? null;
  const [, place, name] = /^step_(\d+)_([a-z]+)$/.exec(figure) ?? [];
  const fate = FATES.find((each) => each === name);
  const row = reading.funnel.rows[Number(place)];
  return fate === undefined || row === undefined ? null : ofRow(row, fate);
}

const ofRow = (row: FunnelRow, fate: Fate): readonly AccountKey[] => (fate === 'in' ? row.reached : row[fate]);
