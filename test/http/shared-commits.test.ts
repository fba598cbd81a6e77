import { createUsageEventRecorder } from '../../src/monitor/record-usage-events.ts';
import type { Store } from '../../src/monitor/store.ts';
import { createStore } from '../../src/storage/store.ts';
import { type Answer, aTrack, type IngestServer, KEY, NOW, startIngest } from './ingest-server.ts';
import { inMemory } from '../storage/in-memory.ts';

/** What may go wrong with the transactions of the next requests. */
interface Trouble {
  /** An event with this id cannot be kept, whatever else is in its transaction. */
  badId: string | null;
  commitFails: boolean;
  beginFails: boolean;
}

let store: Store;
let server: IngestServer;
let trouble: Trouble;
let commits: number;
let begun: number;
/** Holds the first transaction until the others have come in, so that they are one group. */
let gate: PromiseWithResolvers<void>;

beforeEach(async () => {
  const database = await inMemory();
  store = createStore(database.db);
  trouble = { badId: null, commitFails: false, beginFails: false };
  commits = 0;
  begun = 0;
  gate = Promise.withResolvers();
  server = await startIngest({ record: createUsageEventRecorder({ transaction }) });
});
afterEach(async () => {
  await server.close();
  await store.close();
});

const transaction: Store['transaction'] = async (work) => {
  await gate.promise;
  begun += 1;
  if (trouble.beginFails) throw new Error('database is locked');
  const done = await store.transaction(async (inside) => {
    const outcome = await work({ ...inside, events: { ...inside.events, append: (events) => append(inside, events) } });
    if (trouble.commitFails) throw new Error('disk full');
    return outcome;
  });
  commits += 1;
  return done;
};
const append: (inside: Store, ...given: Parameters<Store['events']['append']>) => Promise<number> = (
  { events },
  received,
) => {
  if (received.some(({ messageId }) => messageId === trouble.badId)) throw new Error('a row that no table takes');
  return events.append(received);
};

const post = (call: Record<string, unknown>): Promise<Answer> => server.post('/v1/track', { ...call, writeKey: KEY });

/** The first request waits in its transaction while the others arrive; then all go on. */
async function together(calls: readonly Record<string, unknown>[]): Promise<readonly Answer[]> {
  const answers = calls.map(post);
  while (arrived() < calls.length) await new Promise((resolve) => setImmediate(resolve));
  gate.resolve();
  return Promise.all(answers);
}
const arrived = (): number => server.reached();

const idsOf = async (): Promise<readonly string[]> =>
  (await store.events.ofAccounts(['acme'], NOW)).get('acme')?.map(({ messageId }) => messageId) ?? [];
const statuses = (answers: readonly Answer[]): readonly number[] => answers.map(({ status }) => status);
const CALLS = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'].map((messageId) => aTrack({ messageId }));

describe('requests that come in together', () => {
  it('share commits, and each hears of its own events', async () => {
    const answers = await together([...CALLS, aTrack({ messageId: 'm6' })]);
    expect(answers.map(({ body }) => body.stored).sort()).toEqual([0, 1, 1, 1, 1, 1, 1]);
    expect(commits).toBe(2);
    expect([...(await idsOf())].sort()).toEqual(['m1', 'm2', 'm3', 'm4', 'm5', 'm6']);
  });

  it('fail alone where one of them cannot be kept', async () => {
    trouble.badId = 'm4';
    const answers = await together(CALLS);
    expect(statuses(answers)).toEqual([200, 200, 200, 503, 200, 200]);
    expect(answers[3]?.headers.get('retry-after')).toBe('5');
    expect([...(await idsOf())].sort()).toEqual(['m1', 'm2', 'm3', 'm5', 'm6']);
  });

  it.each(['commitFails', 'beginFails'] as const)(
    'are all told to come again when the transaction fails: %s',
    async (what) => {
      trouble[what] = true;
      expect(new Set(statuses(await together(CALLS)))).toEqual(new Set([503]));
      expect(await idsOf()).toEqual([]);
      expect(begun).toBe(2);
      trouble[what] = false;
      const again = await Promise.all(CALLS.map(post));
      expect(again.map(({ body }) => body.stored)).toEqual([1, 1, 1, 1, 1, 1]);
    },
  );

  it('are kept in the order in which they came, so that one may explain the other', async () => {
    const calls = [
      aTrack({ messageId: 'before', context: {} }),
      { type: 'group', userId: 'u1', groupId: 'acme', timestamp: '2026-11-22T14:00:00.000Z' },
      aTrack({ messageId: 'after', context: {} }),
    ];
    const sent: Promise<Answer>[] = [];
    for (const [index, call] of calls.entries()) {
      sent.push(server.post(call.type === 'group' ? '/v1/group' : '/v1/track', { ...call, writeKey: KEY }));
      while (arrived() <= index) await new Promise((resolve) => setImmediate(resolve));
    }
    gate.resolve();
    expect(statuses(await Promise.all(sent))).toEqual([200, 200, 200]);
    expect([...(await idsOf())].sort()).toEqual(['after', 'before']);
  });
});
