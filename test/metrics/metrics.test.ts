import { addDatabaseGauges, type GaugeDeps } from '../../src/metrics/database-gauges.ts';
import { createMeters, type Meters } from '../../src/metrics/meters.ts';
import type { Store } from '../../src/monitor/store.ts';
import { anAccount } from '../domain/builders.ts';
import { emptyStore } from '../monitor/store.ts';
import { aTask } from '../monitor/wall.ts';
import { aChange, aStanding, NOW } from '../storage/records.ts';
import { type Exposition, readExposition } from './exposition.ts';

let store: Store;
let meters: Meters;
beforeEach(async () => {
  store = await emptyStore();
  meters = createMeters('1.2.3', ['web']);
});
afterEach(() => store.close());

async function scraper(part: Partial<GaugeDeps> = {}): Promise<(now?: number) => Promise<Exposition>> {
  const update = addDatabaseGauges(meters.registry, {
    store,
    rateWindow: async () => null,
    busy: () => new Map(),
    hasWebhook: true,
    ...part,
  });
  return async (now = NOW) => {
    await update(now);
    return readExposition(await meters.registry.metrics());
  };
}

const fvm = ({ samples }: Exposition): Record<string, number> =>
  Object.fromEntries([...samples].filter(([name]) => name.startsWith('fvm_') && !name.startsWith('fvm_build_info')));

describe('the metrics', () => {
  it('say of each what it is, and name the version', async () => {
    const { help, types, samples } = await (await scraper())();
    expect([...types.keys()].filter((name) => (help.get(name) ?? '') === '')).toEqual([]);
    expect(samples.get(`fvm_build_info{version="1.2.3",node="${process.version}"}`)).toBe(1);
  });

  it('count what this process does', async () => {
    meters.delivered('comment', 'done');
    meters.delivered('comment', 'retried');
    meters.heard(503, NOW);
    meters.unusable();
    meters.heard(200, NOW + 1_000);
    meters.ingestAnswered(401);
    meters.ingested('key-1', { stored: 2, known: 0, refused: 1 });
    meters.ingested('key-1', { stored: 1, failed: 4 });
    meters.swept(0.5, NOW);
    expect(fvm(await (await scraper())())).toMatchObject({
      'fvm_clickup_writes_total{kind="comment",outcome="done"}': 1,
      'fvm_clickup_writes_total{kind="comment",outcome="retried"}': 1,
      'fvm_webhook_deliveries_total{status="200"}': 1,
      'fvm_webhook_deliveries_total{status="503"}': 1,
      fvm_webhook_unusable_total: 1,
      fvm_webhook_last_delivery_timestamp_seconds: NOW / 1_000 + 1,
      'fvm_ingest_requests_total{status="401"}': 1,
      'fvm_usage_events_total{source="key-1",outcome="stored"}': 3,
      'fvm_usage_events_total{source="key-1",outcome="refused"}': 1,
      'fvm_usage_events_total{source="key-1",outcome="failed"}': 4,
      fvm_sweep_seconds_sum: 0.5,
      fvm_sweep_seconds_count: 1,
      fvm_sweep_last_timestamp_seconds: NOW / 1_000,
    });
  });

  it('tell how old the oldest of what waits is, and leave out what is meant for later', async () => {
    await store.inbox.add([aChange({ key: 'k1' })], NOW - 9_000);
    await store.inbox.add([aChange({ key: 'k2' })], NOW - 4_000);
    await store.inbox.add([aChange({ key: 'k3' })], NOW - 2_000);
    await store.inbox.done('k1', NOW);
    await store.outbox.add([{ ...aTask, key: 'later', notBefore: NOW + 1 }], NOW - 60_000);
    await store.outbox.add([{ ...aTask, key: 'due', notBefore: NOW }], NOW - 30_000);
    expect(fvm(await (await scraper())())).toMatchObject({
      ...{ fvm_inbox_waiting: 2, fvm_inbox_oldest_seconds: 4 },
      ...{ fvm_writes_waiting: 2, fvm_writes_failing: 0, fvm_writes_oldest_seconds: 30 },
    });
  });

  it('count a write that failed, however often it was put off', async () => {
    await store.outbox.add([{ ...aTask, key: 'w1', notBefore: NOW - 90_000 }], NOW - 90_000);
    await store.outbox.claim(NOW, 1, 1);
    await store.outbox.retry({ key: 'w1', attempts: 1 }, NOW + 900_000, 'it is down', false);
    const scrape = await scraper();
    expect(fvm(await scrape())).toMatchObject({ fvm_writes_failing: 1, fvm_writes_oldest_seconds: 90 });
    await store.outbox.done('w1', {}, NOW);
    expect(fvm(await scrape())).toMatchObject({ fvm_writes_waiting: 0, fvm_writes_oldest_seconds: 0 });
  });

  it('tell what is left of the rate limit, all of it once the window is over', async () => {
    const scrape = await scraper({ rateWindow: async () => ({ limit: 100, remaining: 7, resetAt: NOW + 10_000 }) });
    expect(fvm(await scrape())).toMatchObject({ fvm_rate_limit: 100, fvm_rate_remaining: 7 });
    expect(fvm(await scrape(NOW + 10_000))).toMatchObject({ fvm_rate_remaining: 100 });
  });

  it('tell of the webhook only where there is one', async () => {
    const scrape = await scraper();
    expect(Object.keys(fvm(await scrape())).filter((name) => name.startsWith('fvm_webhook_active'))).toEqual([]);
    await store.meta.set('webhook.state', JSON.stringify({ status: 'suspended', failCount: 100, at: NOW }));
    expect(fvm(await scrape())).toMatchObject({ fvm_webhook_active: 0, fvm_webhook_failures: 100 });
    meters = createMeters('1.2.3', []);
    const polled = fvm(await (await scraper({ hasWebhook: false }))());
    expect(Object.keys(polled)).not.toContain('fvm_webhook_active');
  });

  it('count accounts by state, those that are gone left out, and no more than once a minute', async () => {
    for (const id of ['a', 'b', 'c']) {
      await store.accounts.put(anAccount({ key: id, taskId: `t-${id}`, accountId: id }), null, NOW);
      await store.standings.put([aStanding({ accountKey: id, state: id === 'a' ? 'blind' : 'on_track' })]);
    }
    await store.accounts.markGone('t-c', NOW);
    await store.events.addMember('u1', 'a', NOW);
    await store.events.addMember('u1', 'unheard-of', NOW);
    const scrape = await scraper();
    const first = {
      ...{ fvm_accounts: 2, 'fvm_accounts_by_state{state="blind"}': 1, 'fvm_accounts_by_state{state="on_track"}': 1 },
      ...{ 'fvm_group_ids{known="yes"}': 1, 'fvm_group_ids{known="no"}': 1 },
    };
    expect(fvm(await scrape())).toMatchObject(first);
    await store.accounts.markGone('t-a', NOW);
    expect(fvm(await scrape(NOW + 59_999))).toMatchObject(first);
    const later = fvm(await scrape(NOW + 60_000));
    expect(later).toMatchObject({ fvm_accounts: 1, 'fvm_accounts_by_state{state="on_track"}': 1 });
    expect(later).not.toHaveProperty('fvm_accounts_by_state{state="blind"}');
  });

  it('tell for how long each line of work has been at its round', async () => {
    const scrape = await scraper({ busy: () => new Map([['talk', 1_500]]) });
    expect(fvm(await scrape())).toMatchObject({ 'fvm_line_busy_seconds{line="talk"}': 1.5 });
  });
});
