import type { AccountHints, EventCall, UsageCall } from '../../src/domain/event-call.ts';
import { createUsageEventRecorder, type RecordUsageEvents } from '../../src/monitor/record-usage-events.ts';
import type { Store } from '../../src/monitor/store.ts';
import { createStore } from '../../src/storage/store.ts';
import { anAccount } from '../http/ingest-server.ts';
import { inMemory } from '../storage/in-memory.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 40);
const DAY = 86_400_000;
const SOURCE = 'key-1';

let store: Store;
let record: RecordUsageEvents;
beforeEach(async () => {
  const database = await inMemory();
  store = createStore(database.db);
  record = createUsageEventRecorder(store);
});
afterEach(() => store.close());

const NO_HINTS: AccountHints = { groupId: null, traitAccountId: null, email: null, propertyAccountId: null };
const times = { timestamp: NOW - 40 * DAY, sentAt: null };
let messages = 0;

const event = (given: Partial<EventCall> & { readonly hint?: Partial<AccountHints> } = {}): EventCall => {
  const { hint, ...rest } = given;
  messages += 1;
  const hints = { ...NO_HINTS, ...hint };
  return {
    kind: 'event',
    index: 0,
    times,
    messageId: `m${messages}`,
    name: 'A',
    userId: 'u1',
    anonymousId: null,
    properties: {},
    hints,
    ...rest,
  };
};
const group = (accountId: string, userId = 'u1', at = NOW - 40 * DAY): UsageCall => ({
  kind: 'group',
  index: 0,
  times: { timestamp: at, sentAt: null },
  userId,
  accountId,
  accountName: null,
});
const identify = (traits: Record<string, unknown>, hint: Partial<AccountHints> = {}): UsageCall => ({
  kind: 'identify',
  index: 0,
  times,
  userId: 'u1',
  anonymousId: null,
  traits,
  hints: { ...NO_HINTS, ...hint },
});
const alias = (previousId: string, userId: string): UsageCall => ({
  kind: 'alias',
  index: 0,
  times,
  previousId,
  userId,
});

const countOf = async (accountId: string) =>
  ((await store.events.ofAccounts([accountId], NOW + DAY)).get(accountId) ?? []).length;
const unjoined = async () => (await store.events.unjoinedCount(0)).unjoined;

describe('the account of an event', () => {
  beforeEach(() => store.accounts.put(anAccount({ accountId: 'by-domain', domains: ['acme.example'] }), null, NOW));

  it.each<[string, readonly UsageCall[], string]>([
    [
      'its group id before all else',
      [group('by-call'), event({ hint: { groupId: 'named', traitAccountId: 'trait' } })],
      'named',
    ],
    [
      'the group of its user before a trait',
      [group('by-call'), event({ hint: { traitAccountId: 'trait' } })],
      'by-call',
    ],
    [
      'a trait before the domain of the e-mail',
      [event({ hint: { traitAccountId: 'trait', email: 'a@acme.example' } })],
      'trait',
    ],
    [
      'the domain before a property',
      [event({ hint: { email: 'A@Acme.Example', propertyAccountId: 'prop' } })],
      'by-domain',
    ],
    ['the domain of an e-mail told earlier', [identify({}, { email: 'a@acme.example' }), event()], 'by-domain'],
    [
      'a property when nothing else is known',
      [event({ hint: { email: 'a@other.example', propertyAccountId: 'prop' } })],
      'prop',
    ],
    [
      'the latest of several groups',
      [group('old', 'u1', NOW - 3), group('new', 'u1', NOW - 2), group('old', 'u1', NOW - 1), event()],
      'old',
    ],
    [
      'the group of an anonymous user',
      [group('by-call', 'anon-1'), event({ userId: null, anonymousId: 'anon-1' })],
      'by-call',
    ],
    [
      'the group that its user had at its time, where a later one is known',
      [group('before', 'u1', NOW - 90 * DAY), group('after', 'u1', NOW - 9 * DAY), event()],
      'before',
    ],
    [
      'the latest group for what happened before any',
      [group('first', 'u1', NOW - 9 * DAY), group('latest', 'u1', NOW - 8 * DAY), event()],
      'latest',
    ],
    ['what an identify call named', [identify({}, { traitAccountId: 'trait' }), event()], 'trait'],
  ])('is %s', async (_case, calls, accountId) => {
    await record(calls, SOURCE, NOW);
    expect(await countOf(accountId)).toBe(1);
  });

  it('is nobody where two accounts list the same domain', async () => {
    await store.accounts.put(anAccount({ accountId: 'twin', domains: ['acme.example'] }), null, NOW);
    await record([event({ hint: { email: 'a@acme.example' } })], SOURCE, NOW);
    expect(await unjoined()).toBe(1);
  });

  it('is found by a domain that was listed since the last look', async () => {
    await record([event({ hint: { email: 'a@new.example' } })], SOURCE, NOW);
    await store.accounts.put(anAccount({ accountId: 'newcomer', domains: ['new.example'] }), null, NOW);
    await record([event({ hint: { email: 'a@new.example' } })], SOURCE, NOW + 31_000);
    expect(await countOf('newcomer')).toBe(1);
  });
});

