import { patienceWith, planYardstick } from '../../src/domain/yardstick.ts';
import { aPlan, aStep } from './builders.ts';

/** A plan whose milestones are due on these days, first value on the last of them. */
function planOf(...byDays: number[]) {
  return aPlan({ steps: byDays.slice(0, -1).map((byDay) => aStep({ byDay })), byDay: byDays.at(-1) ?? 0 });
}

describe('benchmark days of a plan', () => {
  it.each([
    [
      [5, 12, 21],
      [5, 12, 21],
    ],
    [
      [5, 5, 5],
      [5, 6, 7],
    ],
    [
      [10, 4, 21],
      [10, 11, 21],
    ],
    [
      [0, 0],
      [1, 2],
    ],
  ])('of %j are %j: each is later than the one before', (byDays, benchmarkDays) => {
    expect(planYardstick(planOf(...byDays), 10).benchmarkDays).toEqual(benchmarkDays);
  });
});

describe('patience with a step', () => {
  it.each([
    ['is what the plan gives it', [30, 50], 0, 30],
    ['is counted from the step before', [30, 50], 1, 20],
    ['is never below the floor of the tier', [5, 12, 21], 1, 10],
    ['is the floor where a step is planned before the one in front of it', [20, 12], 1, 10],
  ])('%s', (_, byDays, step, days) => {
    expect(planYardstick(planOf(...byDays), 10).patienceDays(step)).toBe(days);
  });
});

describe('an open step is late', () => {
  it.each([
    ['five days after its day', [8, 20], 0, 12, 13],
    ['after a quarter of its own time, if that is more', [40, 80], 0, 49, 50],
    ['counted from the step before', [40, 80], 1, 89, 90],
    ['five days after its day where the plan goes backwards', [40, 20], 1, 24, 25],
  ])('%s', (_, byDays, step, before, from) => {
    const { isLate } = planYardstick(planOf(...byDays), 10);
    expect([isLate(step, before), isLate(step, from)]).toEqual([false, true]);
  });

  it('at no time where nothing is open', () => {
    const nothing = { late: false, patienceDays: null };
    expect(patienceWith(null, null, 999)).toEqual(nothing);
    expect(patienceWith(planYardstick(aPlan(), 10), null, 999)).toEqual(nothing);
  });
});
