import { importEvents } from '../../src/monitor/import-events.ts';
import type { Store } from '../../src/monitor/store.ts';
import { brokenAfter, listener, NOW, rowsOf } from './import-builders.ts';
import { emptyStore } from './store.ts';

let store: Store;
beforeEach(async () => {
  store = await emptyStore();
});
afterEach(() => store.close());

type Row = Readonly<Record<string, unknown>>;
const aRow = (given: Row = {}): Row => ({
  account_id: 'acme',
  user_id: 'u1',
  event: 'Task Completed',
  timestamp: '2026-11-02T10:00:00Z',
  ...given,
});

async function take(rows: readonly Row[], completeTo: number | null = null, now = NOW) {
  const heard = listener();
  const { kind: _done, ...counts } = await importEvents({ store, now, completeTo }, rowsOf(rows), heard);
  return { ...counts, refusals: heard.refusals };
}
const eventsOf = async (accountId: string, receivedBy = NOW) =>
  (await store.events.ofAccounts([accountId], receivedBy)).get(accountId) ?? [];
const AT = Date.UTC(2026, 10, 2, 10);

describe('importing events', () => {
  it('reads every column, properties as JSON text or as an object', async () => {
    const text = aRow({ message_id: 'm1', email: 'Ada@acme.example', properties: '{"plan":"pro"}' });
    const object = aRow({ message_id: 'm2', user_id: '', properties: { plan: 'pro' } });
    expect(await take([text, object])).toMatchObject({ stored: 2, refusals: [] });
    expect(await eventsOf('acme')).toEqual([
      { name: 'Task Completed', userId: 'u1', at: AT, source: 'import', messageId: 'm1', properties: { plan: 'pro' } },
      { name: 'Task Completed', userId: null, at: AT, source: 'import', messageId: 'm2', properties: { plan: 'pro' } },
    ]);
    expect(await store.events.user('u1')).toMatchObject({ email: 'ada@acme.example', admin: false });
  });

  it('counts a row as received when it happened, so that a past day knows no more than it did', async () => {
    await take([aRow()]);
    expect([(await eventsOf('acme', AT - 1)).length, (await eventsOf('acme', AT)).length]).toEqual([0, 1]);
  });

  it.each([
    ['2026-11-02', Date.UTC(2026, 10, 2, 12)],
    ['2026-11-02T12:00:00+02:00', AT],
    [AT, AT],
    [String(AT / 1000), AT],
  ])('reads the timestamp %s', async (timestamp, at) => {
    await take([aRow({ timestamp })]);
    expect((await eventsOf('acme'))[0]?.at).toBe(at);
  });

  it.each([
    ['no account', { account_id: '' }, 'account_id is missing'],
    ['no event', { event: ' ' }, 'event is missing'],
    ['no time', { timestamp: '' }, 'timestamp is missing'],
    ['a wrong time', { timestamp: '2026-11-31' }, 'timestamp "2026-11-31" is no date'],
    ['a time without its zone', { timestamp: '2026-11-02T10:00:00' }, 'has no time zone'],
    ['a time far ahead', { timestamp: '2026-11-25' }, 'more than 24 hours in the future'],
    ['a wrong e-mail', { email: 'ada' }, 'email "ada" is no e-mail address'],
    ['properties that are a list', { properties: '[1]' }, 'properties is no JSON object'],
    ['properties that are no JSON', { properties: '{plan' }, 'properties is no JSON object'],
    ['properties without end', { properties: `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}` }, 'nested too deeply'],
    ['huge properties', { properties: { text: 'x'.repeat(40_000) } }, 'larger than 32 kB'],
  ])('refuses a line with %s and stores the others', async (_case, wrong, why) => {
    expect(await take([aRow(wrong), aRow()])).toMatchObject({
      stored: 1,
      refused: 1,
      refusals: [expect.stringContaining(why)],
    });
    expect(await store.events.unjoinedCount(0)).toMatchObject({ total: 1 });
  });

  it('adds nothing when repeated, with ids and without', async () => {
    const rows = [aRow({ message_id: 'm1' }), aRow(), aRow(), aRow({ event: 'Other' })];
    expect(await take(rows)).toMatchObject({ stored: 4, known: 0 });
    expect(await take(rows)).toMatchObject({ stored: 0, known: 4 });
    expect(await take([...rows, aRow()])).toMatchObject({ stored: 1, known: 4 });
  });

  it('adds nothing when a day that is not over yet is imported again later that day', async () => {
    const today = [aRow({ timestamp: '2026-11-23' }), aRow({ timestamp: '2026-11-23' })];
    expect(await take(today)).toMatchObject({ stored: 2, known: 0 });
    const hoursLater = [1, 3, 24].map((hours) => NOW + hours * 3_600_000);
    for (const now of hoursLater) expect(await take(today, null, now)).toMatchObject({ stored: 0, known: 2 });
  });

  it('knows a row without an id by the same name as ever', async () => {
    await take([aRow()]);
    expect((await eventsOf('acme'))[0]?.messageId).toBe('row-c2d3000d2359183911c66c1becf41a78-1');
  });

  it('keeps what came before a failure without calling the feed complete, and carries on the next time', async () => {
    const rows = Array.from({ length: 700 }, (_, at) => aRow({ message_id: `m${at}` }));
    const failing = importEvents({ store, now: NOW, completeTo: null }, brokenAfter(rowsOf(rows)), listener());
    await expect(failing).rejects.toThrow('the disk is gone');
    expect(await store.events.sources()).toEqual([]);
    expect(await take(rows)).toMatchObject({ stored: 200, known: 500 });
    expect(await store.events.sources()).toHaveLength(1);
  });
});

