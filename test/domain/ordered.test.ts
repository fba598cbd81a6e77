import { assess } from '../../src/domain/assess.ts';
import { editPlan } from '../../src/domain/plan-edit.ts';
import { anEvent, aPlan, aSnapshot, onDay } from './builders.ts';

/** The second step (two people finish a task) was reached, the first (ten tasks) was never seen. */
const events = [anEvent({ on: 3, by: 'ann' }), anEvent({ on: 4, by: 'ben' }), anEvent({ on: 5, name: 'Task Created' })];
const judged = (ordered: boolean) => assess(aSnapshot({ plan: aPlan(ordered ? { ordered } : {}), events }), onDay(6));

describe('the order of the steps', () => {
  it('is not binding unless the plan says so: what was skipped stays open', () => {
    const { steps, openStep, progress } = judged(false);
    expect(steps.map(({ reachedAt }) => reachedAt)).toEqual([null, onDay(4), null]);
    expect(openStep).toBe(0);
    expect(progress).toBeCloseTo(0.1 / 3 + 1 / 3);
  });

  it('makes a later step vouch for those before it, where it is binding', () => {
    const { steps, openStep, progress } = judged(true);
    expect(steps.map(({ reachedAt, vouchedFor = false }) => [reachedAt, vouchedFor])).toEqual([
      [onDay(4), true],
      [onDay(4), false],
      [null, false],
    ]);
    // What was really counted stays to be seen.
    expect(steps[0]).toMatchObject({ count: 1, share: 1 });
    expect(openStep).toBe(2);
    expect(progress).toBeCloseTo(2 / 3);
  });

  it('lets value recorded by hand vouch for all', () => {
    const snapshot = aSnapshot({ plan: aPlan({ ordered: true }), valueByHand: onDay(2) });
    expect(assess(snapshot, onDay(6)).steps.map(({ reachedAt }) => reachedAt)).toEqual([onDay(2), onDay(2), onDay(2)]);
  });

  it('survives an edit', () => {
    expect(editPlan(aPlan({ ordered: true }), 'by day: 30')).toMatchObject({ kind: 'edited', plan: { ordered: true } });
    const edited = editPlan(aPlan(), 'by day: 30');
    expect(edited.kind === 'edited' && 'ordered' in edited.plan).toBe(false);
  });
});
