import { DateTime } from 'luxon';
import type { Day } from './account.ts';
import { DAY_MS } from './duration.ts';
import { dayToIso } from './local-date.ts';

export const COHORT_SPANS = ['month', 'week'] as const;
export type CohortSpan = (typeof COHORT_SPANS)[number];

/** The cohort of a start date: `2026-09`, or its ISO week `2026-W39`, whose year is that of its Thursday. */
export function cohortOf(startedOn: Day, span: CohortSpan): string {
  if (span === 'month') return dayToIso(startedOn).slice(0, 7);
  return DateTime.fromMillis(startedOn * DAY_MS, { zone: 'utc' }).toFormat("kkkk-'W'WW");
}
