import fc from 'fast-check';
import {
  dayReaching,
  intervalReaching,
  type Observation,
  riskRows,
  shareReachedBy,
  survivalCurve,
  tallyOf,
} from '../../src/domain/survival.ts';
import {
  AML_MAINTAINED,
  AML_NOT_MAINTAINED,
  LUNG_MEN,
  LUNG_WOMEN,
  MERCAPTOPURINE,
  PLACEBO,
  VETERAN_SQUAMOUS,
} from './published/survival-data.ts';

const curveOf = (observations: readonly Observation[]) => survivalCurve(tallyOf(observations));
const medianOf = (observations: readonly Observation[]) => dayReaching(curveOf(observations), 0.5);
const stepOn = (observations: readonly Observation[], day: number) =>
  curveOf(observations).steps.find((step) => step.day === day);

describe('against published values', () => {
  it.each([
    ['lung, all', [...LUNG_MEN, ...LUNG_WOMEN], 228, 165, 310],
    ['lung, men', LUNG_MEN, 138, 112, 270],
    ['lung, women', LUNG_WOMEN, 90, 53, 426],
    ['6-mercaptopurine', MERCAPTOPURINE, 21, 9, 23],
    ['placebo', PLACEBO, 21, 21, 8],
    ['aml, maintained', AML_MAINTAINED, 11, 7, 31],
    ['aml, not maintained', AML_NOT_MAINTAINED, 12, 11, 23],
    ['veteran, squamous', VETERAN_SQUAMOUS, 35, 31, 118],
  ])('%s: n, events and median', (_name, observations, n, events, median) => {
    const curve = curveOf(observations);
    expect({ n: curve.n, events: curve.events, median: dayReaching(curve, 0.5) }).toEqual({ n, events, median });
  });

  // The sexes as R prints them with conf.type = "log-log"; the whole as a computation of the formula in another language has
  // it: the often quoted 285–363 is R's default type, "log".
  it.each([
    ['lung, all', [...LUNG_MEN, ...LUNG_WOMEN], { from: 284, to: 361 }],
    ['lung, men', LUNG_MEN, { from: 210, to: 306 }],
    ['lung, women', LUNG_WOMEN, { from: 345, to: 524 }],
  ])('%s: the log–log interval of the median', (_name, observations, interval) => {
    expect(intervalReaching(curveOf(observations), 0.5)).toEqual(interval);
  });

  it('has no upper end where the upper bound never gets to one half', () => {
    expect(intervalReaching(curveOf(MERCAPTOPURINE), 0.5)).toEqual({ from: 13, to: null });
  });

  // Stata's `sts list` on Gehan's data and SAS's PROC LIFETEST, both log–log: S, and its bounds.
  it.each([
    [PLACEBO, 1, 21, 0.9048, 0.67, 0.9753],
    [PLACEBO, 2, 19, 0.8095, 0.5689, 0.9239],
    [MERCAPTOPURINE, 10, 15, 0.7529, 0.5032, 0.8894],
  ])('every step has the share and the bounds that Stata lists', (observations, day, atRisk, waiting, low, high) => {
    const step = stepOn(observations, day);
    expect(step?.atRisk).toBe(atRisk);
    expect(1 - (step?.reached ?? 0)).toBeCloseTo(waiting, 4);
    expect(1 - (step?.high ?? 0)).toBeCloseTo(low, 4);
    expect(1 - (step?.low ?? 0)).toBeCloseTo(high, 4);
  });

  it('the share of one day is that of the last event up to it', () => {
    expect(1 - shareReachedBy(tallyOf(MERCAPTOPURINE), 12)).toBeCloseTo(0.7529, 4);
    expect(shareReachedBy(tallyOf(MERCAPTOPURINE), 5)).toBe(0);
  });
});

