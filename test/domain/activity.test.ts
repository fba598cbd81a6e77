import { activityByDay } from '../../src/domain/activity.ts';
import { aSnapshot, anEvent, onDay, START } from './builders.ts';

const on = (day: number, name: string, by: string) => anEvent({ on: day, name, by });

describe('activity by day', () => {
  it('counts core use, everything else and people on each date, oldest first, and leaves empty dates out', () => {
    const events = [on(1, 'Task Completed', 'ann'), on(3, 'Signed In', 'ann'), on(3, 'Task Completed', 'ben')];
    expect(activityByDay(aSnapshot({ events }), onDay(5))).toEqual([
      { day: START + 1, core: 1, other: 0, people: 1 },
      { day: START + 3, core: 1, other: 1, people: 2 },
    ]);
  });

  it('shows what came before the start as far as it is evidence, and nothing after the instant judged', () => {
    const events = [on(-15, 'Signed In', 'ann'), on(-14, 'Signed In', 'ann'), on(6, 'Signed In', 'ann')];
    expect(activityByDay(aSnapshot({ events }), onDay(5)).map(({ day }) => day - START)).toEqual([-14]);
  });

  it('goes by the calendar of the account', () => {
    const account = { ...aSnapshot().account, zone: 'Pacific/Auckland' };
    const events = [anEvent({ on: 1, hour: 13 })];
    expect(activityByDay(aSnapshot({ account, events }), onDay(5)).map(({ day }) => day - START)).toEqual([2]);
  });

  it('goes by the catalogue without a plan', () => {
    const events = [on(1, 'Sprint Completed', 'ann')];
    expect(activityByDay(aSnapshot({ events }), onDay(5))).toMatchObject([{ core: 1, other: 0 }]);
    expect(activityByDay(aSnapshot({ plan: null, events }), onDay(5))).toMatchObject([{ core: 0, other: 1 }]);
  });
});
