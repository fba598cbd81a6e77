import fc from 'fast-check';
import type { Actor, Condition, Signal } from '../../src/domain/plan.ts';
import { inOrder } from '../../src/domain/event-order.ts';
import { dayOf } from '../../src/domain/local-date.ts';
import { followSignal, matches, type SignalContext, type SignalProgress } from '../../src/domain/signal.ts';
import type { UsageEvent } from '../../src/domain/usage-event.ts';
import { anEvent, aSignal, at, type EventPart, eventsOn, onDay, ZONE } from './builders.ts';

function aContext(part: Partial<SignalContext> = {}): SignalContext {
  return { zone: ZONE, users: new Map(), firstUserId: 'ann', ...part };
}

/** Signals of these tests ask for tasks unless they say otherwise. */
const tasks = (part: Partial<Signal> = {}): Signal => aSignal({ event: ['Task Completed'], ...part });

function follow(signal: Signal, events: readonly UsageEvent[], context = aContext()): SignalProgress {
  return followSignal(signal, inOrder(events), context);
}

describe('an event matches a signal', () => {
  it.each<[string, Partial<Signal>, EventPart, boolean]>([
    ['by its name', { event: ['Task Completed'] }, { name: 'Task Completed' }, true],
    ['by any name of a list', { event: ['Task Closed', 'Task Completed'] }, { name: 'Task Completed' }, true],
    ['not by another name', { event: ['Task Completed'] }, { name: 'Task Created' }, false],
    ['not by a name in other letters', { event: ['Task Completed'] }, { name: 'task completed' }, false],
  ])('%s', (_, signal, event, matched) => {
    expect(matches(tasks(signal), anEvent(event), aContext())).toBe(matched);
  });
});

describe('a condition on a property', () => {
  it.each<[Condition, unknown, boolean]>([
    ['pro', 'pro', true],
    ['pro', 'Pro', false],
    [10, '10', false],
    [true, 1, false],
    [false, undefined, false],
    [false, false, true],
    [null, undefined, false],
    [null, null, true],
    [{ eq: 'pro' }, 'pro', true],
    [{ eq: 'pro' }, undefined, false],
    [{ ne: 'pro' }, 'pro', false],
    [{ ne: 'pro' }, 'free', true],
    [{ ne: 'pro' }, undefined, true],
    [{ gt: 10 }, 10, false],
    [{ gt: 10 }, 10.5, true],
    [{ gte: 10 }, 10, true],
    [{ gte: 10 }, 9, false],
    [{ gte: 10 }, '11', false],
    [{ gte: 10 }, undefined, false],
    [{ lt: 10 }, 10, false],
    [{ lt: 10 }, 9, true],
    [{ lt: 10 }, undefined, false],
    [{ lt: 10 }, null, false],
    [{ lte: 10 }, 10, true],
    [{ lte: 10 }, 11, false],
    [{ in: ['pro', 2, null] }, 2, true],
    [{ in: ['pro', 2, null] }, null, true],
    [{ in: ['pro', 2] }, '2', false],
    [{ in: ['pro'] }, undefined, false],
    [{ exists: true }, null, true],
    [{ exists: true }, undefined, false],
    [{ exists: false }, undefined, true],
    [{ exists: false }, false, false],
    [{ gte: 10, lt: 20 }, 15, true],
    [{ gte: 10, lt: 20 }, 20, false],
    [{ ne: 'x', exists: true }, undefined, false],
    [{}, undefined, true],
  ])('%j of %j: %p', (condition, value, met) => {
    const properties = value === undefined ? {} : { amount: value };
    expect(matches(tasks({ where: { amount: condition } }), anEvent({ properties }), aContext())).toBe(met);
  });

  it('is asked of every property that is named, and of the event itself only', () => {
    const signal = tasks({ where: { plan: 'pro', amount: { gte: 10 }, test: { exists: false } } });
    const matched = [
      { plan: 'pro', amount: 10 },
      { plan: 'pro', amount: 10, test: false },
      { plan: 'pro', amount: 9 },
      { amount: 10 },
    ].map((properties) => matches(signal, anEvent({ properties }), aContext()));
    expect(matched).toEqual([true, false, false, false]);
    expect(matches(tasks({ where: { toString: { exists: true } } }), anEvent(), aContext())).toBe(false);
  });
});

