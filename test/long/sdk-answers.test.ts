import { createInstance } from '@amplitude/analytics-node';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import { PostHog } from 'posthog-node';
import { type FaultProxy, startFaultProxy } from '../http/fault-proxy.ts';
import { type IngestOptions, type IngestServer, KEY } from '../http/ingest-server.ts';
import { ingestServers } from '../http/dialects/servers.ts';

/** What the real SDKs make of our answers: whether they go on, tell their caller, or send again. */

const servers = ingestServers();
let ingest: IngestServer;
/** Counts the requests. */
let proxy: FaultProxy;
const serve = async (options: IngestOptions = {}): Promise<void> => {
  ingest = await servers.start({ now: Date.now, ...options });
  const restart = () => Promise.reject(new Error('nothing is restarted here'));
  proxy = await startFaultProxy({ target: () => ingest.url, faults: new Map(), restart });
};
afterEach(async () => {
  await proxy.close();
  await servers.closeAll();
});
const requests = () => proxy.seen.get('passed') ?? 0;
const storedFor = async (accountId: string) => (await ingest.eventsOf(accountId)).length;
const FAR_FUTURE = Date.now() + 3 * 86_400_000;

const segment = (writeKey: string) => new Analytics({ writeKey, host: proxy.url, maxRetries: 5 });
const trackWith = (analytics: Analytics, count: number): void => {
  for (let n = 0; n < count; n += 1)
    analytics.track({ userId: 'u1', event: 'Task Completed', context: { groupId: 'acme' } });
};
const amplitude = async (key: string) => {
  const client = createInstance();
  const serverUrl = `${proxy.url}/2/httpapi`;
  await client.init(key, { serverUrl, flushIntervalMillis: 50, logLevel: 0 }).promise;
  const track = (time: number) =>
    client.track('Task Completed', {}, { user_id: 'u1', time, groups: { company: 'acme' } }).promise;
  return track;
};
const posthog = (key: string, mode: 'v0' | 'v1', options: Record<string, unknown> = {}) => {
  const before = process.env.POSTHOG_CAPTURE_MODE;
  process.env.POSTHOG_CAPTURE_MODE = mode;
  const client = new PostHog(key, { host: proxy.url, maxQueueSize: 10_000, ...options });
  process.env.POSTHOG_CAPTURE_MODE = before;
  const errors: unknown[] = [];
  client.on('error', (error: unknown) => errors.push(error));
  const capture = (properties: Record<string, unknown> = {}, timestamp = new Date()) =>
    client.capture({ distinctId: 'u1', event: 'Task Completed', groups: { company: 'acme' }, properties, timestamp });
  return { client, errors, capture };
};

describe('a wrong key is told to the caller after one request', () => {
  beforeEach(() => serve());

  it('by Segment’s SDK', async () => {
    const analytics = segment('other');
    const failures: unknown[] = [];
    analytics.on('error', (failure) => failures.push(failure));
    trackWith(analytics, 1);
    await analytics.flush({ close: true });
    expect([failures.length, requests()]).toEqual([1, 1]);
  });

  it('by RudderStack’s SDK', async () => {
    const told = await new Promise((resolve) => {
      const options = { dataPlaneUrl: proxy.url, logLevel: 'none' as const, errorHandler: resolve };
      new RudderAnalytics('other', options).track({ userId: 'u1', event: 'Task Completed' });
    });
    expect(told).toMatchObject({ response: { status: 401 } });
    expect(requests()).toBe(1);
  });

  it('by Amplitude’s SDK', async () => {
    const result = await (await amplitude('other'))(Date.now());
    expect(result).toMatchObject({ code: 401, message: expect.stringMatching(/^Invalid API key/) });
    expect(requests()).toBe(1);
  });

  it.each(['v0', 'v1'] as const)('by PostHog’s SDK in mode %s', async (mode) => {
    const { client, errors, capture } = posthog('other', mode);
    capture();
    await client.shutdown();
    expect(errors.length).toBeGreaterThan(0);
    expect(requests()).toBe(1);
  });
});

describe('an event that cannot be used', () => {
  beforeEach(() => serve());

  it('is dropped by Amplitude’s SDK and named to its caller, while the others of its batch are stored', async () => {
    const track = await amplitude(KEY);
    const results = await Promise.all([Date.now(), FAR_FUTURE, Date.now()].map(track));
    expect(results.map(({ code }) => code)).toEqual([200, 400, 200]);
    expect([await storedFor('acme'), requests()]).toEqual([2, 2]);
  });

  it('is reported as dropped, with the reason, by PostHog’s SDK in its newer mode', async () => {
    const { client, errors, capture } = posthog(KEY, 'v1');
    capture();
    capture({}, new Date(FAR_FUTURE));
    await client.shutdown();
    expect(errors).toEqual([
      expect.objectContaining({
        drops: [{ uuid: expect.any(String), details: expect.stringContaining('in the future') }],
      }),
    ]);
    expect([await storedFor('acme'), requests()]).toEqual([1, 1]);
  });
});

describe('a batch that is too large', () => {
  it('is split by PostHog’s SDK until it fits', async () => {
    await serve();
    const { client, errors, capture } = posthog(KEY, 'v0', { flushAt: 150, maxBatchSize: 150 });
    for (let n = 0; n < 150; n += 1) capture({ text: 'x'.repeat(31_000) });
    await client.shutdown();
    expect(errors).toEqual([]);
    expect([await storedFor('acme'), requests()]).toEqual([150, 3]);
  });
});

describe('events that come too fast', () => {
  const EVENTS = 100;
  const BATCH = 20;
  /** Fifty may come at once, so the fourth batch waits three seconds, which is longer than some SDK would by itself. */
  beforeEach(() => serve({ rate: { eventsPerSecond: 5 } }));

  it('all arrive from Segment’s SDK, which waits as long as it is told', async () => {
    const analytics = segment(KEY);
    trackWith(analytics, EVENTS);
    await analytics.flush({ close: true, timeout: 50_000 });
    expect(await storedFor('acme')).toBe(EVENTS);
    expect(requests()).toBeGreaterThan(Math.ceil(EVENTS / 15));
  }, 60_000);

  it('all arrive from RudderStack’s SDK, which does too', async () => {
    const analytics = new RudderAnalytics(KEY, { dataPlaneUrl: proxy.url, logLevel: 'none' });
    for (let n = 0; n < EVENTS; n += 1) {
      analytics.track({ userId: 'u1', event: 'Task Completed', context: { groupId: 'acme' } });
      if (n % BATCH === 0) await analytics.flush();
    }
    for (let batch = 0; batch < 2; batch += 1) await analytics.flush();
    expect(await storedFor('acme')).toBe(EVENTS);
    expect(requests()).toBeGreaterThan(EVENTS / BATCH + 1);
  }, 60_000);

  it('all arrive from PostHog’s SDK in its newer mode, which does too', async () => {
    const { client, errors, capture } = posthog(KEY, 'v1', { maxBatchSize: BATCH, flushAt: BATCH });
    for (let n = 0; n < EVENTS; n += 1) capture();
    await client.shutdown(50_000);
    expect(errors).toEqual([]);
    expect(await storedFor('acme')).toBe(EVENTS);
    expect(requests()).toBeGreaterThan(EVENTS / BATCH);
  }, 60_000);
});
