import type { Plan } from '../../src/domain/plan.ts';
import { strengthen } from '../../src/domain/strengthen.ts';
import { aPlan, aSignal, aStep } from './builders.ts';

const plan = aPlan({
  signal: aSignal({ count: 2, distinctUsers: 3 }),
  byDay: 21,
  steps: [aStep(), aStep({ name: 'Board shared' })],
});
/** As an account whose history has this many of the event. */
const having = (count: number) => (asked: Plan) => asked.signal.count <= count;

describe('a plan that the account’s history already meets', () => {
  it.each([
    [2, 6],
    [5, 6],
    [6, 20],
    [19, 20],
    [20, 60],
    [59, 60],
  ])('asks, after %i of the event, for %i: the least of three, ten and thirty times that lies ahead', (had, asked) => {
    expect(strengthen(plan, having(had))).toMatchObject({
      statement: `Team completed its first sprint, ${asked} times`,
      signal: { ...plan.signal, count: asked },
      byDay: 21,
    });
  });

  it('is left to a person where even thirty times as often lies behind', () => {
    expect(strengthen(plan, having(60))).toBeNull();
  });

  it('keeps its old milestone as the last step, due the day before, so that what has happened stays visible', () => {
    expect(strengthen(plan, having(2))?.steps).toEqual([
      aStep(),
      aStep({ name: 'Board shared' }),
      { name: 'Team completed its first sprint', signal: plan.signal, byDay: 20 },
    ]);
  });

  it('expects no step before the first day', () => {
    expect(strengthen({ ...plan, byDay: 1 }, having(2))?.steps.at(-1)).toMatchObject({ byDay: 1 });
  });
});