describe('events that nobody claims', () => {
  it.each<[string, UsageCall]>([
    ['a group call', group('acme')],
    ['an identify call that names the account', identify({}, { groupId: 'acme' })],
  ])('are joined by %s, later or later in the same batch', async (_case, fact) => {
    await record([event()], SOURCE, NOW - 29 * DAY);
    await record([event(), fact], SOURCE, NOW);
    expect([await countOf('acme'), await unjoined()]).toEqual([2, 0]);
  });

  it('are joined once two ids turn out to be one person', async () => {
    await record([group('acme', 'anon-1'), event()], SOURCE, NOW);
    await record([alias('anon-1', 'u1')], SOURCE, NOW);
    expect(await countOf('acme')).toBe(1);
    expect(await store.events.membershipsOf('u1')).toEqual([expect.objectContaining({ accountId: 'acme' })]);
  });

  it('are joined under the earlier id too', async () => {
    await record([event({ userId: 'old' }), group('acme', 'new'), alias('old', 'new')], SOURCE, NOW);
    expect(await countOf('acme')).toBe(1);
  });

  it('are joined by a group call that comes long after two ids turned out to be one person', async () => {
    await record([event({ userId: 'anon-1' })], SOURCE, NOW - 3 * DAY);
    await record([alias('anon-1', 'u1')], SOURCE, NOW - 2 * DAY);
    await record([group('acme')], SOURCE, NOW - DAY);
    expect(await countOf('acme')).toBe(1);
    await record([event({ userId: 'anon-1' })], SOURCE, NOW);
    expect(await countOf('acme')).toBe(2);
  });

  it.each<[string, UsageCall]>([
    ['an event', event({ anonymousId: 'device-1', hint: { groupId: 'acme' } })],
    ['an identify call', { ...identify({}), anonymousId: 'device-1' } as UsageCall],
  ])('and name nobody are the user’s whom %s names beside the device', async (_case, both) => {
    await record([event({ userId: null, anonymousId: 'device-1' })], SOURCE, NOW - DAY);
    await record([both, group('acme')], SOURCE, NOW);
    const found = (await store.events.ofAccounts(['acme'], NOW)).get('acme') ?? [];
    expect(found.map(({ userId }) => userId)).toEqual(Array.from(found, () => 'u1'));
    expect(await unjoined()).toBe(0);
  });

  it('stay with the first user of a device that several use', async () => {
    const at = (userId: string): UsageCall => ({ ...identify({}), userId, anonymousId: 'device-1' }) as UsageCall;
    await record([at('u1'), group('acme'), at('u2'), group('globex', 'u2')], SOURCE, NOW);
    const accountsOf = async (userId: string) =>
      (await store.events.membershipsOf(userId)).map(({ accountId }) => accountId);
    expect([await accountsOf('u1'), await accountsOf('u2')]).toEqual([['acme'], ['globex']]);
  });

  it('are no longer joined after 30 days', async () => {
    await record([event()], SOURCE, NOW - 31 * DAY);
    await record([group('acme')], SOURCE, NOW);
    expect(await unjoined()).toBe(1);
  });

  it('are not moved from the account that they have', async () => {
    await record([event({ hint: { groupId: 'first' } }), group('second')], SOURCE, NOW);
    expect(await countOf('first')).toBe(1);
  });
});

