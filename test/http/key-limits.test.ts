import { createKeyLimits } from '../../src/http/key-limits.ts';
import { createUsageEventRecorder } from '../../src/monitor/record-usage-events.ts';
import { aTrack, basic } from './ingest-server.ts';
import { ingestServers } from './dialects/servers.ts';

const servers = ingestServers();
afterEach(() => servers.closeAll());
const tracks = (from: number, count: number) => ({
  batch: Array.from({ length: count }, (_, at) => aTrack({ messageId: `m${from + at}` })),
});

describe('the limits of a key', () => {
  it('let ten seconds’ worth come at once, and say in how many seconds the next may', () => {
    const limits = createKeyLimits({ atATime: 9, eventsPerSecond: 100 });
    const kindAt = (now: number, events = 1) => limits.enter('key-1', events, now).kind;
    expect([kindAt(0, 999), kindAt(0, 401), kindAt(0)]).toEqual(['in', 'in', 'too_fast']);
    expect(limits.enter('key-1', 1, 1000)).toEqual({ kind: 'too_fast', retryAfterSeconds: 4 });
    expect([kindAt(4000), kindAt(4010)]).toEqual(['too_fast', 'in']);
  });

  it('give back what a key did not use, up to the ten seconds', () => {
    const limits = createKeyLimits({ atATime: 9, eventsPerSecond: 1 });
    limits.enter('key-1', 10, 0);
    expect(limits.enter('key-1', 1, 0).kind).toBe('too_fast');
    expect([limits.enter('key-1', 10, 3_600_000), limits.enter('key-1', 1, 3_600_000)].map(({ kind }) => kind)).toEqual(
      ['in', 'too_fast'],
    );
  });

  it('let in another request once one is stored', () => {
    const limits = createKeyLimits({ atATime: 1, eventsPerSecond: null });
    const first = limits.enter('key-1', 1, 0);
    expect(limits.enter('key-1', 1, 0)).toEqual({ kind: 'too_fast', retryAfterSeconds: 1 });
    expect(limits.enter('key-2', 1, 0).kind).toBe('in');
    if (first.kind === 'in') first.leave();
    expect(limits.enter('key-1', 1, 0).kind).toBe('in');
  });

  it('are answered 429 with Retry-After in whole seconds, and nothing of the request is kept', async () => {
    const ingest = await servers.start({ writeKeys: 'k-1,k-2', rate: { eventsPerSecond: 1 } });
    const send = (key: string, from: number) =>
      ingest.send('/v1/batch', JSON.stringify(tracks(from, 12)), { authorization: basic(key) });
    await send('k-1', 0);
    const tooFast = await send('k-1', 100);
    expect(tooFast).toMatchObject({ status: 429, body: { success: false, error: expect.stringContaining('3 s') } });
    expect(tooFast.headers.get('retry-after')).toBe('3');
    expect((await send('k-2', 200)).status).toBe(200);
    expect(await ingest.eventsOf('acme')).toHaveLength(24);
  });

  it('hold while the database is slow, and let go when it is done', async () => {
    const target = await servers.start();
    const record = createUsageEventRecorder(target.store);
    const [entered, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow = await servers.start({
      rate: { atATime: 1 },
      record: async (...batch) => {
        entered.resolve();
        await released.promise;
        return record(...batch);
      },
    });
    const first = slow.post('/v1/batch', tracks(0, 1));
    await entered.promise;
    expect((await slow.post('/v1/batch', tracks(1, 1))).status).toBe(429);
    released.resolve();
    expect((await first).status).toBe(200);
    expect((await slow.post('/v1/batch', tracks(1, 1))).status).toBe(200);
  });
});
