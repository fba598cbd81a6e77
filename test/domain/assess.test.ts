import fc from 'fast-check';
import { assess, type Snapshot } from '../../src/domain/assess.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import { inOrder } from '../../src/domain/event-order.ts';
import type { UsageEvent } from '../../src/domain/usage-event.ts';
import {
  aFeed,
  aJudgePolicy,
  anAccount,
  anEvent,
  aPlan,
  aSignal,
  aSnapshot,
  aStep,
  at,
  day,
  type EventPart,
  eventsOn,
  onDay,
  START,
} from './builders.ts';

const HOUR = 3_600_000;

/** The assessment at noon of the `n`-th day. */
function assessOn(n: number, snapshot: Partial<Snapshot> = {}): Assessment {
  return assess(aSnapshot(snapshot), onDay(n));
}

const created = (count: number, on: number): readonly UsageEvent[] =>
  eventsOn(
    Array.from({ length: count }, () => on),
    { name: 'Task Created' },
  );

describe('the assessment of an account of which nothing was ever heard', () => {
  it('holds every figure', () => {
    expect(assessOn(35)).toEqual({
      at: onDay(35),
      today: START + 35,
      state: 'early_alert',
      strength: 'hard',
      urgent: false,
      blind: null,
      day: 35,
      activeDay: 35,
      progress: 0,
      expected: 1,
      pace: 0,
      daysBehind: 35,
      benchmark: { source: 'plan' },
      rank: null,
      reachChance: null,
      steps: [
        expect.objectContaining({
          name: 'Backlog filled',
          byDay: 5,
          benchmarkDay: 5,
          reachedAt: null,
          count: 0,
          share: 0,
        }),
        expect.objectContaining({ name: 'A colleague finishes a task', benchmarkDay: 12, users: 0, evidence: [] }),
        expect.objectContaining({ name: 'Team completed its first sprint', benchmarkDay: 21 }),
      ],
      openStep: 0,
      daysStuck: 35,
      stuckSince: START,
      daysStuckElapsed: 35,
      lastProgressAt: null,
      lastActivityAt: null,
      lastCoreAt: null,
      coreDays: 0,
      activeDays: 0,
      late: true,
      patienceDays: 10,
      earlyDays: 30,
      trialDaysLeft: null,
      reachedAt: null,
      daysToValue: null,
      eventCount: 0,
      coreCount: 0,
      reachedByHand: false,
      recent: [],
    });
  });
});