describe('an actor', () => {
  const users = new Map([
    ['ann', { member: true, admin: true }],
    ['bob', { member: true, admin: false }],
    ['eve', { member: false, admin: true }],
  ]);

  it.each<[Actor, string | null, Record<string, unknown>, boolean]>([
    ['any', null, {}, true],
    ['external', 'ann', {}, false],
    ['external', 'bob', {}, false],
    ['external', 'eve', {}, true],
    ['external', 'stranger', {}, true],
    ['external', null, {}, true],
    ['not_admin', 'ann', {}, false],
    ['not_admin', 'eve', {}, false],
    ['not_admin', 'bob', {}, true],
    ['not_admin', 'stranger', {}, true],
    ['not_admin', null, {}, false],
    ['not_creator', 'bob', { creator: 'ann' }, true],
    ['not_creator', 'ann', { creator: 'ann' }, false],
    ['not_creator', 'ann', { creator_id: 'bob' }, true],
    ['not_creator', 'bob', { creator_id: 'bob' }, false],
    ['not_creator', 'bob', { created_by: 'bob' }, false],
    ['not_creator', 'bob', { owner_id: 'bob' }, false],
    ['not_creator', 'bob', { creator: 'ann', owner_id: 'bob' }, false],
    ['not_creator', '42', { creator: 42 }, false],
    ['not_creator', 'bob', { creator: null }, true],
    ['not_creator', 'bob', {}, true],
    ['not_creator', 'ann', {}, false],
    ['not_creator', null, {}, false],
    ['not_creator', null, { creator: 'ann' }, false],
  ])('%s: act of %p with %j counts: %p', (actor, userId, properties, counts) => {
    const event = anEvent({ userId, properties });
    expect(matches(tasks({ actor }), event, aContext({ users, firstUserId: 'ann' }))).toBe(counts);
  });

  it('not_creator is never claimed of anybody while the first user is unknown', () => {
    const context = aContext({ firstUserId: null });
    expect(matches(tasks({ actor: 'not_creator' }), anEvent({ by: 'bob' }), context)).toBe(false);
  });
});

describe('a count', () => {
  it('is reached by the event that completes it', () => {
    const events = eventsOn([0, 1, 2, 3]);
    expect(follow(tasks({ count: 3 }), events)).toMatchObject({ reachedAt: onDay(2), count: 3, users: 1, share: 1 });
  });

  it('that is not complete says how far it is', () => {
    const events = eventsOn([0, 1, 2]);
    expect(follow(tasks({ count: 4 }), events)).toMatchObject({ reachedAt: null, count: 3, users: 1, share: 0.75 });
  });

  it('starts at nothing', () => {
    expect(follow(tasks({ count: 4 }), [])).toEqual({
      reachedAt: null,
      count: 0,
      users: 0,
      share: 0,
      rises: [],
      evidence: [],
    });
  });

  it('and the people asked for must both be there; progress is the smaller share', () => {
    const signal = tasks({ count: 4, distinctUsers: 2 });
    const alone = eventsOn([0, 1, 2, 3, 4], { by: 'ann' });
    expect(follow(signal, alone)).toMatchObject({ reachedAt: null, count: 4, users: 1, share: 0.5 });
    const both = [...alone, anEvent({ on: 6, by: 'bob' })];
    expect(follow(signal, both)).toMatchObject({ reachedAt: onDay(6), count: 4, users: 2, share: 1 });
  });

  it('of acts that name nobody is one person, unless someone is named', () => {
    const unnamed = eventsOn([0, 1], { by: null });
    expect(follow(tasks(), unnamed)).toMatchObject({ reachedAt: onDay(0), users: 1 });
    const named = [...unnamed, anEvent({ on: 2, by: 'ann' })];
    expect(follow(tasks({ distinctUsers: 2 }), named)).toMatchObject({ reachedAt: null, users: 1, share: 0.5 });
  });
});

describe('a signal within days', () => {
  it.each<[string, number[], number | null]>([
    ['takes events whose first and last dates are n − 1 apart', [0, 1, 6], onDay(6)],
    ['does not take events that are n dates apart', [0, 1, 7], null],
    ['finds a window that does not begin with the first event', [0, 5, 8, 11], onDay(11)],
  ])('%s', (_, days, reachedAt) => {
    expect(follow(tasks({ count: 3, withinDays: 7 }), eventsOn(days)).reachedAt).toBe(reachedAt);
  });

  it('counts local dates, not hours', () => {
    const signal = tasks({ count: 2, withinDays: 1 });
    const events = [anEvent({ at: at('2026-09-07T18:00:00Z') }), anEvent({ at: at('2026-09-07T19:00:00Z') })];
    expect(follow(signal, events, aContext({ zone: 'Etc/UTC' })).share).toBe(1);
    // Between them it is midnight in Kolkata.
    expect(follow(signal, events, aContext({ zone: 'Asia/Kolkata' })).share).toBe(0.5);
  });

  it('asks for the people within the same days', () => {
    const signal = tasks({ count: 1, distinctUsers: 2, withinDays: 2 });
    const apart = [anEvent({ on: 0, by: 'ann' }), anEvent({ on: 2, by: 'bob' })];
    expect(follow(signal, apart)).toMatchObject({ reachedAt: null, users: 1 });
    expect(follow(signal, [...apart, anEvent({ on: 3, by: 'ann' })])).toMatchObject({ reachedAt: onDay(3), users: 2 });
  });

  it('keeps the best window as its progress', () => {
    const progress = follow(tasks({ count: 5, withinDays: 3 }), eventsOn([0, 1, 2, 20, 40]));
    expect(progress).toMatchObject({ count: 3, share: 0.6 });
    expect(progress.evidence.map((item) => item.at)).toEqual([onDay(0), onDay(1), onDay(2)]);
    const later = follow(tasks({ count: 5, withinDays: 3 }), eventsOn([0, 20, 21, 22]));
    expect(later.evidence.map((item) => item.at)).toEqual([onDay(20), onDay(21), onDay(22)]);
  });

  it('is reached where counting every window by hand says so', () => {
    const act = fc.record({ on: fc.integer({ min: 0, max: 20 }), by: fc.constantFrom('ann', 'bob', 'eve', null) });
    const rule = fc.record({
      count: fc.integer({ min: 1, max: 4 }),
      distinctUsers: fc.integer({ min: 1, max: 3 }),
      withinDays: fc.option(fc.integer({ min: 1, max: 6 })),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), rule, (acts, part) => {
        const events = inOrder(acts.map((each) => anEvent(each)));
        const signal = tasks(part);
        expect(follow(signal, events).reachedAt).toBe(reachedByHand(signal, events));
      }),
      { numRuns: 300 },
    );
  });
});