describe('by hand', () => {
  const reached = (...days: number[]): Observation[] => days.map((each) => ({ days: each, reached: true }));
  const waiting = (...days: number[]): Observation[] => days.map((each) => ({ days: each, reached: false }));

  it('at equal days events come before censorings', () => {
    expect(riskRows(tallyOf([...reached(5), ...waiting(5)]))).toEqual([{ day: 5, atRisk: 2, events: 1 }]);
    expect(medianOf([...reached(5), ...waiting(5)])).toBe(5);
  });

  it('a value before the start counts as day 0', () => {
    expect(medianOf(reached(-3, -1))).toBe(0);
  });

  it('a share that is met exactly is met', () => {
    expect(dayReaching(curveOf(reached(1, 2, 3, 4)), 0.75)).toBe(3);
    // 9/10 · 7/9 · 5/7 is one half, if not to the last digit.
    expect(medianOf([...reached(1, 2, 2, 3, 3), ...waiting(9, 9, 9, 9, 9)])).toBe(3);
  });

  it('nobody there yet, or nobody at all, gives no median', () => {
    expect([medianOf([]), medianOf(waiting(1, 2, 3))]).toEqual([null, null]);
  });

  it('once nobody waits any more the lower bound of those waiting is zero, and the upper one unknown', () => {
    const { steps } = curveOf(reached(3, 3, 3));
    expect(steps).toMatchObject([{ day: 3, reached: 1, high: 1, low: null }]);
    expect(intervalReaching({ steps }, 0.5)).toEqual({ from: 3, to: null });
  });

  it('who is seen late is at risk only from then on', () => {
    const late: Observation = { days: 9, reached: true, seenFrom: 5 };
    expect(riskRows(tallyOf([...reached(3, 5, 9), late]))).toEqual([
      { day: 3, atRisk: 3, events: 1 },
      { day: 5, atRisk: 3, events: 1 },
      { day: 9, atRisk: 2, events: 2 },
    ]);
  });

  it('who is seen only after the end is not counted', () => {
    expect(tallyOf([{ days: 4, reached: false, seenFrom: 5 }]).n).toBe(0);
  });
});

const observation: fc.Arbitrary<Observation> = fc.record({
  days: fc.integer({ min: 0, max: 60 }),
  reached: fc.boolean(),
  seenFrom: fc.option(fc.integer({ min: 0, max: 30 }), { nil: 0, freq: 3 }),
});
const observations = fc.array(observation, { maxLength: 40 });
const fromTheStart = fc.array(
  observation.map((each) => ({ ...each, seenFrom: 0 })),
  { minLength: 1, maxLength: 40 },
);
const beyond = (day: number | null): number => day ?? Number.POSITIVE_INFINITY;

describe('always', () => {
  it('accounts that are not there yet never lower the median', () => {
    const young = fc.array(observation.map((each) => ({ ...each, reached: false })));
    fc.assert(
      fc.property(observations, young, (known, added) => {
        expect(beyond(medianOf([...known, ...added]))).toBeGreaterThanOrEqual(beyond(medianOf(known)));
      }),
    );
  });

  it('the order in which accounts are read does not matter', () => {
    fc.assert(
      fc.property(observations, fc.infiniteStream(fc.nat()), (known, keys) => {
        const shuffled = known
          .map((each) => ({ each, key: keys.next().value ?? 0 }))
          .sort((one, other) => one.key - other.key)
          .map(({ each }) => each);
        expect(curveOf(shuffled)).toEqual(curveOf(known));
      }),
    );
  });

  it('the share that is there rises, from 0 to 1 at most', () => {
    fc.assert(
      fc.property(observations, (known) => {
        let before = 0;
        for (const { reached } of curveOf(known).steps) {
          expect(reached).toBeGreaterThanOrEqual(before);
          expect(reached).toBeLessThanOrEqual(1);
          before = reached;
        }
      }),
    );
  });

  it('an interval contains its estimate', () => {
    fc.assert(
      fc.property(fromTheStart, fc.constantFrom(0.25, 0.5, 0.75, 0.9), (known, share) => {
        const curve = curveOf(known);
        for (const { reached, low, high } of curve.steps) {
          expect(low ?? 0).toBeLessThanOrEqual(reached + 1e-9);
          expect(high ?? 0).toBeGreaterThanOrEqual(reached - 1e-9);
        }
        const { from, to } = intervalReaching(curve, share);
        const day = beyond(dayReaching(curve, share));
        expect(beyond(from)).toBeLessThanOrEqual(day);
        expect(beyond(to)).toBeGreaterThanOrEqual(day);
      }),
    );
  });

  it('without censoring it is the plain share', () => {
    const all = fromTheStart.map((known) => known.map((each) => ({ ...each, reached: true })));
    fc.assert(
      fc.property(all, fc.nat(60), (known, day) => {
        const plain = known.filter(({ days }) => days <= day).length / known.length;
        expect(shareReachedBy(tallyOf(known), day)).toBeCloseTo(plain, 9);
      }),
    );
  });

  it('leaving one out is as if it had never been counted', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 40 }), fc.nat(), (known, place) => {
        const out = place % known.length;
        const rest = tallyOf(known.filter((_, index) => index !== out));
        expect(riskRows(tallyOf(known), undefined, known[out])).toEqual(riskRows(rest));
      }),
    );
  });
});