describe('the road of an account', () => {
  it('counts a step in progress, not one that is still to come', () => {
    const events = [...created(4, 1), anEvent({ on: 2 })];
    const { progress, openStep, steps } = assessOn(3, { events });
    expect(progress).toBeCloseTo(0.4 / 3, 12);
    expect([openStep, steps.map((step) => step.share)]).toEqual([0, [0.4, 0.5, 0]]);
  });

  it('takes no more than 99 of 100 of a counted step for done', () => {
    const plan = aPlan({ steps: [], signal: aSignal({ event: ['Task Created'], count: 1000 }) });
    expect(assessOn(3, { plan, events: created(999, 1) }).progress).toBe(0.99);
  });

  it('keeps an earlier step open when a later one is reached, and counts both in its progress', () => {
    const events = [anEvent({ on: 2, by: 'ann' }), anEvent({ on: 3, by: 'bob' }), ...created(5, 4)];
    const { openStep, progress, steps } = assessOn(6, { events });
    expect([openStep, steps[1]?.reachedAt]).toEqual([0, onDay(3)]);
    expect(progress).toBeCloseTo(1.5 / 3, 12);
  });

  it('ends with first value, whatever steps were left out', () => {
    const events = [anEvent({ name: 'Sprint Completed', on: 14 })];
    expect(assessOn(20, { events })).toMatchObject({
      state: 'reached',
      reachedAt: onDay(14),
      daysToValue: 14,
      openStep: null,
      daysStuck: null,
      late: false,
      patienceDays: null,
      lastProgressAt: onDay(14),
    });
  });

  it('to first value before the start took no days', () => {
    expect(assessOn(3, { events: [anEvent({ name: 'Sprint Completed', on: -4 })] }).daysToValue).toBe(0);
  });

  it('ends on the date that a person recorded, whatever the events say', () => {
    const snapshot = { events: [anEvent({ name: 'Sprint Completed', on: 14 })], valueByHand: onDay(9) };
    expect(assessOn(20, snapshot)).toMatchObject({ reachedAt: onDay(9), daysToValue: 9 });
    expect(assessOn(20, { valueByHand: onDay(9), plan: null })).toMatchObject({ reachedAt: onDay(9), progress: null });
  });

  it('moved last when value was recorded, even without any event', () => {
    expect(assessOn(20, { valueByHand: onDay(9) }).lastProgressAt).toBe(onDay(9));
  });

  it('to value recorded by hand needs no event: people know before late feeds do', () => {
    const snapshot = { valueByHand: onDay(19), feeds: [aFeed({ lastReceivedAt: onDay(10) })] };
    expect(assessOn(20, snapshot)).toMatchObject({ at: onDay(10), state: 'reached', daysToValue: 19 });
  });

  it('is not there without a plan in force, and then the wait begins at the start', () => {
    expect(assessOn(12, { plan: null, events: eventsOn([10]) })).toMatchObject({
      state: 'defining',
      steps: [],
      openStep: null,
      progress: null,
      expected: null,
      pace: null,
      daysBehind: null,
      patienceDays: null,
      late: false,
      daysStuck: 12,
      coreCount: 1,
    });
  });

  it('asks `not_creator` of the first to act where nobody was ever identified', () => {
    const plan = aPlan({ steps: [], signal: aSignal({ event: ['Task Completed'], actor: 'not_creator' }) });
    const events = [anEvent({ on: 1, by: 'ann' }), anEvent({ on: 2, by: 'ann' }), anEvent({ on: 3, by: 'bob' })];
    expect(assessOn(9, { plan, events }).reachedAt).toBe(onDay(3));
  });
});

describe('days stuck', () => {
  it.each<[string, readonly UsageEvent[], number]>([
    ['begin again with each unit where ten are asked for', created(2, 6), 6],
    ['do not begin again with acts beyond what is asked for', [...created(10, 3), ...created(5, 9)], 9],
    ['begin again with a step reached', [...created(10, 3), ...eventsOn([5], { by: 'ann' })], 7],
    ['begin again with a later step, though the first is open', [anEvent({ on: 8 })], 4],
    ['count from the start when progress came before it', created(3, -3), 12],
    ['are not touched by core use that is no progress', [...created(2, 4), ...eventsOn([2, 7, 9])], 8],
  ])('%s', (_, events, days) => {
    expect(assessOn(12, { events }).daysStuck).toBe(days);
  });

  it('begin again with each tenth where a hundred are asked for', () => {
    const plan = aPlan({ steps: [aStep({ signal: aSignal({ event: ['Task Created'], count: 100 }) })] });
    const daysAt = (count: number) =>
      assessOn(12, { plan, events: [...created(9, 2), ...created(count, 7)] }).daysStuck;
    expect([daysAt(0), daysAt(1), daysAt(11)]).toEqual([12, 5, 5]);
  });

  it('stand still in a pause', () => {
    const account = anAccount({ pauses: [{ from: START + 4, until: START + 9 }] });
    expect(assessOn(12, { account })).toMatchObject({ day: 12, activeDay: 7, daysStuck: 7 });
  });

  it('are working days of the account where the tier says so', () => {
    const policy = aJudgePolicy({ stuckInWorkingDays: true });
    expect(assessOn(14, { policy }).daysStuck).toBe(10);
    expect(assessOn(14, { policy, isHoliday: (date) => date === START + 7 }).daysStuck).toBe(9);
  });

  it('are none before the start', () => {
    const account = anAccount({ startedOn: START + 20 });
    expect(assessOn(12, { account })).toMatchObject({
      day: -8,
      activeDay: -8,
      daysStuck: 0,
      daysBehind: 0,
      expected: 0,
    });
  });
});

