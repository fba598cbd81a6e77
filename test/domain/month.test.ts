import { monthBefore, monthNamed, monthOf, monthsBetween } from '../../src/domain/month.ts';
import { day } from './builders.ts';

it.each([
  ['2026-10', '2026-10-01', '2026-10-31', '2026-09'],
  ['2026-11', '2026-11-01', '2026-11-30', '2026-10'],
  ['2026-02', '2026-02-01', '2026-02-28', '2026-01'],
  ['2024-02', '2024-02-01', '2024-02-29', '2024-01'],
  ['2026-01', '2026-01-01', '2026-01-31', '2025-12'],
  ['2026-12', '2026-12-01', '2026-12-31', '2026-11'],
])('%s goes from %s to %s and comes after %s', (name, first, last, before) => {
  const month = { name, first: day(first), last: day(last) };
  expect(monthNamed(name)).toEqual(month);
  expect([monthOf(day(first)), monthOf(day(last))]).toEqual([month, month]);
  expect(monthBefore(month).name).toBe(before);
});

it.each(['2026', '2026-13', '2026-00', '2026-1', '26-10', '2026-10-01', 'October 2026', ''])(
  '%j is no month',
  (text) => {
    expect(monthNamed(text)).toBeNull();
  },
);

it.each([
  ['2026-10', '2026-10', ['2026-10']],
  ['2025-11', '2026-02', ['2025-11', '2025-12', '2026-01', '2026-02']],
  ['2026-11', '2026-10', ['2026-10']],
])('from %s to %s there are %j', (first, last, names) => {
  const [from, to] = [first, last].map((name) => monthOf(day(`${name}-01`)));
  expect(monthsBetween(from ?? monthOf(0), to ?? monthOf(0)).map(({ name }) => name)).toEqual(names);
});
