import fc from 'fast-check';
import {
  dayExpecting,
  type ExpectedCurve,
  expectedAt,
  expectedCurve,
  paceIndex,
  paceOf,
  weightsOf,
} from '../../src/domain/pace.ts';

/** Two milestones of equal weight on days 10 and 30. */
const CURVE = expectedCurve([10, 30], weightsOf(2));

describe('expected progress', () => {
  it.each([
    [-5, 0],
    [0, 0],
    [5, 0.25],
    [10, 0.5],
    [20, 0.75],
    [30, 1],
    [31, 1],
  ])('on active day %d is %d', (activeDay, expected) => {
    expect(expectedAt(CURVE, activeDay)).toBeCloseTo(expected, 12);
  });

  it('ends at one although three thirds do not quite sum to it', () => {
    const weights = [0.1, 0.2, 0.7];
    expect(expectedAt(expectedCurve([1, 2, 3], weights), 3)).toBe(1);
  });
});

describe('the day on which so much progress is expected', () => {
  it.each([
    [0, 0],
    [0.25, 5],
    [0.5, 10],
    [0.75, 20],
    [1, 30],
    [1.2, 30],
  ])('for %d is %d', (progress, activeDay) => {
    expect(dayExpecting(CURVE, progress)).toBeCloseTo(activeDay, 9);
  });

  it('is the one on which a flat part begins', () => {
    const flat: ExpectedCurve = [
      { day: 10, share: 0.5 },
      { day: 20, share: 0.5 },
      { day: 30, share: 1 },
    ];
    expect([0.5, 0.75].map((progress) => dayExpecting(flat, progress))).toEqual([10, 25]);
    expect(
      dayExpecting(
        [
          { day: 4, share: 0 },
          { day: 8, share: 1 },
        ],
        0,
      ),
    ).toBe(0);
  });

  it('takes a sum of weights that misses a corner by a hair for the corner', () => {
    const curve = expectedCurve([3, 7, 20], weightsOf(3));
    expect(dayExpecting(curve, 1 / 3 + 1 / 3 - 1e-15)).toBe(7);
    expect(dayExpecting(curve, 1 - 1e-15)).toBe(20);
  });

  it('undoes the expected progress wherever that rises', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(gaps, fc.double({ min: 0, max: 1, noNaN: true }), (steps, part) => {
        const days = steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0));
        const curve = expectedCurve(days, weightsOf(days.length));
        const activeDay = part * (days.at(-1) ?? 0);
        expect(dayExpecting(curve, expectedAt(curve, activeDay))).toBeCloseTo(activeDay, 5);
      }),
    );
  });
});

describe('the pace index', () => {
  it.each([
    ['divides what is there by what is expected', 0.3, 0.6, 10, 0.5],
    ['is there from a tenth expected on', 0.3, 0.1, 3, 3],
    ['is not said while less is expected', 0.3, 0.0999, 10, null],
    ['is not said before active day 3', 0.3, 0.9, 2, null],
  ])('%s', (_, progress, expected, activeDay, pace) => {
    const index = paceIndex(progress, expected, activeDay);
    if (pace === null) expect(index).toBeNull();
    else expect(index).toBeCloseTo(pace, 12);
  });
});

describe('pace', () => {
  it('says how many days an account is behind, and how many remain', () => {
    expect(paceOf(0.25, CURVE, 20)).toEqual({
      progress: 0.25,
      expected: 0.75,
      pace: 1 / 3,
      daysBehind: 15,
      daysToGo: 25,
    });
  });

  it('is negative days behind for an account that is ahead', () => {
    expect(paceOf(0.5, CURVE, 4)).toMatchObject({ daysBehind: -6, daysToGo: 20 });
  });

  it('expects nothing before the start', () => {
    expect(paceOf(0, CURVE, -8)).toEqual({ progress: 0, expected: 0, pace: null, daysBehind: 0, daysToGo: 30 });
  });
});
