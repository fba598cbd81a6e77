import { createHash } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { aTrack, basic, type IngestOptions, type IngestServer, KEY, NOW, startIngest } from './ingest-server.ts';

let ingest: IngestServer;
let running: IngestServer[] = [];
const start = async (options?: IngestOptions): Promise<IngestServer> => {
  const server = await startIngest(options);
  running.push(server);
  return server;
};
beforeEach(async () => {
  ingest = await start();
});
afterEach(async () => {
  for (const server of running) await server.close();
  running = [];
});

const one = JSON.stringify(aTrack());
/** Its base64 holds a + wherever it begins. */
const withPlus = JSON.stringify(aTrack({ properties: { text: '>>>>>>' } }));

describe('the door for usage events', () => {
  it('stores an event and says so after the commit', async () => {
    const answer = await ingest.post('/v1/batch', { batch: [aTrack()] });
    expect(answer).toMatchObject({ status: 200, body: { success: true, stored: 1, known: 0, refused: [] } });
    expect(await ingest.eventsOf('acme')).toEqual([
      expect.objectContaining({
        name: 'Task Completed',
        userId: 'u1',
        messageId: 'm1',
        at: Date.UTC(2026, 10, 22, 14, 38, 14, 352),
      }),
    ]);
  });

  it('keeps of the context only what says that an event does not count', async () => {
    const context = { ip: '1.2.3.4', environment: 'sandbox', impersonator: 'ops', traits: { email: 'c@ours.example' } };
    await ingest.post('/v1/batch', {
      batch: [
        aTrack({ properties: { size: 3 }, context: { ...context, groupId: 'acme' } }),
        aTrack({ messageId: 'm2', properties: { context: 'own' }, context: { ...context, groupId: 'acme' } }),
        aTrack({ messageId: 'm3', properties: {}, context: { ip: '1.2.3.4', groupId: 'acme' } }),
      ],
    });
    expect((await ingest.eventsOf('acme')).map(({ properties }) => properties)).toEqual([
      { size: 3, context: { environment: 'sandbox', impersonator: 'ops', email: 'c@ours.example' } },
      { context: 'own' },
      {},
    ]);
  });

  it('stores a batch that is sent twice once', async () => {
    const batch = { batch: [aTrack(), aTrack({ messageId: 'm2' }), { type: 'group', userId: 'u1', groupId: 'acme' }] };
    await ingest.post('/v1/batch', batch);
    expect((await ingest.post('/v1/batch', batch)).body).toMatchObject({ stored: 0, known: 3, refused: [] });
    expect(await ingest.eventsOf('acme')).toHaveLength(2);
  });

  it.each([
    ['the type is unknown', { type: 'purchase' }, 'type is unknown'],
    ['the event has no name', aTrack({ event: '  ' }), 'event is missing'],
    ['the name is too long', aTrack({ event: 'x'.repeat(201) }), 'longer than 200 characters'],
    ['the time is no time', aTrack({ timestamp: 'yesterday' }), '"yesterday" is no time'],
    ['the time has no zone', aTrack({ timestamp: '2026-11-22T14:38:14' }), 'has no time zone'],
    [
      'the time is far in the future',
      aTrack({ timestamp: '2026-11-24T14:40:00Z' }),
      'more than 24 hours in the future',
    ],
    ['it is no object', 'Task Completed', 'no JSON object'],
    ['its properties are a list', aTrack({ properties: [1] }), 'properties is no object'],
    ['a group call names no group', { type: 'group', userId: 'u1' }, 'groupId is missing'],
    ['an identify call names nobody', { type: 'identify', traits: {} }, 'userId is missing'],
    ['an alias call has no earlier id', { type: 'alias', userId: 'u1' }, 'previousId is missing'],
  ])('refuses one event of a batch and keeps the rest when %s', async (_case, bad, why) => {
    const { status, body } = await ingest.post('/v1/batch', { batch: [bad, aTrack({ messageId: 'good' })] });
    expect({ status, stored: body.stored, refused: body.refused }).toEqual({
      status: 200,
      stored: 1,
      refused: [{ index: 0, why: expect.stringContaining(why) }],
    });
  });

  it.each(['track', 'page', 'screen', 'identify', 'group', 'alias'])(
    'takes a single %s call on its own route',
    async (type) => {
      const call = { event: 'Task Completed', name: 'Board', userId: 'u1', groupId: 'acme', previousId: 'anon-1' };
      await ingest.post('/v1/group', { userId: 'anon-1', groupId: 'globex' });
      expect(await ingest.post(`/v1/${type}`, call)).toMatchObject({ status: 200, body: { stored: 1 } });
    },
  );

  it('names views after the page or the screen', async () => {
    await ingest.post('/v1/page', { userId: 'u1', name: 'Board', groupId: 'acme' });
    await ingest.post('/v1/screen', { userId: 'u1', groupId: 'acme' });
    expect((await ingest.eventsOf('acme')).map(({ name }) => name).sort()).toEqual([
      'Viewed Board Page',
      'Viewed Screen',
    ]);
  });

  it.each([
    ['an array', [aTrack()]],
    ['an events envelope', { events: [aTrack()] }],
  ])('takes %s', async (_case, body) => {
    expect((await ingest.post('/v1/track', body)).body.stored).toBe(1);
  });

  it('knows a source by its key without showing the key, and touches it for facts too', async () => {
    await ingest.post('/v1/identify', { userId: 'u1', traits: { email: 'ada@acme.example' } });
    await ingest.post('/v1/track', aTrack());
    expect(await ingest.store.events.sources()).toEqual([
      { name: 'key-04c0218b', lastReceivedAt: NOW, completeTo: null, eventNames: new Set(['Task Completed']) },
    ]);
  });

  it('tells nothing to a source whose calls are all unusable', async () => {
    await ingest.post('/v1/batch', { batch: [{}, null] });
    expect(await ingest.store.events.sources()).toEqual([]);
  });

  it('leaves prototypes alone', async () => {
    const call =
      '{"__proto__":{"polluted":1},"type":"track","event":"A","context":{"groupId":"acme"},"properties":{"__proto__":{"polluted":1}}}';
    expect((await ingest.send('/v1/track', call)).body.stored).toBe(1);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    const account = '{"type":"track","event":"B","__proto__":{"groupId":"globex"},"constructor":{"groupId":"globex"}}';
    expect((await ingest.send('/v1/track', account)).body.stored).toBe(1);
    expect(await ingest.eventsOf('globex')).toEqual([]);
  });
});

