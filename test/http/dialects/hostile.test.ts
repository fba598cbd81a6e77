import fc from 'fast-check';
import { type Answer, type IngestServer, KEY } from '../ingest-server.ts';
import { ingestServers } from './servers.ts';
import { tries } from '../../hostile/tries.ts';

const servers = ingestServers();
let ingest: IngestServer;
beforeAll(async () => {
  ingest = await servers.start();
});
afterAll(() => servers.closeAll());

/** Text that databases choke on, numbers that are no times, lists where objects belong; and now and then what is right. */
const odd = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.jsonValue());
const bag = fc.oneof(
  fc.dictionary(
    fc.constantFrom(
      '$set',
      '$set_once',
      '$setOnce',
      '$groups',
      '$group_key',
      '$group_type',
      '$group_set',
      'company',
      'alias',
      'email',
      '$anon_distinct_id',
      '__proto__',
      'constructor',
      'token',
      'name',
    ),
    fc.oneof(odd, fc.dictionary(fc.constantFrom('company', 'email', 'name', '__proto__'), odd)),
  ),
  odd,
);
const event = (names: readonly string[], fields: readonly string[]) =>
  fc.record(
    {
      ...Object.fromEntries(fields.map((field) => [field, odd])),
      event: fc.oneof(fc.constantFrom(...names), odd),
      event_type: fc.oneof(fc.constantFrom(...names), odd),
      properties: bag,
      event_properties: bag,
      user_properties: bag,
      group_properties: bag,
      groups: bag,
    },
    { requiredKeys: [] },
  );

const POSTHOG = event(
  ['$identify', '$set', '$create_alias', '$groupidentify', '$pageview', 'Task Completed'],
  ['uuid', 'distinct_id', 'timestamp', 'offset', 'options', '$set'],
);
const AMPLITUDE = event(
  ['$identify', '$groupidentify', 'Task Completed'],
  ['insert_id', 'user_id', 'device_id', 'time', 'session_id'],
);
const bearer = { authorization: `Bearer ${KEY}` };
const send = (path: string, body: unknown): Promise<Answer> => ingest.send(path, JSON.stringify(body), bearer);

describe.each([
  ['/batch/', POSTHOG, (items: readonly unknown[]) => ({ batch: items, sent_at: items[0] })],
  ['/i/v1/analytics/events', POSTHOG, (items: readonly unknown[]) => ({ batch: items, created_at: items[0] })],
  ['/2/httpapi', AMPLITUDE, (items: readonly unknown[]) => ({ events: items, client_upload_time: items[0] })],
])('whatever is sent to %s', (path, item, envelope) => {
  it('is never answered with a failure of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), item, fc.array(item)), async (body) => {
        expect((await send(path, body)).status).toBeLessThan(500);
      }),
      tries(100),
    );
  });

  it('ends in exactly one of stored, known and refused, and so does its repetition', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(item, fc.jsonValue()), { maxLength: 6 }), async (items) => {
        const once = (await send(path, envelope(items))).body;
        const again = (await send(path, envelope(items))).body;
        const countOf = ({ stored = 0, known = 0, refused = [] }: Answer['body']) => stored + known + refused.length;
        expect([countOf(once), countOf(again)]).toEqual([items.length, items.length]);
        expect(again.refused).toEqual(once.refused);
      }),
      tries(100),
    );
  });

  it('as bytes is answered 400, 401 or 413, or read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('', 'gzip', 'deflate'),
        async (bytes, coding) => {
          const headers = coding === '' ? bearer : { ...bearer, 'content-encoding': coding };
          expect([200, 400, 401, 413]).toContain((await ingest.send(path, new Uint8Array(bytes), headers)).status);
        },
      ),
      tries(60),
    );
  });

  it('in nests without end refuses that event only', async () => {
    const deep = `{"event":"A","event_type":"A","properties":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`;
    const good = `{"event":"A","event_type":"A","uuid":"${path}","insert_id":"${path}","distinct_id":"u"}`;
    const body = path === '/2/httpapi' ? `{"events":[${deep},${good}]}` : `{"batch":[${deep},${good}]}`;
    expect((await ingest.send(path, body, bearer)).body).toMatchObject({ stored: 1, refused: [{ index: 0 }] });
  });

  it('reaches no prototype', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
