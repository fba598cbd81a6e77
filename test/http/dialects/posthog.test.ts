import { gzipSync } from 'node:zlib';
import { KEY, NOW } from '../ingest-server.ts';
import { freshServers } from './servers.ts';

const servers = freshServers();

let made = 0;
const anEvent = (given: Record<string, unknown> = {}): Record<string, unknown> => {
  made += 1;
  return {
    event: 'Report Shared',
    uuid: `01a203b1-8557-70ac-b1b2-${String(made).padStart(12, '0')}`,
    distinct_id: 'u-olga',
    timestamp: '2026-11-22T14:38:15.382Z',
    properties: { report: 'r7', $groups: { company: 'initech' }, $lib: 'posthog-node', $is_server: true },
    ...given,
  };
};
const system = (event: string, properties: Record<string, unknown>, distinct_id = 'u-olga') =>
  anEvent({ event, properties, distinct_id });
const post = (batch: readonly unknown[], envelope: Record<string, unknown> = {}) =>
  servers.ingest.send('/batch/', JSON.stringify({ api_key: KEY, batch, ...envelope }), {});
const BEARER = { authorization: `Bearer ${KEY}` };
const postV1 = (batch: readonly unknown[], headers: Record<string, string> = {}) =>
  servers.ingest.send('/i/v1/analytics/events', JSON.stringify({ created_at: '2026-11-22T14:39:00Z', batch }), {
    ...BEARER,
    ...headers,
  });
const membersOf = async (accountId: string) => [
  ...((await servers.ingest.store.events.peopleOf([accountId])).get(accountId)?.users.keys() ?? []),
];
const countOf = async (accountId: string) => (await servers.ingest.eventsOf(accountId)).length;

describe('the door for PostHog’s SDKs', () => {
  it('stores a batch, without what the SDK adds on its own', async () => {
    const event = anEvent();
    expect(await post([event])).toMatchObject({ status: 200, body: { status: 1, stored: 1, known: 0, refused: [] } });
    expect(await servers.ingest.eventsOf('initech')).toEqual([
      expect.objectContaining({
        name: 'Report Shared',
        userId: 'u-olga',
        messageId: event.uuid,
        at: Date.UTC(2026, 10, 22, 14, 38, 15, 382),
        properties: { report: 'r7' },
      }),
    ]);
  });

  it.each(['/batch/', '/batch', '/capture/', '/e/', '/i/v0/e/', '/e/?compression=gzip-js&ip=0&_=1'])(
    'takes one event, a list and a batch at %s',
    async (path) => {
      const send = (body: unknown) => servers.ingest.send(path, JSON.stringify(body), {});
      expect((await send({ api_key: KEY, ...anEvent() })).body.stored).toBe(1);
      expect((await send({ token: KEY, batch: [anEvent(), anEvent()] })).body.stored).toBe(2);
      const inBrowser = anEvent({ properties: { token: KEY, distinct_id: 'u-olga' }, distinct_id: undefined });
      expect((await send([inBrowser])).body.stored).toBe(1);
    },
  );

  it('stores a batch that is sent twice once', async () => {
    const batch = [anEvent(), anEvent()];
    await post(batch);
    expect((await post(batch)).body).toMatchObject({ stored: 0, known: 2 });
    expect(await countOf('initech')).toBe(2);
  });

  it('reads what a browser packs: gzip by name or unannounced, a form of base64', async () => {
    const body = () => JSON.stringify([anEvent({ properties: { token: KEY, $groups: { company: 'initech' } } })]);
    const plain = { 'content-type': 'text/plain' };
    await servers.ingest.send('/e/?compression=gzip-js', new Uint8Array(gzipSync(body())), plain);
    await servers.ingest.send('/batch/', new Uint8Array(gzipSync(body())), { 'content-encoding': 'gzip' });
    await servers.ingest.send('/e/', `data=${encodeURIComponent(Buffer.from(body()).toString('base64'))}`, plain);
    expect(await countOf('initech')).toBe(3);
  });

  it('never makes a person of the one that $groupidentify invents', async () => {
    await post([
      system('$groupidentify', { $group_type: 'company', $group_key: 'initech' }, '$company_initech'),
      anEvent({ distinct_id: '$company_initech', properties: {} }),
    ]);
    expect(await membersOf('initech')).toEqual([]);
    expect(await countOf('initech')).toBe(0);
    expect((await servers.ingest.store.events.groupIds(0)).unknown).toEqual(['initech']);
  });

  it('takes from $groupidentify of a real person that they belong there', async () => {
    await post([anEvent({ properties: {} }), system('$groupidentify', { $group_type: 'org', $group_key: 'initech' })]);
    expect(await membersOf('initech')).toEqual(['u-olga']);
    expect(await countOf('initech')).toBe(1);
  });

  it('knows people by $identify and $set: e-mail, role, account', async () => {
    await post([
      system('$identify', { $set: { email: 'Olga@initech.example' }, $set_once: { role: 'owner' } }),
      system('$set', { $set: { account_id: 'initech' } }),
    ]);
    expect(await servers.ingest.store.events.user('u-olga')).toMatchObject({
      email: 'olga@initech.example',
      admin: true,
    });
    expect(await membersOf('initech')).toEqual(['u-olga']);
  });

  it.each([
    ['$identify', system('$identify', { $anon_distinct_id: 'anon-7' })],
    ['$create_alias', system('$create_alias', { distinct_id: 'u-olga', alias: 'anon-7' })],
  ])('gives events before %s to the account that is told only after it', async (_event, tie) => {
    await post([anEvent({ distinct_id: 'anon-7', properties: {} }), tie]);
    await post([system('$groupidentify', { $group_type: 'company', $group_key: 'initech' })]);
    expect(await countOf('initech')).toBe(1);
  });

  it('counts no other $-event as use, yet hears that the source lives', async () => {
    const own = ['$pageview', '$autocapture', '$feature_flag_called', '$__proto__', '$constructor'];
    const answer = await post(own.map((name) => system(name, { $groups: { company: 'initech' } })));
    expect(answer.body).toMatchObject({ status: 1, stored: 0, known: 5, refused: [] });
    expect(await countOf('initech')).toBe(0);
    expect(await servers.ingest.store.events.sources()).toEqual([expect.objectContaining({ lastReceivedAt: NOW })]);
  });

  it.each([
    ['no name', { event: ' ' }, 'event is missing'],
    ['a name that is too long', { event: 'x'.repeat(201) }, 'longer than 200 characters'],
    ['a time that is none', { timestamp: 'soon' }, '"soon" is no time'],
    ['a time far in the future', { timestamp: '2026-11-24T14:40:01Z' }, '24 hours in the future'],
    ['a person whose id is too long', { distinct_id: 'x'.repeat(201) }, 'distinct_id is longer'],
    ['properties that are none', { properties: 'all' }, 'properties is no object'],
    ['32 kB and more', { properties: { text: 'x'.repeat(33_000) } }, 'larger than 32 kB'],
  ])('keeps the others of a batch where an event has %s, and tells of it', async (_case, given, why) => {
    const bad = anEvent(given);
    const refused = [{ index: 0, why: expect.stringContaining(why) }];
    expect(await post([bad, anEvent()])).toMatchObject({ status: 200, body: { status: 1, stored: 1, refused } });
    const inV1 = await postV1([bad, anEvent()]);
    expect(inV1).toMatchObject({ status: 200, body: { stored: 1, refused } });
    expect(inV1.body.results).toEqual({ [String(bad.uuid)]: { result: 'drop', details: refused[0]?.why } });
  });
});