describe('write keys', () => {
  it.each([
    ['Basic user name', { authorization: basic(KEY) }, one],
    ['Bearer token', { authorization: `Bearer ${KEY}` }, one],
    ['X-Write-Key', { 'x-write-key': KEY }, one],
    ['writeKey in the body', {}, JSON.stringify({ ...aTrack(), writeKey: KEY })],
  ])('are taken as %s', async (_case, headers: Record<string, string>, body) => {
    expect((await ingest.send('/v1/track', body, headers)).status).toBe(200);
  });

  it.each([
    ['there is none', {}, one],
    ['it is wrong in the header', { authorization: basic('other') }, JSON.stringify({ ...aTrack(), writeKey: KEY })],
    ['it is wrong in the body', {}, JSON.stringify({ ...aTrack(), writeKey: `${KEY}:***` })],
    ['it is only the beginning of one', { 'x-write-key': KEY.slice(0, -1) }, one],
  ])('are refused with 401 when %s', async (_case, headers: Record<string, string>, body) => {
    expect(await ingest.send('/v1/track', body, headers)).toMatchObject({
      status: 401,
      body: { success: false, error: expect.stringContaining('write key') },
    });
    expect(await ingest.eventsOf('acme')).toEqual([]);
  });

  it('of one name are one source, so that a key can be changed without a gap', async () => {
    const digest = createHash('sha256').update('third').digest('hex');
    const ingest = await start({ writeKeys: `${KEY},key-04c0218b=second, key-04c0218b=sha256:${digest},web=YWI=` });
    const send = (key: string, messageId: string) =>
      ingest.send('/v1/track', JSON.stringify(aTrack({ messageId })), { authorization: `Bearer ${key}` });
    for (const key of [KEY, 'second', 'third']) expect((await send(key, 'm-1')).status).toBe(200);
    expect((await ingest.eventsOf('acme')).length).toBe(1);
    expect((await ingest.store.events.sources()).map(({ name }) => name)).toEqual(['key-04c0218b']);
    expect((await send('YWI=', 'm-2')).status).toBe(200);
    expect((await ingest.store.events.sources()).map(({ name }) => name).toSorted()).toEqual(['key-04c0218b', 'web']);
    for (const none of [digest, `sha256:${digest}`, 'key-04c0218b=second', 'web'])
      expect((await send(none, 'm-3')).status).toBe(401);
  });

  it('that are not configured close every route, naming the setting', async () => {
    const closed = await start({ writeKeys: '' });
    for (const path of ['batch', 'track', 'identify', 'group', 'page', 'screen', 'alias']) {
      const answer = await closed.send(`/v1/${path}`, one);
      expect(answer).toMatchObject({
        status: 503,
        body: { success: false, error: expect.stringContaining('INGEST_WRITE_KEYS') },
      });
    }
  });
});

