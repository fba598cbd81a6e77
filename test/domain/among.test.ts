import { assess, type Snapshot } from '../../src/domain/assess.ts';
import type { Comparison } from '../../src/domain/comparison.ts';
import { aPlan, aSignal, aSnapshot, aStep, anAccount, anEvent, eventsOn, onDay, START } from './builders.ts';
import { comparisonOf, peers } from './peers.ts';

/** What the comparison with others changes in the verdict on one account. The plan's own days would be 5, 12 and 21. */
const judged = (day: number, comparison: Comparison, part: Partial<Snapshot> = {}) =>
  assess(aSnapshot({ comparison, ...part }), onDay(day));

/** Others who started long before: all of their way is known. */
const EARLIER = START - 100;

const created = (count: number, on: number) =>
  eventsOn(
    Array.from({ length: count }, () => on),
    { name: 'Task Created' },
  );

describe('an account among others', () => {
  const halfByEight = comparisonOf(peers(20, { met: [8, 15, 40] }), peers(20, { met: [null, null, null] }));

  it('is measured by them, and says by whom', () => {
    expect(judged(9, halfByEight)).toMatchObject({
      benchmark: {
        source: 'learned',
        level: 'use_case_and_tier',
        group: 'project management × professional',
        n: 40,
        version: 'test/40',
      },
      rank: 0.5,
    });
  });

  it('has their medians as benchmark, and the plan’s day where they do not say', () => {
    expect(judged(20, halfByEight).steps.map(({ benchmarkDay }) => benchmarkDay)).toEqual([8, 15, 21]);
    const backwards = comparisonOf(peers(20, { met: [9, 3, 9] }));
    expect(judged(20, backwards).steps.map(({ benchmarkDay }) => benchmarkDay)).toEqual([9, 10, 11]);
  });

  it('has a rank for the open step only', () => {
    const events = created(10, 1);
    expect(judged(9, halfByEight, { events }).rank).toBe(0);
    const done = [...events, anEvent({ on: 2, name: 'Sprint Completed' })];
    expect(judged(9, halfByEight, { events: done })).toMatchObject({ state: 'reached', rank: null });
  });

  it.each([
    [12, false],
    [13, true],
  ])('is late on day %i: %s, as half of them had the step on day 8', (day, late) => {
    expect(judged(day, halfByEight, { events: [anEvent({ on: 1 })] }).late).toBe(late);
  });

  it('is not late while fewer than half had the step five days ago, whatever the plan says', () => {
    const fewer = comparisonOf(peers(19, { met: [8] }), peers(21));
    expect(judged(60, fewer, { events: [anEvent({ on: 1 })] })).toMatchObject({ late: false });
  });

  it('takes what four in five of them take as its patience, never less than the floor', () => {
    expect(judged(9, comparisonOf(peers(30, { met: [17], startedOn: EARLIER }))).patienceDays).toBe(17);
    expect(judged(9, comparisonOf(peers(30, { met: [4], startedOn: EARLIER }))).patienceDays).toBe(10);
    expect(judged(9, comparisonOf(peers(30, { met: [17] }))).patienceDays).toBe(10);
  });

  it('is judged by its plan’s own days while its rule was followed for nobody', () => {
    const plan = aPlan({ signal: aSignal({ event: ['Report Sent'] }) });
    expect(judged(9, halfByEight, { plan })).toMatchObject({ benchmark: { source: 'plan' }, rank: null });
  });

  it('is judged by its plan’s own days where too few others are', () => {
    expect(judged(9, comparisonOf(peers(19, { met: [8] })))).toMatchObject({ benchmark: { source: 'plan' } });
  });
});

describe('no core use among others', () => {
  it.each([
    [12, 'soft_signal'],
    [13, 'early_alert'],
  ])('on day %i is %s where half had their first step by day 8', (day, state) => {
    expect(judged(day, comparisonOf(peers(20, { met: [8] }), peers(20))).state).toBe(state);
  });

  it.each([
    ['hard', 49, 'too few to say otherwise'],
    ['soft', 50, 'fifty say that the step simply comes later'],
  ])('on day 30 is %s: of %i others none is further: %s', (strength, others) => {
    expect(judged(30, comparisonOf(peers(others)))).toMatchObject({ state: 'early_alert', strength });
  });

  it('on day 30 is hard where half of fifty had the step five days before', () => {
    const others = comparisonOf(peers(25, { met: [25] }), peers(25));
    expect(judged(30, others)).toMatchObject({ state: 'early_alert', strength: 'hard' });
    expect(judged(29, others).state).toBe('soft_signal');
  });
});

describe('a trial among others', () => {
  const account = anAccount({ trialEndsOn: START + 20 });

  it('shows the chance to get there in what is left, where enough are left to say', () => {
    const earlier = (day: number) => peers(15, { met: [1, 2, day], startedOn: EARLIER });
    expect(judged(5, comparisonOf(earlier(12), earlier(30)), { account }).reachChance).toBeCloseTo(0.5, 12);
    expect(judged(5, comparisonOf(earlier(3), earlier(4)), { account }).reachChance).toBeNull();
  });

  it('is at risk when what remains takes the others longer than it lasts', () => {
    const slow = comparisonOf(peers(30, { met: [4, 9, 30], startedOn: EARLIER }));
    const events = [...created(10, 4), anEvent({ on: 9 })];
    expect(judged(10, slow, { account, events }).state).toBe('trial_risk');
    const quick = comparisonOf(peers(30, { met: [4, 9, 12], startedOn: EARLIER }));
    expect(judged(10, quick, { account, events }).state).toBe('on_track');
  });
});

describe('plans that are not alike', () => {
  it('are compared by their rules: another order of the same steps has the same figures', () => {
    const others = comparisonOf(peers(20, { met: [8] }), peers(20));
    const plan = aPlan({ steps: [aStep({ name: 'Otherwise called' })] });
    expect(judged(9, others, { plan })).toMatchObject({ rank: 0.5, benchmark: { source: 'learned' } });
  });
});
