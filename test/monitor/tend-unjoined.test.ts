import type { UsageCall } from '../../src/domain/event-call.ts';
import { createUsageEventRecorder } from '../../src/monitor/record-usage-events.ts';
import type { Store } from '../../src/monitor/store.ts';
import { tendUnjoined } from '../../src/monitor/tend-unjoined.ts';
import { anAccount } from '../http/ingest-server.ts';
import { emptyStore } from './store.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 40);
const DAY = 86_400_000;
const NO_HINTS = { groupId: null, traitAccountId: null, email: null, propertyAccountId: null };

let store: Store;
beforeEach(async () => {
  store = await emptyStore();
});
afterEach(() => store.close());

const base = { index: 0, times: { timestamp: NOW - 40 * DAY, sentAt: null }, anonymousId: null };
const event = (messageId: string): UsageCall => ({
  ...base,
  kind: 'event',
  messageId,
  name: 'A',
  userId: 'u1',
  properties: {},
  hints: NO_HINTS,
});
const known: UsageCall = {
  ...base,
  kind: 'identify',
  userId: 'u1',
  traits: {},
  hints: { ...NO_HINTS, email: 'ida@altair.example' },
};
const record = (calls: readonly UsageCall[], at: number) => createUsageEventRecorder(store)(calls, 'key-1', at);
const counts = async () => ({
  joined: ((await store.events.ofAccounts(['altair'], NOW)).get('altair') ?? []).length,
  ...(await store.events.unjoinedCount(0)),
});

describe('unjoined events', () => {
  it('go to the account that lists their user’s domain later', async () => {
    await record([known, event('m1')], NOW - DAY);
    await store.accounts.put(anAccount({ accountId: 'altair', domains: ['altair.example'] }), null, NOW);
    await tendUnjoined(store, NOW);
    expect(await counts()).toEqual({ joined: 1, unjoined: 0, total: 1 });
    expect((await store.events.peopleOf(['altair'])).get('altair')?.users.has('u1')).toBe(true);
  });

  it('are looked through to the last one, however many strangers sent more, a bounded number at a time', async () => {
    const calls = (userId: string, email: string): readonly UsageCall[] => [
      { ...known, userId, hints: { ...NO_HINTS, email } } as UsageCall,
      { ...event(`${userId}-1`), userId } as UsageCall,
    ];
    for (let nth = 0; nth < 9; nth += 1) {
      const company = [3, 6, 7].includes(nth) ? 'altair' : 'nobody';
      await record(calls(`u${nth}`, `ida@${company}.example`), NOW - DAY);
    }
    await store.accounts.put(anAccount({ accountId: 'altair', domains: ['altair.example'] }), null, NOW);
    const joined: number[] = [];
    for (let pass = 0; pass < 6; pass += 1) {
      await tendUnjoined(store, NOW, { lookedAt: 2, joined: 1 });
      joined.push((await counts()).joined);
    }
    // Up to u1, u3, u5, u6 (u7 would be one too many), u7, and to the end; then from the beginning again.
    expect(joined).toEqual([0, 1, 1, 2, 3, 3]);
    await record(calls('u0', 'ida@altair.example'), NOW - DAY);
    await tendUnjoined(store, NOW, { lookedAt: 2, joined: 1 });
    expect((await counts()).joined).toBe(4);
  });

  it('are forgotten after 30 days, by their receipt, and nothing else is', async () => {
    await record([event('old')], NOW - 30 * DAY - 1);
    await record([event('young')], NOW - 30 * DAY);
    await store.accounts.put(anAccount({ accountId: 'altair' }), null, NOW);
    await record(
      [{ ...event('joined'), userId: 'u2', hints: { ...NO_HINTS, groupId: 'altair' } } as UsageCall],
      NOW - 31 * DAY,
    );
    await tendUnjoined(store, NOW);
    expect(await counts()).toEqual({ joined: 1, unjoined: 1, total: 2 });
  });
});
