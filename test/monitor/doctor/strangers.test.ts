import type { UsageCall } from '../../../src/domain/event-call.ts';
import { checkStrangers } from '../../../src/monitor/doctor/strangers.ts';
import { createUsageEventRecorder } from '../../../src/monitor/record-usage-events.ts';
import type { Store } from '../../../src/monitor/store.ts';
import { anAccount } from '../../http/ingest-server.ts';
import { emptyStore } from '../store.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 40);
const times = { timestamp: NOW, sentAt: null };
const NO_HINTS = { groupId: null, traitAccountId: null, email: null, propertyAccountId: null };

let store: Store;
beforeEach(async () => {
  store = await emptyStore();
  for (const [accountId, name] of [
    ['altair', 'Altair Freight GmbH'],
    ['CUST-0042', 'Deneb Optics'],
    ['capella', 'Capella Music'],
  ] as const)
    await store.accounts.put(anAccount({ accountId, name }), null, NOW);
});
afterEach(() => store.close());

let messages = 0;
const event = (userId: string | null, groupId: string | null = null): UsageCall => {
  messages += 1;
  const hints = { ...NO_HINTS, groupId };
  const who = { userId, anonymousId: null };
  return { kind: 'event', index: 0, times, messageId: `m${messages}`, name: 'A', ...who, properties: {}, hints };
};
const identify = (userId: string, email: string): UsageCall => ({
  kind: 'identify',
  index: 0,
  times,
  userId,
  anonymousId: null,
  traits: {},
  hints: { ...NO_HINTS, email },
});
const examine = async (...calls: readonly UsageCall[]) => {
  await createUsageEventRecorder(store)(calls, 'key-1', NOW);
  return checkStrangers({ store }, NOW);
};

describe('doctor on ids and people that belong to no account', () => {
  it('finds the account of an id that was written another way', async () => {
    const [finding, ...others] = await examine(event('u1', 'altair-production'), event('u2', 'altair-production'));
    expect(others).toEqual([]);
    expect(finding).toEqual({
      check: 'account id sent',
      state: 'warning',
      says: 'the product sends altair-production, 2 events, which is no account’s Account ID; likely “Altair Freight GmbH”, whose Account ID says altair: they share a name',
      wayOut: 'write altair-production into the Account ID field of “Altair Freight GmbH”',
    });
  });

  it('finds it by what the product calls the account', async () => {
    const named: UsageCall = { kind: 'account', index: 0, times, accountId: '81723', accountName: 'Deneb Optics Ltd' };
    expect((await examine(named, event('u1', '81723')))[0]?.says).toContain(
      '81723 (“Deneb Optics Ltd”), 1 event, which is no account’s Account ID; likely “Deneb Optics”, whose Account ID says CUST-0042',
    );
  });

  it('finds it by the addresses of its people', async () => {
    const group: UsageCall = { kind: 'group', index: 0, times, userId: 'u1', accountId: '7', accountName: null };
    expect((await examine(identify('u1', 'ida@capella.example'), group))[0]?.says).toContain('likely “Capella Music”');
  });

  it('says so when nothing resembles an id, and shows those with most events', async () => {
    const calls = ['q', 'w', 'e', 'r', 't', 'y'].flatMap((letter, at) =>
      Array.from({ length: at + 1 }, () => event('u1', `${letter}-123`)),
    );
    const findings = await examine(...calls);
    expect(findings.map(({ says }) => says.split(',')[0])).toEqual(
      ['y', 't', 'r', 'e', 'w'].map((letter) => `the product sends ${letter}-123`),
    );
    expect(findings[0]?.says).not.toContain('likely');
  });

  it('tells of people without an account, those who likely belong together in one line', async () => {
    const findings = await examine(
      identify('u1', 'ida@altair.example'),
      identify('u2', 'ole@altair.example'),
      event('u1'),
      event('u2'),
      event('u2'),
      event(null),
    );
    expect(findings).toEqual([
      expect.objectContaining({
        check: 'unjoined',
        says: '3 events of ole@altair.example, ida@altair.example name no account; likely of “Altair Freight GmbH”: their addresses name that company',
        wayOut: 'write altair.example into the Email domains field of “Altair Freight GmbH”',
      }),
      expect.objectContaining({ says: '1 event of nobody named name no account' }),
    ]);
  });

  it('has nothing to say when every event belongs to an account', async () => {
    expect(await examine(event('u1', 'altair'))).toEqual([
      expect.objectContaining({ state: 'ok', says: 'every event belongs to an account' }),
    ]);
  });
});
