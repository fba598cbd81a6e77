import fc from 'fast-check';
import { type FunnelRow, funnelOf, routesOf } from '../../src/domain/funnel.ts';
import { type Journey, onTheRoad } from '../../src/domain/journey.ts';
import { aRoad, travelling } from './journeys.ts';

const draw = (journeys: readonly Journey[]) => funnelOf(onTheRoad(journeys));
const countsOf = ({ step, reached, advanced, left, overdue, waiting, skipped }: FunnelRow) => ({
  step,
  in: reached.length,
  advanced: advanced.length,
  left: left.length,
  overdue: overdue.length,
  waiting: waiting.length,
  skipped: skipped.length,
});
const counts = (journeys: readonly Journey[]) => draw(journeys).rows.map(countsOf);
const times = (n: number, make: () => Journey): readonly Journey[] => Array.from({ length: n }, make);

it('has a row for the start and one for every step before first value', () => {
  expect(counts([travelling([1, 2, 3])]).map(({ step }) => step)).toEqual(['Start', 'Step 1', 'Step 2']);
  expect(draw([])).toEqual({ rows: [], largestLeak: null, slowestStep: null });
});

describe('nineteen that went on in ten days', () => {
  const gone = times(19, () => travelling([10, 20]));

  it('show one that takes longer than nine of ten as overdue, and one that does not as waiting', () => {
    const [start] = counts([...gone, travelling([null, null], { day: 11 }), travelling([null, null], { day: 10 })]);
    expect(start).toEqual({ step: 'Start', in: 21, advanced: 19, left: 0, overdue: 1, waiting: 1, skipped: 0 });
  });

  it('show who left as left, however long it stayed', () => {
    const [start, first] = counts([...gone, travelling([5, null], { hasLeft: true, day: 90 })]);
    expect(start).toMatchObject({ in: 20, advanced: 20, left: 0 });
    expect(first).toMatchObject({ in: 20, advanced: 19, left: 1, overdue: 0 });
  });

  it('count the time at a step from its own beginning', () => {
    const [, first] = counts([...gone, travelling([40, null], { day: 50 }), travelling([40, null], { day: 51 })]);
    expect(first).toMatchObject({ in: 21, advanced: 19, overdue: 1, waiting: 1 });
  });
});

it('counts apart who skipped a step: it is no leak', () => {
  const [start, first] = counts([...times(19, () => travelling([10, 20])), travelling([null, 5], { day: 90 })]);
  expect(start).toMatchObject({ in: 20, advanced: 19, overdue: 0, waiting: 1, skipped: 1 });
  expect(first).toMatchObject({ in: 19, advanced: 19 });
});

it('takes an earlier step for reached with a later one where the order is binding', () => {
  const road = aRoad([null, 8], { isOrdered: true });
  const rows = draw([travelling([null, 8], { road })]).rows;
  expect(rows.map(countsOf)).toMatchObject([
    { in: 1, advanced: 1, skipped: 0 },
    { in: 1, advanced: 1 },
  ]);
});

it('names the largest leak and the slowest step', () => {
  const funnel = draw([
    ...times(6, () => travelling([2, 12, 15])),
    ...times(2, () => travelling([null, null, null], { hasLeft: true })),
    travelling([2, null, null], { hasLeft: true }),
  ]);
  expect(funnel.rows.map(({ medianDays }) => medianDays)).toEqual([2, 10, 3]);
  expect(funnel).toMatchObject({ largestLeak: 'Start', slowestStep: 'Step 1' });
});

it('names neither where nothing leaks and too few went on', () => {
  expect(draw(times(4, () => travelling([1, 2])))).toMatchObject({ largestLeak: null, slowestStep: null });
});

it('gives no median, and calls nobody overdue, with too few accounts', () => {
  const [start] = draw([...times(3, () => travelling([1, 2])), travelling([null, null])]).rows;
  expect(start).toMatchObject({ medianDays: null, p90Days: null, overdue: [] });
});

it('takes a step that came before its forerunner as no time at all', () => {
  expect(draw(times(5, () => travelling([9, 4]))).rows.map(({ medianDays }) => medianDays)).toEqual([9, 0]);
});

it('lets what came before the start count from the start', () => {
  expect(draw(times(5, () => travelling([-8, 3]))).rows.map(({ medianDays }) => medianDays)).toEqual([0, 3]);
});

it('finds the routes, largest first', () => {
  const routes = routesOf(onTheRoad([travelling([1]), travelling([1, 2]), travelling([1, 2])]));
  expect(routes.map(({ statement, journeys }) => [statement, journeys.length])).toEqual([
    ['Step 2', 2],
    ['Step 1', 1],
  ]);
});

it('accounts for everybody at every step, once', () => {
  const days = fc.array(fc.option(fc.integer({ min: -14, max: 60 })), { minLength: 3, maxLength: 3 });
  const journey = fc
    .tuple(days, fc.nat(90), fc.boolean(), fc.boolean())
    .map(([each, day, isOut, isOrdered]) =>
      travelling(each, { day: 60 + day, hasLeft: isOut && each[2] === null, road: aRoad(each, { isOrdered }) }),
    );
  fc.assert(
    fc.property(fc.array(journey, { maxLength: 40 }), (journeys) => {
      for (const { reached, advanced, left, overdue, waiting, skipped } of draw(journeys).rows) {
        const fates = [...advanced, ...left, ...overdue, ...waiting];
        expect(fates.toSorted()).toEqual(reached.toSorted());
        expect(waiting).toEqual(expect.arrayContaining([...skipped]));
      }
      const [start, ...steps] = draw(journeys).rows;
      expect(start?.reached.length ?? 0).toBe(journeys.length);
      if (start !== undefined && steps[0] !== undefined) expect(start.advanced).toEqual(steps[0].reached);
    }),
  );
});
