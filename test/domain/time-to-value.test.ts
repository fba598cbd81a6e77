import { timeToValue } from '../../src/domain/time-to-value.ts';
import { aJourney, notThere, there } from './journeys.ts';

const figures = (journeys: Parameters<typeof timeToValue>[0]) => {
  const { curve: _curve, tally: _tally, ...rest } = timeToValue(journeys);
  return rest;
};

it('gives the quantiles of the curve beside the naive median', () => {
  // S: 9/10, 8/10, … the waiting ones (all at risk to the end) leave it at 0.2.
  expect(figures([...there(2, 4, 6, 8, 10, 12, 14, 16), ...notThere(90, 90)])).toMatchObject({
    suppressed: false,
    p25: 6,
    p50: 10,
    p75: 16,
    p90: null,
    naiveMedian: 9,
  });
});

it('takes the middle one of an odd number as naive median, however it is sorted', () => {
  expect(figures([...there(30, 1, 9), ...notThere(90, 90)]).naiveMedian).toBe(9);
});

it('keeps an account that left among those who are not there', () => {
  const left = [1, 2, 3].map(() => aJourney({ hasLeft: true, day: 80 }));
  expect(figures([...there(5, 6, 7), ...left]).p50).toBe(7);
  expect(figures([...there(5, 6), ...left]).p50).toBeNull();
});

it.each([
  ['fewer than five accounts', [...there(1, 2, 3), ...notThere(9)]],
  ['fewer than three that are there', [...there(1, 2), ...notThere(9, 9, 9, 9)]],
])('is suppressed for %s', (_why, journeys) => {
  expect(figures(journeys)).toEqual({
    suppressed: true,
    p25: null,
    p50: null,
    p75: null,
    p90: null,
    p50Low: null,
    p50High: null,
    naiveMedian: null,
  });
  expect(timeToValue(journeys).curve.steps).toEqual([]);
});

it('is given for five accounts of which three are there', () => {
  expect(figures([...there(1, 2, 3), ...notThere(9, 9)])).toMatchObject({ suppressed: false, p50: 3 });
});

it('counts an account that was seen late only from then on', () => {
  const late = [20, 20].map((reachedDay) => aJourney({ reachedDay, seenFrom: 10 }));
  // Two of three are there before the late ones are seen at all.
  expect(figures([...there(2, 4), ...notThere(90), ...late]).p50).toBe(4);
  expect(figures([...there(2, 4), ...notThere(90), ...there(20, 20)]).p50).toBe(20);
});

it('leaves out an account whose value may have come before our data', () => {
  const unseen = aJourney({ mayHaveReachedUnseen: true, reachedDay: 90 });
  expect(figures([...there(1, 2, 3, 4), unseen]).suppressed).toBe(true);
});
