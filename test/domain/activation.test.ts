import { activationOf } from '../../src/domain/activation.ts';
import { START } from './builders.ts';
import { aJourney, aRoad, notThere, there, travelling } from './journeys.ts';

it('counts everybody with a plan who has started, as reached, waiting or left', () => {
  const { overall } = activationOf([...there(3), ...notThere(9, 9), aJourney({ hasLeft: true })], 'month');
  expect([overall.reached.length, overall.waiting.length, overall.left.length]).toEqual([1, 2, 1]);
});

it('counts apart who has no plan in force, and not at all who starts later', () => {
  const later = aJourney({ day: -1 });
  const without = aJourney({ key: 'task:none', road: null });
  const { overall, withoutPlan } = activationOf([later, { ...later, road: null }, without], 'month');
  expect(withoutPlan).toEqual(['task:none']);
  expect([overall.reached, overall.waiting, overall.left].flat()).toEqual([]);
});

it('sorts cohorts by their start, each with its own figures', () => {
  const on = (offset: number, reachedDay: number) => aJourney({ startedOn: START + offset, reachedDay });
  const { cohorts } = activationOf([on(30, 4), on(0, 5), on(1, 6)], 'month');
  expect(cohorts.map(({ cohort, reached }) => [cohort, reached.length])).toEqual([
    ['2026-09', 2],
    ['2026-10', 1],
  ]);
  expect(activationOf([on(0, 1)], 'week').cohorts[0]?.cohort).toBe('2026-W37');
});

it('keeps several lives of one account apart', () => {
  const lives = [aJourney({ key: 'a', hasLeft: true }), aJourney({ key: 'a', startedOn: START + 40, reachedDay: 3 })];
  const { overall, cohorts } = activationOf(lives, 'month');
  expect([overall.left, overall.reached]).toEqual([['a'], ['a']]);
  expect(cohorts.map(({ cohort }) => cohort)).toEqual(['2026-09', '2026-10']);
});

it('draws the funnel for the largest set with the same steps, or the one chosen, and counts the others', () => {
  const other = travelling([1, 2, 3], { key: 'task:other' });
  const largest = activationOf([other, travelling([1, 2]), travelling([1, 2])], 'month');
  expect(largest.funnel.rows[0]?.reached).toHaveLength(2);
  expect(largest.funnelOthers).toEqual(['task:other']);
  const chosen = activationOf([other, travelling([1, 2])], 'month', (routes) => routes.at(-1) ?? null);
  expect(chosen.funnelOthers).toHaveLength(1);
});

it('leaves who may have got there before our data out of time to value, and says so', () => {
  const unseen = aJourney({ key: 'task:unseen', mayHaveReachedUnseen: true, reachedDay: 60, road: aRoad([60]) });
  const { overall, histogram } = activationOf([...there(1, 2, 3, 4, 5), unseen], 'month');
  expect(overall.beforeData).toEqual(['task:unseen']);
  expect(overall.ttv.curve.n).toBe(5);
  expect(histogram.bins.at(-1)?.to).toBe(6);
});
