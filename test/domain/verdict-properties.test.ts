import fc from 'fast-check';
import { assess } from '../../src/domain/assess.ts';
import { inOrder } from '../../src/domain/event-order.ts';
import type { UsageEvent } from '../../src/domain/usage-event.ts';
import { anEvent, aSnapshot, onDay } from './builders.ts';
import { comparisonOf, peers } from './peers.ts';

const NAMES = ['Task Created', 'Task Completed', 'Sprint Completed', 'Logged In'] as const;

/** Acts of a few people over sixty days, some from before the start. */
const events = fc.array(
  fc
    .record({
      name: fc.constantFrom(...NAMES),
      on: fc.integer({ min: -20, max: 60 }),
      hour: fc.integer({ min: 0, max: 23 }),
      by: fc.constantFrom('ann', 'bob', 'cid', null),
      id: fc.integer({ min: 0, max: 200 }),
    })
    .map(({ id, ...part }) =>
      anEvent({ ...part, messageId: `m-${part.name}-${part.on}-${part.hour}-${part.by}-${id}` }),
    ),
  { maxLength: 60 },
);
const today = fc.integer({ min: 0, max: 60 });
const others = comparisonOf(peers(20, { met: [4, 9, 20] }), peers(20, { met: [8, 30] }), peers(20));

/** The same events again, some of them twice, in any order. */
const disturbed = (all: readonly UsageEvent[]) =>
  fc.tuple(fc.shuffledSubarray([...all]), fc.shuffledSubarray([...all], { minLength: all.length }));

describe('a verdict', () => {
  it('does not depend on the order in which events came, nor on how often', () => {
    const cases = events.chain((all) => fc.tuple(fc.constant(all), disturbed(all), today));
    fc.assert(
      fc.property(cases, ([all, [again, shuffled], day]) => {
        const straight = assess(aSnapshot({ events: all, comparison: others }), onDay(day, 18));
        const mixed = assess(aSnapshot({ events: [...again, ...shuffled], comparison: others }), onDay(day, 18));
        expect(mixed).toEqual(straight);
      }),
    );
  });

  it('knows nothing of what comes later', () => {
    fc.assert(
      fc.property(events, today, (all, day) => {
        const now = onDay(day, 18);
        const known = inOrder(all.filter(({ at }) => at <= now));
        expect(assess(aSnapshot({ events: all }), now)).toEqual(assess(aSnapshot({ events: known }), now));
      }),
    );
  });

  it('knows nothing of what others did later', () => {
    fc.assert(
      fc.property(events, today, fc.integer({ min: 1, max: 40 }), (all, day, later) => {
        const asTheyWere = comparisonOf(peers(20, { met: [Math.min(4, day)] }), peers(10));
        const asTheyBecame = comparisonOf(peers(20, { met: [Math.min(4, day), day + later] }), peers(10));
        const judged = (comparison: typeof others) => assess(aSnapshot({ events: all, comparison }), onDay(day, 18));
        const { benchmark: _one, ...before } = judged(asTheyWere);
        const { benchmark: _other, ...after } = judged(asTheyBecame);
        expect(after).toEqual(before);
      }),
    );
  });

  it('has an expected progress, a rank and a share of each step between 0 and 1', () => {
    fc.assert(
      fc.property(events, today, (all, day) => {
        const { progress, expected, rank, steps } = assess(aSnapshot({ events: all, comparison: others }), onDay(day));
        for (const figure of [progress, expected, rank ?? 0, ...steps.map(({ share }) => share)]) {
          expect(figure).toBeGreaterThanOrEqual(0);
          expect(figure).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