describe('facts about people', () => {
  it('add up: what a later call does not mention stays', async () => {
    await record([identify({ role: 'Admin', name: 'Ada' }, { email: 'Ada@acme.example' })], SOURCE, NOW);
    await record([identify({ name: 'Ada L.' })], SOURCE, NOW);
    expect(await store.events.user('u1')).toEqual({
      userId: 'u1',
      email: 'ada@acme.example',
      admin: true,
      traits: { role: 'Admin', name: 'Ada L.' },
    });
  });

  it('are no usage: nothing is stored as an event', async () => {
    const outcome = await record([identify({}), group('acme'), alias('anon-1', 'u1')], SOURCE, NOW);
    expect(outcome.refused).toEqual([]);
    expect((await store.events.unjoinedCount(0)).total).toBe(0);
  });

  it('are known when they say nothing new', async () => {
    const calls = [identify({ role: 'admin' }, { groupId: 'acme' }), group('acme')];
    expect(await record(calls, SOURCE, NOW)).toMatchObject({ stored: 1, known: 1 });
    expect(await record(calls, SOURCE, NOW)).toMatchObject({ stored: 0, known: 2 });
  });

  it('make a group id heard that never sent an event', async () => {
    await record([group('acme-production', 'u1', NOW)], SOURCE, NOW);
    expect(await store.events.groupIds(NOW - DAY)).toEqual({ unknown: ['acme-production'], total: 1 });
  });
});

describe('events without a message id', () => {
  const bare = (given: Partial<EventCall> = {}) => event({ messageId: null, ...given });

  it('are told apart by what they say', async () => {
    const later = { timestamp: NOW - 1000, sentAt: null };
    const batch = [
      bare(),
      bare({ name: 'B' }),
      bare({ userId: 'u2' }),
      bare({ times: later }),
      bare({ properties: { a: 1 } }),
    ];
    expect(await record(batch, SOURCE, NOW)).toMatchObject({ stored: 5 });
    expect(await record(batch, SOURCE, NOW + DAY)).toMatchObject({ stored: 0, known: 5 });
  });

  it('are the same only for some minutes when they carry no time either', async () => {
    const timeless = bare({ times: { timestamp: null, sentAt: null } });
    const at = (minutes: number) => record([timeless], SOURCE, NOW + minutes * 60_000);
    expect([await at(0), await at(1), await at(15)].map(({ stored }) => stored)).toEqual([1, 0, 1]);
  });

  it('with an id too long for an index keep its identity', async () => {
    const long = event({ messageId: 'x'.repeat(5000) });
    expect(await record([long, long, event({ messageId: `${'x'.repeat(5000)}y` })], SOURCE, NOW)).toMatchObject({
      stored: 2,
      known: 1,
    });
  });
});

describe('a batch', () => {
  it('is kept whole or not at all', async () => {
    const failing = createUsageEventRecorder({
      transaction: (work) =>
        store.transaction((inside) =>
          work({ ...inside, events: { ...inside.events, join: () => Promise.reject(new Error('disk full')) } }),
        ),
    });
    await expect(failing([event(), group('acme')], SOURCE, NOW)).rejects.toThrow('disk full');
    expect((await store.events.unjoinedCount(0)).total).toBe(0);
    expect(await store.events.membershipsOf('u1')).toEqual([]);
  });

  it('has the same ids from two sources twice', async () => {
    const call = event({ messageId: 'm', hint: { groupId: 'acme' } });
    await record([call], SOURCE, NOW);
    expect(await record([call], 'key-2', NOW)).toMatchObject({ stored: 1 });
  });
});
