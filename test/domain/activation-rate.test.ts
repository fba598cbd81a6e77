import fc from 'fast-check';
import { activationRate, RATE_DAYS } from '../../src/domain/activation-rate.ts';
import type { Journey } from '../../src/domain/journey.ts';
import { timeToValue } from '../../src/domain/time-to-value.ts';
import { aJourney, notThere, there } from './journeys.ts';

const rateOf = (journeys: readonly Journey[], days: (typeof RATE_DAYS)[number] = 7) =>
  activationRate(journeys, days, timeToValue(journeys));
const countsOf = (journeys: readonly Journey[]) => {
  const { mature, hits, pending, paused, rate } = rateOf(journeys);
  return { mature: mature.length, hits: hits.length, pending: pending.length, paused: paused.length, rate };
};

it('is the share there by day 7, that day included, of those whose day 7 is over', () => {
  expect(countsOf([...there(0, 7, 8), ...notThere(8, 30)])).toMatchObject({ mature: 5, hits: 2, rate: 0.4 });
});

it('counts who is too young on neither side, there or not', () => {
  const young = [aJourney({ day: 7, reachedDay: 2 }), aJourney({ day: 3 })];
  const old = [...there(1, 2, 30), ...notThere(50, 50)];
  expect(countsOf([...old, ...young])).toEqual({ ...countsOf(old), pending: 2 });
});

it('keeps in the denominator who left and who was paused, and says how many were paused', () => {
  const others = [aJourney({ hasLeft: true }), aJourney({ wasPaused: true }), aJourney({ wasPaused: true, day: 2 })];
  expect(countsOf([...there(1, 1, 1), ...others])).toEqual({ mature: 5, hits: 3, pending: 1, paused: 1, rate: 0.6 });
});

it('has no rate and no interval with fewer than five mature accounts, but its counts', () => {
  const few = rateOf([...there(1, 1), ...notThere(50, 50)]);
  expect(few).toMatchObject({ rate: null, low: null, high: null });
  expect(few.hits).toHaveLength(2);
});

it('has the Wilson interval', () => {
  // 3 of 11, as an independent computation of the formula with z = 1.96 has it.
  const { low, high } = rateOf([...there(1, 2, 3), ...notThere(9, 9, 9, 9, 9, 9, 9, 9)]);
  expect(low).toBeCloseTo(0.09746, 5);
  expect(high).toBeCloseTo(0.56565, 5);
});

it('gives the estimate so far only while some are pending and somebody was watched that long', () => {
  const old = [...there(1, 2, 3), ...notThere(20, 20)];
  expect(rateOf(old).soFar).toBeNull();
  expect(rateOf([...old, ...notThere(0)]).soFar).toBeCloseTo(0.6, 9);
  expect(
    rateOf([...old.map((each) => ({ ...each, day: Math.min(each.day, 20) })), ...notThere(0)], 30).soFar,
  ).toBeNull();
});

it('never moves because somebody signs up today', () => {
  const journey = fc
    .record({ day: fc.nat(60), at: fc.option(fc.nat(60)), hasLeft: fc.boolean() })
    .map(({ day, at, hasLeft }) => aJourney({ day, hasLeft, reachedDay: at !== null && at <= day ? at : null }));
  const today = fc.boolean().map((isThere) => aJourney({ day: 0, reachedDay: isThere ? 0 : null }));
  fc.assert(
    fc.property(fc.array(journey), fc.array(today), fc.constantFrom(...RATE_DAYS), (known, added, days) => {
      const { rate, low, high } = rateOf([...known, ...added], days);
      const before = rateOf(known, days);
      expect({ rate, low, high }).toEqual({ rate: before.rate, low: before.low, high: before.high });
    }),
  );
});