describe('PostHog’s newer route', () => {
  it('answers an object of results that is empty when all is well', async () => {
    expect((await postV1([anEvent()])).body).toEqual({ results: {}, stored: 1, known: 0, refused: [] });
  });

  it('knows an event that came the classic way', async () => {
    const event = anEvent();
    await post([event]);
    expect((await postV1([event])).body).toMatchObject({ stored: 0, known: 1 });
  });
});

describe('the time of an event of PostHog', () => {
  const atOf = async () => (await servers.ingest.eventsOf('initech')).map(({ at }) => at);
  const groups = { $groups: { company: 'initech' } };
  /** The sender's clock is an hour slow: it sent at 13:40 by its clock what arrives at 14:40. */
  const slow = '2026-11-22T13:40:00Z';
  const happened = '2026-11-22T13:30:00Z';

  it('is corrected by sent_at, or by the header of the very attempt', async () => {
    await post([anEvent({ timestamp: happened })], { sent_at: slow });
    await postV1([anEvent({ timestamp: happened })], { 'posthog-request-timestamp': slow });
    expect(await atOf()).toEqual([Date.UTC(2026, 10, 22, 14, 30), Date.UTC(2026, 10, 22, 14, 30)]);
  });

  it('stays as it is where the sender asks for that', async () => {
    const timestamp = happened;
    await post([anEvent({ timestamp, properties: { ...groups, $ignore_sent_at: true } })], { sent_at: slow });
    await postV1([anEvent({ timestamp, options: { disable_skew_correction: true } })]);
    expect(await atOf()).toEqual([Date.UTC(2026, 10, 22, 13, 30), Date.UTC(2026, 10, 22, 13, 30)]);
  });

  it('is as long ago as a browser says, or the time of receipt', async () => {
    await post([anEvent({ timestamp: undefined, offset: 90_000 }), anEvent({ timestamp: undefined })]);
    expect(await atOf()).toEqual([NOW - 90_000, NOW]);
  });
});

describe('what PostHog’s SDKs are told when the answer is no', () => {
  it('is 401 for a wrong key, in the body or in the header', async () => {
    const wrong = { status: 401, body: { status: 0, error: expect.stringContaining('INGEST_WRITE_KEYS') } };
    expect(
      await servers.ingest.send('/batch/', JSON.stringify({ api_key: 'other', batch: [anEvent()] }), {}),
    ).toMatchObject(wrong);
    const inV1 = await servers.ingest.send('/i/v1/analytics/events', '{"batch":[]}', { authorization: 'Bearer other' });
    expect(inV1).toMatchObject({ status: 401, body: { error: expect.stringContaining('write key') } });
  });

  it('is 413 for a batch that is too large, so that they split it', async () => {
    const events = Array.from({ length: 140 }, () => anEvent({ properties: { text: 'x'.repeat(31_000) } }));
    expect((await post(events)).status).toBe(413);
    expect((await post(events.slice(0, 100))).body.stored).toBe(100);
  });

  it('is 503 with Retry-After for trouble of ours', async () => {
    const failing = await servers.start({ record: () => Promise.reject(new Error('disk full')) });
    for (const path of ['/batch/', '/i/v1/analytics/events']) {
      const answer = await failing.send(path, JSON.stringify({ batch: [anEvent()] }), BEARER);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    }
  });
});
