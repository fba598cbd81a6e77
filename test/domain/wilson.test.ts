import fc from 'fast-check';
import { wilsonInterval } from '../../src/domain/wilson.ts';

// Newcombe 1998 (Statistics in Medicine 17:857), table I, method 3: the Wilson score interval.
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%d of %d lies between %d and %d, as published', (hits, n, low, high) => {
  const interval = wilsonInterval(hits, n);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

it('contains the share it is of, and stays between 0 and 1', () => {
  const counts = fc
    .integer({ min: 1, max: 500 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
  fc.assert(
    fc.property(counts, ([hits, n]) => {
      const { low, high } = wilsonInterval(hits, n);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(hits / n);
      expect(high).toBeGreaterThanOrEqual(hits / n - 1e-12);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
});
