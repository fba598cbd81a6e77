import fc from 'fast-check';
import { endOfDay } from '../../src/domain/local-date.ts';
import { replay } from '../../src/monitor/replay.ts';
import { anAccount, anEvent, aSnapshot, onDay, START, ZONE } from '../domain/builders.ts';

const POLICY = { confirmSweeps: 2, cooldownDays: 7, budgetPerCsmPerDay: 5, hours: null };

/** All alerts of one account from its start to day 45, as `day kind strength`. */
function alertsOf(events: ReturnType<typeof anEvent>[], until = 45): readonly string[] {
  const plan = { snapshots: [aSnapshot({ events })], policy: POLICY, zone: ZONE, from: START, to: START + until };
  return [...replay(plan)].flatMap(({ alerts }) =>
    alerts.map(({ verdict, strength, rose }) => `${verdict.day} ${verdict.state} ${strength}${rose ? ' rose' : ''}`),
  );
}

describe('a replay', () => {
  it('raises an alert on the second date of its verdict, once', () => {
    expect(alertsOf([])).toEqual(['31 early_alert hard']);
  });

  it('raises a new one after the old was closed by real progress, when the silence is over', () => {
    const used = [0, 1, 2].map((on) => anEvent({ on, name: 'Task Completed' }));
    const back = [20, 21, 22].map((on) => anEvent({ on, name: 'Task Created' }));
    const alerts = alertsOf([...used, ...back]);
    expect(alerts[0]).toMatch(/^\d+ (gone_dark|soft_signal|stalled)/);
    expect(alerts).toEqual(alertsOf([...back, ...used]));
  });

  it('gives on each day what files that end that day would have given', () => {
    const acts = fc.array(
      fc.record({
        on: fc.integer({ min: 0, max: 45 }),
        hour: fc.integer({ min: 0, max: 23 }),
        name: fc.constantFrom('Task Created', 'Task Completed', 'Logged In', 'Sprint Completed'),
        by: fc.constantFrom('ann', 'bob'),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(acts, fc.integer({ min: 1, max: 45 }), (all, until) => {
        const events = all.map((part) => anEvent(part));
        const known = events.filter(({ at }) => at <= endOfDay(START + until, ZONE));
        const upTo = (line: string): boolean => Number(line.split(' ')[0]) <= until;
        expect(alertsOf(known, until)).toEqual(alertsOf(events).filter(upTo));
      }),
      { numRuns: 50 },
    );
  });

  it('ends with an account that is reached or left, and says when', () => {
    const reached = aSnapshot({ events: [anEvent({ on: 3, name: 'Sprint Completed' })] });
    const left = aSnapshot({ account: anAccount({ status: 'left', leftAt: onDay(9) }) });
    const days = [...replay({ snapshots: [reached, left], policy: POLICY, zone: ZONE, from: START, to: START + 12 })];
    expect(days.map(({ judged }) => judged)).toEqual([2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 0, 0, 0]);
    expect(days.flatMap(({ date, ended }) => ended.map(({ verdict }) => [date - START, verdict.state]))).toEqual([
      [3, 'reached'],
      [9, 'left'],
    ]);
  });
});