describe('an import that stops in the middle', () => {
  const deps = () => ({ store, now: NOW, completeTo: null, markName: 'import.events.of-this-file' });
  /** None has an id, and each stands there twice. */
  const rows = Array.from({ length: 1_200 }, (_, at) => aRow({ user_id: `u${Math.floor(at / 2)}` }));
  const start = async (given: readonly Row[] = rows) => {
    const failing = importEvents(deps(), brokenAfter(rowsOf(given)), listener());
    await expect(failing).rejects.toThrow('the disk is gone');
  };
  const go = (given: readonly Row[]) => importEvents(deps(), rowsOf(given), listener());
  const stored = async () => (await store.events.unjoinedCount(0)).total;

  it('goes on there with the same file, says so, and counts what both did', async () => {
    await start([...rows.slice(0, 700)]);
    expect(await stored()).toBe(500);
    expect(await go(rows)).toEqual({ kind: 'done', stored: 1_200, known: 0, refused: 0, resumedAfter: 501 });
    expect(await stored()).toBe(1_200);
    expect(await go(rows)).toMatchObject({ stored: 0, known: 1_200, resumedAfter: null });
  });

  it('tells again of the lines that it had refused', async () => {
    const some = rows.map((row, at) => (at === 3 || at === 1_100 ? { ...row, timestamp: 'soon' } : row));
    await start([...some.slice(0, 700)]);
    const heard = listener();
    expect(await importEvents(deps(), rowsOf(some), heard)).toMatchObject({ stored: 1_198, refused: 2 });
    expect(heard.refusals.map((line) => line.split(':')[0])).toEqual(['5', '1102']);
  });

  it.each<[string, readonly Row[], number]>([
    ['says something else in front', [aRow({ user_id: 'other' }), ...rows.slice(1)], 1_201],
    ['is shorter', rows.slice(0, 40), 1_000],
    ['is a little shorter than what was taken in', rows.slice(0, 900), 1_000],
    ['is empty', [], 1_000],
  ])('begins anew with a file that %s', async (_case, changed, inAll) => {
    await start();
    expect(await stored()).toBe(1_000);
    expect(await go(changed)).toEqual({ kind: 'file_changed' });
    expect(await go(changed)).toMatchObject({ kind: 'done', resumedAfter: null });
    expect(await stored()).toBe(inAll);
  });
});

it('does not take a longer file for one of which only the end was missing', async () => {
  const deps = { store, now: NOW, completeTo: null, markName: 'import.events.of-this-file' };
  await store.meta.set(deps.markName, JSON.stringify({ rows: 2, digest: 'of other rows', stored: 2, known: 0 }));
  expect(await importEvents(deps, rowsOf([aRow(), aRow(), aRow()]), listener())).toEqual({ kind: 'file_changed' });
});

describe('the imported feed', () => {
  const feed = async () => (await store.events.sources())[0];

  it('is heard from today, complete to its newest row, and knows every name', async () => {
    await take([aRow({ event: 'B', timestamp: '2026-11-05T00:00:00Z' }), aRow({ event: 'A' })]);
    const newest = Date.UTC(2026, 10, 5);
    expect(await feed()).toEqual({
      name: 'import',
      lastReceivedAt: NOW,
      completeTo: newest,
      eventNames: new Set(['A', 'B']),
    });
  });

  it('is not taken back by an older file', async () => {
    await take([aRow({ timestamp: '2026-11-05T00:00:00Z' })]);
    await take([aRow()]);
    expect(await feed()).toMatchObject({ completeTo: Date.UTC(2026, 10, 5) });
  });

  it('is complete to where the importer says, a correction included', async () => {
    await take([aRow()], Date.UTC(2026, 10, 20));
    expect(await feed()).toMatchObject({ lastReceivedAt: NOW, completeTo: Date.UTC(2026, 10, 20) });
    await take([aRow()], Date.UTC(2026, 10, 10));
    expect(await feed()).toMatchObject({ completeTo: Date.UTC(2026, 10, 10) });
  });

  it('of a file without rows exists only when it is said to be complete', async () => {
    await take([]);
    expect(await feed()).toBeUndefined();
    await take([], AT);
    expect(await feed()).toMatchObject({ completeTo: AT });
  });
});
