import fc from 'fast-check';
import { histogramOf } from '../../src/domain/histogram.ts';
import { notThere, there } from './journeys.ts';

const countsOf = (journeys: Parameters<typeof histogramOf>[0]) =>
  histogramOf(journeys).bins.map(({ from, to, accounts }) => [from, to, accounts.length]);

it('has a bin a day while twelve are enough', () => {
  expect(countsOf(there(0, 2, 2))).toEqual([
    [0, 1, 1],
    [1, 2, 0],
    [2, 3, 2],
  ]);
  expect(countsOf(there(11))).toHaveLength(12);
});

it('has wider bins of whole days where twelve would not be enough', () => {
  expect(countsOf(there(12, 1, 2))).toEqual([
    [0, 2, 1],
    [2, 4, 1],
    [4, 6, 0],
    [6, 8, 0],
    [8, 10, 0],
    [10, 12, 0],
    [12, 14, 1],
  ]);
});

it('shows all who are not there in one bar of their own', () => {
  const { bins, notYet } = histogramOf(notThere(3, 50));
  expect({ bins, count: notYet.accounts.length, longest: notYet.longestSoFar }).toEqual({
    bins: [],
    count: 2,
    longest: 50,
  });
  expect(histogramOf(there(3)).notYet).toEqual({ accounts: [], longestSoFar: null });
});

it('always has at most twelve equal bins that hold every account once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { minLength: 1 }), (days) => {
      const { bins } = histogramOf(there(...days));
      expect(bins.length).toBeLessThanOrEqual(12);
      expect(new Set(bins.map(({ from, to }) => to - from)).size).toBe(1);
      expect(bins.map(({ from }) => from)).toEqual(bins.map((_, index) => index * ((bins[0]?.to ?? 0) - 0)));
      for (const { from, to, accounts } of bins)
        expect(accounts).toHaveLength(days.filter((each) => each >= from && each < to).length);
    }),
  );
});