describe('the instant judged', () => {
  const late = aFeed({ name: 'late', lastReceivedAt: onDay(20), eventNames: new Set(['Sprint Completed']) });

  it('is where the needed source ends; what came later is not looked at', () => {
    const snapshot = { feeds: [late, aFeed()], events: [anEvent({ on: 19 }), anEvent({ on: 21 })] };
    expect(assessOn(30, snapshot)).toMatchObject({ at: onDay(20), day: 20, eventCount: 1, lastActivityAt: onDay(19) });
  });

  it('is now when only another source is late', () => {
    const other = aFeed({ name: 'other', lastReceivedAt: onDay(20), eventNames: new Set(['Logged In']) });
    expect(assessOn(30, { feeds: [other, aFeed()] }).at).toBe(onDay(30));
  });

  it('says which source was silent since when', () => {
    expect(assessOn(30, { feeds: [late, aFeed()] })).toMatchObject({
      state: 'blind',
      blind: { kind: 'stale_source', source: 'late', lastReceivedAt: onDay(20) },
    });
  });
});

describe('the reason of blindness', () => {
  it('is given only where it decides the state', () => {
    const account = anAccount({ accountId: null });
    const paused = anAccount({ accountId: null, pauses: [{ from: START, until: null }] });
    expect(assessOn(3, { account })).toMatchObject({ state: 'blind', blind: { kind: 'no_account_id' } });
    expect(assessOn(3, { account: paused })).toMatchObject({ state: 'paused', blind: null });
  });
});

describe('an account in its own zone', () => {
  it.each([
    ['Asia/Kolkata', '2026-09-30T18:29:59Z', 0],
    ['Asia/Kolkata', '2026-09-30T18:30:00Z', 1],
    ['Asia/Kathmandu', '2026-09-30T18:14:59Z', 0],
    ['Asia/Kathmandu', '2026-09-30T18:15:00Z', 1],
    ['Pacific/Pago_Pago', '2026-10-01T10:59:59Z', 0],
    ['Pacific/Pago_Pago', '2026-10-01T11:00:00Z', 1],
    // Its clocks go back on 25 October and forward on 8 March: the days stay days.
    ['Europe/Berlin', '2026-10-25T22:59:59Z', 25],
    ['Europe/Berlin', '2026-10-25T23:00:00Z', 26],
    ['America/New_York', '2027-03-15T03:59:59Z', 165],
    ['America/New_York', '2027-03-15T04:00:00Z', 166],
  ])('in %s at %s is on day %d', (zone, now, expected) => {
    const account = anAccount({ zone, startedOn: day('2026-09-30') });
    const { day: elapsed } = assess(aSnapshot({ account, feeds: [aFeed()] }), at(now));
    expect(elapsed).toBe(expected);
  });

  it('counts the days from 29 February, and over one', () => {
    const dayOn = (startedOn: string, now: string) =>
      assess(aSnapshot({ account: anAccount({ startedOn: day(startedOn) }) }), at(now)).day;
    expect(dayOn('2028-02-29', '2028-03-29T12:00:00Z')).toBe(29);
    expect(dayOn('2028-02-28', '2028-03-01T12:00:00Z')).toBe(2);
    expect(dayOn('2027-02-28', '2027-03-01T12:00:00Z')).toBe(1);
  });

  it('counts a date that the zone skipped, as every calendar does', () => {
    const account = anAccount({ zone: 'Pacific/Apia', startedOn: day('2011-12-29') });
    const events = [anEvent({ name: 'Sprint Completed', at: at('2011-12-30T10:00:00Z') })];
    const { daysToValue } = assess(aSnapshot({ account, events }), at('2012-01-05T00:00:00Z'));
    expect(daysToValue).toBe(2);
  });
});