/** The first event at which some window that ends with it holds enough events and people: slow and plain. */
function reachedByHand(signal: Signal, events: readonly UsageEvent[]): number | null {
  const limit = signal.withinDays ?? Number.POSITIVE_INFINITY;
  const last = events.find((event, index) => {
    const window = events.slice(0, index + 1).filter((each) => dayOf(event.at, ZONE) - dayOf(each.at, ZONE) < limit);
    const named = new Set(window.flatMap((each) => each.userId ?? []));
    return window.length >= signal.count && Math.max(named.size, 1) >= signal.distinctUsers;
  });
  return last?.at ?? null;
}

describe('progress of a signal', () => {
  const rises = (signal: Signal, events: readonly UsageEvent[]): number[] =>
    follow(signal, events).rises.map((rise) => (rise - onDay(0)) / 86_400_000);

  it('comes with each unit where fewer than ten are asked for', () => {
    expect(rises(tasks({ count: 9 }), eventsOn([0, 1, 4]))).toEqual([0, 1, 4]);
  });

  it('comes with each tenth where ten or more are asked for', () => {
    expect(rises(tasks({ count: 10 }), eventsOn([0, 1, 4]))).toEqual([0, 1, 4]);
    expect(rises(tasks({ count: 30 }), eventsOn([0, 1, 2, 3, 4, 5, 6]))).toEqual([2, 5]);
  });

  it('is measured where it lags: in people or in acts', () => {
    // One of three people stands at a third, whatever else she does.
    expect(rises(tasks({ count: 10, distinctUsers: 3 }), eventsOn([0, 1, 2, 3, 4]))).toEqual([0, 1, 2]);
    // The second of nine acts brings the share from 1/9 to 1/8: no new tenth, but a unit.
    expect(rises(tasks({ count: 9, distinctUsers: 8 }), eventsOn([0, 1, 2]))).toEqual([0, 1]);
  });

  it('does not come from acts of people who were counted already', () => {
    const events = [...eventsOn([0, 1, 2], { by: 'ann' }), anEvent({ on: 5, by: 'bob' })];
    expect(rises(tasks({ distinctUsers: 3 }), events)).toEqual([0, 5]);
  });

  it('comes with the event that completes the signal, and with none after it', () => {
    expect(rises(tasks({ count: 12 }), eventsOn([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])).at(-1)).toBe(11);
    expect(rises(tasks(), eventsOn([3, 4]))).toEqual([3]);
  });

  it('does not come from a window that is no better than an earlier one', () => {
    expect(rises(tasks({ count: 5, withinDays: 2 }), eventsOn([0, 1, 10, 11, 12]))).toEqual([0, 1]);
  });
});

describe('the evidence of a signal', () => {
  it('is what was counted, newest last, up to the event that completed it', () => {
    const events = [anEvent({ on: 0, messageId: 'a' }), anEvent({ on: 1, messageId: 'b' }), anEvent({ on: 2 })];
    expect(follow(tasks({ count: 2 }), events).evidence).toEqual([
      { event: 'Task Completed', at: onDay(0), userId: 'ann', messageId: 'a' },
      { event: 'Task Completed', at: onDay(1), userId: 'ann', messageId: 'b' },
    ]);
  });

  it('shows one act of each person who was asked for, not the acts in between', () => {
    const events = [...eventsOn([0, 1, 2, 3], { by: 'ann' }), anEvent({ on: 4, by: 'bob' })];
    const { evidence } = follow(tasks({ count: 2, distinctUsers: 2 }), events);
    expect(evidence.map((item) => [item.userId, item.at])).toEqual([
      ['ann', onDay(0)],
      ['ann', onDay(1)],
      ['bob', onDay(4)],
    ]);
  });

  it('ends at twenty', () => {
    const events = Array.from({ length: 40 }, (_, on) => anEvent({ on }));
    const { evidence } = follow(tasks({ count: 30 }), events);
    expect([evidence.length, evidence[0]?.at, evidence.at(-1)?.at]).toEqual([20, onDay(10), onDay(29)]);
  });
});
