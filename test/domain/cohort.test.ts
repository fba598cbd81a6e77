import { cohortOf } from '../../src/domain/cohort.ts';
import { day } from './builders.ts';

it.each([
  ['2026-09-24', '2026-09', '2026-W39'],
  ['2026-09-21', '2026-09', '2026-W39'],
  ['2026-09-20', '2026-09', '2026-W38'],
  // ISO 8601: a week belongs to the year of its Thursday.
  ['2026-12-31', '2026-12', '2026-W53'],
  ['2027-01-03', '2027-01', '2026-W53'],
  ['2024-12-30', '2024-12', '2025-W01'],
  ['2024-02-29', '2024-02', '2024-W09'],
])('%s is in the cohorts %s and %s', (date, month, week) => {
  expect([cohortOf(day(date), 'month'), cohortOf(day(date), 'week')]).toEqual([month, week]);
});
