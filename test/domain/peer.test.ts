import { activeDayOf, type MetSignal, type Peer, type PeerParts, peerFrom, signalBook } from '../../src/domain/peer.ts';
import type { Signal } from '../../src/domain/plan.ts';
import { signalKey } from '../../src/domain/signal-key.ts';
import { anAccount, anEvent, aSignal, at, eventsOn, onDay, START } from './builders.ts';

const TASKS = aSignal({ event: ['Task Completed'] });
const SPRINT = aSignal({ event: ['Sprint Completed'] });

const peerOf = (part: Partial<PeerParts>, signal: Signal = TASKS): Peer =>
  peerFrom({ account: anAccount(), events: [], users: new Map(), firstUserId: null, ...part }, signalBook([signal]));

/** When and on which active day the life met the signal; undefined: never. */
const met = (part: Partial<PeerParts>, signal: Signal = TASKS): MetSignal | undefined =>
  peerOf(part, signal).met.get(signalKey(signal));

describe('the signals that anybody is judged by', () => {
  const either = aSignal({ event: ['Task Completed', 'Sprint Completed'] });
  const sameAsEither = aSignal({ event: ['Sprint Completed', 'Task Completed'] });
  const book = signalBook([TASKS, either, sameAsEither]);

  it('are each kept once, however often it is written down', () => {
    expect([...book.keys].toSorted()).toEqual([signalKey(TASKS), signalKey(either)].toSorted());
  });

  it.each([
    ['each that counts a name an account sends', ['Task Completed'], [TASKS, either]],
    ['only those', ['Sprint Completed'], [either]],
    [
      'each once, though the account sends several of its names',
      ['Task Completed', 'Sprint Completed'],
      [TASKS, either],
    ],
    ['none for names that nobody is judged by', ['Logged In'], []],
    ['none for an account that sends nothing', [], []],
  ])('are found by the names of events: %s', (_title, names, signals) => {
    const found = book.among(new Set(names)).map(signalKey);
    expect(found.toSorted()).toEqual(signals.map(signalKey).toSorted());
  });
});

describe('a life as others are compared with it', () => {
  it('says where it belongs, and when it met what', () => {
    const pauses = [{ from: START + 2, until: START + 5 }];
    expect(peerOf({ account: anAccount({ pauses }), events: eventsOn([9]) })).toEqual({
      key: 'task:86acme',
      useCase: 'project management',
      tier: 'professional',
      startedOn: START,
      zone: 'Etc/UTC',
      pauses,
      met: new Map([[signalKey(TASKS), { at: onDay(9), day: 6 }]]),
    });
  });

  it('is its second life under a name of its own', () => {
    const life = { number: 2, before: null, end: null, awaySince: null };
    expect(peerOf({ account: anAccount({ life }) }).key).toBe('task:86acme#2');
  });

  it.each([
    ['what never came', [], undefined],
    ['what came in the fortnight before the start, as of day 0', [-14], 0],
    ['nothing that came earlier than that', [-15], undefined],
    ['what came on the first day', [0], 0],
    ['what came later, by the first time', [12, 30], 12],
  ])('knows %s', (_title, days, day) => {
    expect(met({ events: eventsOn(days) })?.day).toBe(day);
  });

  it('counts nothing that its earlier life did', () => {
    const events = eventsOn([-10, -2]);
    expect(met({ events, earlierLifeEndedAt: onDay(-5) })?.at).toBe(onDay(-2));
    expect(met({ events, earlierLifeEndedAt: null })?.at).toBe(onDay(-10));
  });

  it('leaves out what it did not meet, and keeps what it did', () => {
    const book = signalBook([TASKS, SPRINT, aSignal({ event: ['Task Completed'], count: 3 })]);
    const parts = { account: anAccount(), users: new Map(), firstUserId: null };
    expect([...peerFrom({ ...parts, events: eventsOn([1, 2]) }, book).met.keys()]).toEqual([signalKey(TASKS)]);
  });

  it('follows the dates of its own zone', () => {
    const account = anAccount({ zone: 'Pacific/Kiritimati' });
    expect(met({ account, events: [anEvent({ at: at('2026-09-09T11:00:00Z') })] })?.day).toBe(3);
  });
});

describe('who is the creator of a life', () => {
  const byAnother = aSignal({ event: ['Task Completed'], actor: 'not_creator' });
  const login = (by: string | null, on: number) => anEvent({ name: 'Logged In', by, on });

  it.each<[string, Partial<PeerParts>, number | undefined]>([
    ['is whoever is recorded as the first', { firstUserId: 'bob', events: eventsOn([3]) }, 3],
    ['is else the first person heard of', { events: [login('bob', 1), ...eventsOn([3])] }, 3],
    ['may have come before what counts as evidence', { events: [login('bob', -40), ...eventsOn([3])] }, 3],
    ['is no unnamed act before the first person', { events: [login(null, 1), ...eventsOn([3])] }, undefined],
    ['is whoever comes first after it', { events: [login(null, 1), login('bob', 2), ...eventsOn([3])] }, 3],
    ['is the doer where nobody came before', { events: eventsOn([3]) }, undefined],
  ])('%s', (_title, part, day) => {
    expect(met(part, byAnother)?.day).toBe(day);
  });

  it('is looked for beside what is known of the people', () => {
    const byStaff = aSignal({ event: ['Task Completed'], actor: 'not_admin' });
    const users = new Map([['ann', { member: true, admin: true }]]);
    expect(met({ users, events: [...eventsOn([3]), anEvent({ on: 4, by: 'bob' })] }, byStaff)?.day).toBe(4);
  });
});

describe('the active day of a life', () => {
  const life = { startedOn: START, zone: 'Etc/UTC', pauses: [] };

  it.each([
    [-3, 0],
    [0, 0],
    [9, 9],
  ])('on day %i is %i', (on, day) => {
    expect(activeDayOf(life, onDay(on))).toBe(day);
  });

  it.each([
    [4, 4],
    [5, 4],
    [8, 4],
    [12, 7],
  ])('on day %i, with days 5 to 9 paused, is %i', (on, day) => {
    expect(activeDayOf({ ...life, pauses: [{ from: START + 5, until: START + 10 }] }, onDay(on))).toBe(day);
  });

  it('stands still in a pause without an end', () => {
    expect(activeDayOf({ ...life, pauses: [{ from: START + 5, until: null }] }, onDay(30))).toBe(4);
  });
});
