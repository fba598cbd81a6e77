import { fasterInWords } from '../../src/dashboard/views/activation-words.ts';

const cohort = (name: string, p50: number | null, low: number | null, high: number | null) => ({
  cohort: name,
  ttv: { p50, p50_low: low, p50_high: high },
});
const saidOf = (...cohorts: readonly ReturnType<typeof cohort>[]): string =>
  String(fasterInWords(cohorts) ?? 'nothing').replaceAll(/<[^>]*>/g, '');

describe('whether they get faster', () => {
  it.each([
    ['Faster', cohort('2026-10', 12, 10, 14)],
    ['No clear difference', cohort('2026-10', 12, 10, 20)],
    ['No clear difference', cohort('2026-10', 28, 24, null)],
    ['Slower', cohort('2026-10', 40, 36, null)],
  ])('is said as %s by the intervals of the two youngest starts', (word, last) => {
    const said = saidOf(cohort('2026-08', 5, 4, 6), cohort('2026-09', 25, 20, 35), last);
    expect(said).toMatch(
      new RegExp(
        `^${word}: of those who started in 2026-10 half were there by day ${last.ttv.p50}, of 2026-09 by day 25`,
      ),
    );
  });

  it('passes over starts of which half are not there yet', () => {
    const said = saidOf(cohort('2026-09', 25, 20, 35), cohort('2026-10', 12, 10, 14), cohort('2026-11', null, 9, null));
    expect(said).toContain('who started in 2026-10');
  });

  it('is left open where there are no two to compare, and where the earlier interval has no end', () => {
    expect(saidOf(cohort('2026-10', 12, 10, 14))).toBe('nothing');
    expect(saidOf(cohort('2026-09', 25, 20, null), cohort('2026-10', 60, 50, 70))).toContain('No clear difference');
  });
});