describe('the figures on use', () => {
  const events = [...eventsOn([-20, -3, 1, 8, 9, 10]), ...eventsOn([11, 12], { name: 'Logged In' })];

  it('count what was heard, core use since the start, and days of the window', () => {
    expect(assessOn(12, { events })).toMatchObject({
      eventCount: 8,
      coreCount: 4,
      coreDays: 3,
      activeDays: 5,
      lastActivityAt: onDay(12),
      lastCoreAt: onDay(10),
    });
  });

  it('take the own events of the milestone for core use although the plan does not name them', () => {
    const plan = aPlan({ coreEvents: [], signal: aSignal({ count: 3 }) });
    expect(assessOn(12, { plan, events: eventsOn([2, 3], { name: 'Sprint Completed' }) }).coreCount).toBe(2);
  });

  it('show the ten newest events, newest last', () => {
    const { recent } = assessOn(30, { events: eventsOn(Array.from({ length: 12 }, (_, index) => index)) });
    expect([recent.length, recent[0]?.at, recent.at(-1)?.at]).toEqual([10, onDay(2), onDay(11)]);
  });
});

describe('whatever happened to an account', () => {
  const act = fc.record({
    on: fc.integer({ min: -20, max: 45 }),
    hour: fc.integer({ min: 0, max: 23 }),
    by: fc.constantFrom('ann', 'bob', null),
    name: fc.constantFrom('Task Created', 'Task Created', 'Task Completed', 'Sprint Completed', 'Logged In'),
  });
  const acts = fc.array(act, { maxLength: 40 });
  const today = fc.integer({ min: 0, max: 45 });
  const eventsOf = (parts: readonly EventPart[]) =>
    inOrder(parts.map((part, index) => anEvent({ ...part, messageId: `e${index}` })));

  it('the order and the repeats of its events change no verdict', () => {
    const shuffled = acts.chain((parts) => {
      const events = eventsOf(parts);
      return fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      );
    });
    fc.assert(
      fc.property(shuffled, today, ([events, again], n) => {
        expect(assessOn(n, { events: inOrder(again) })).toEqual(assessOn(n, { events }));
      }),
    );
  });

  it('a login never changes the days stuck', () => {
    fc.assert(
      fc.property(acts, act, today, (parts, login, n) => {
        const events = eventsOf(parts);
        const withLogin = inOrder([...events, anEvent({ ...login, name: 'Logged In' })]);
        expect(assessOn(n, { events: withLogin }).daysStuck).toBe(assessOn(n, { events }).daysStuck);
      }),
    );
  });

  it('nothing later than the instant judged changes it', () => {
    fc.assert(
      fc.property(acts, today, (parts, n) => {
        const events = eventsOf(parts);
        const known = events.filter((event) => event.at <= onDay(n));
        expect(assessOn(n, { events })).toEqual(assessOn(n, { events: known }));
      }),
    );
  });

  it('another day without events takes the days stuck up by one', () => {
    fc.assert(
      fc.property(acts, today, (parts, n) => {
        const events = eventsOf(parts).filter((event) => event.at <= onDay(n));
        const [before, after] = [assessOn(n, { events }), assessOn(n + 1, { events })];
        expect(after.daysStuck).toBe(before.daysStuck === null ? null : before.daysStuck + 1);
      }),
    );
  });

  it('is judged alike by every hour of one local date without events', () => {
    fc.assert(
      fc.property(acts, today, fc.integer({ min: 0, max: 23 }), (parts, n, hour) => {
        const events = eventsOf(parts).filter((event) => event.at < onDay(n, 0));
        const { at: _, ...noon } = assessOn(n, { events });
        const { at: __, ...other } = assess(aSnapshot({ events }), onDay(n, 0) + hour * HOUR);
        expect(other).toEqual(noon);
      }),
    );
  });
});