describe('bodies', () => {
  const FORM = { authorization: basic(KEY), 'content-type': 'application/x-www-form-urlencoded' };

  it.each([
    ['gzip under a form content type', gzipSync(one), { ...FORM, 'content-encoding': 'gzip' }],
    ['gzip that no header announces', gzipSync(one), FORM],
    ['deflate', deflateSync(one), { ...FORM, 'content-encoding': 'deflate' }],
    ['plain text with a byte order mark', `\uFEFF${one}`, { ...FORM, 'content-type': 'text/plain' }],
    ['a form of base64 that is not percent-encoded', `data=${Buffer.from(withPlus).toString('base64')}&ip=0`, FORM],
    ['a form of JSON', `ip=0&data=${encodeURIComponent(one)}`, FORM],
  ])('are read as %s', async (_case, body, headers) => {
    expect((await ingest.send('/v1/track', body, headers)).body).toMatchObject({ stored: 1 });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"event":'],
    ['no object', '42'],
    ['not UTF-8', Uint8Array.from([0x7b, 0x22, 0xe9, 0x22, 0x7d])],
    ['broken gzip', Uint8Array.from([0x1f, 0x8b, 8, 0, 1, 2, 3])],
  ])('that are %s get 400', async (_case, body) => {
    expect(await ingest.send('/v1/batch', body)).toMatchObject({
      status: 400,
      body: { success: false, error: expect.any(String) },
    });
  });

  it('in an encoding that they are not in, or that nobody knows, are refused', async () => {
    const send = (encoding: string) =>
      ingest.send('/v1/track', one, { authorization: basic(KEY), 'content-encoding': encoding });
    expect((await send('gzip')).status).toBe(400);
    expect((await send('compress')).status).toBe(415);
  });

  const aBomb = () => gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
  it.each([
    ['announced', { authorization: basic(KEY), 'content-encoding': 'gzip' }],
    ['hidden', { authorization: basic(KEY) }],
  ])('that inflate without end are given up with 413 when %s', async (_case, headers) => {
    expect((await ingest.send('/v1/batch', new Uint8Array(aBomb()), headers)).status).toBe(413);
  });

  it('above 500 kB get 400, far above 413', async () => {
    expect((await ingest.send('/v1/batch', `[${' '.repeat(501 * 1024)}]`)).status).toBe(400);
    expect((await ingest.send('/v1/batch', `[${' '.repeat(5 * 1024 * 1024)}]`)).status).toBe(413);
  });

  it('with one event above 32 kB get 400 while the other events are kept', async () => {
    const large = aTrack({ messageId: 'large', properties: { text: 'é'.repeat(17_000) } });
    const { status, body } = await ingest.post('/v1/batch', { batch: [large, aTrack()] });
    expect({ status, ...body }).toMatchObject({
      status: 400,
      success: false,
      stored: 1,
      refused: [{ index: 0, why: 'the event is larger than 32 kB' }],
    });
    expect(await ingest.eventsOf('acme')).toHaveLength(1);
  });

  it('nested without end refuse that event only', async () => {
    const deep = `{"type":"track","event":"A","properties":{"a":${'['.repeat(9_000)}${']'.repeat(9_000)}}}`;
    expect((await ingest.send('/v1/batch', `[${deep},${one}]`)).body).toMatchObject({
      stored: 1,
      refused: [{ index: 0, why: 'the event is nested too deeply' }],
    });
  });
});

describe('a database that fails', () => {
  it('is answered with 503 and Retry-After, and logged', async () => {
    const failing = await start({ record: () => Promise.reject(new Error('disk full')) });
    const answer = await failing.post('/v1/track', aTrack());
    expect(answer).toMatchObject({ status: 503, body: { success: false } });
    expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(answer.body.error).not.toContain('disk full');
    expect(failing.errors).toHaveLength(1);
  });
});
