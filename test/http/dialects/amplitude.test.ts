import { KEY, NOW } from '../ingest-server.ts';
import { freshServers } from './servers.ts';

const servers = freshServers();

let made = 0;
const anEvent = (given: Record<string, unknown> = {}): Record<string, unknown> => {
  made += 1;
  return {
    event_type: 'Invoice Paid',
    insert_id: `i-${made}`,
    user_id: 'u-peter',
    time: Date.UTC(2026, 10, 22, 14, 38, 17, 910),
    groups: { company: 'initrode' },
    event_properties: { amount: 12 },
    event_id: made,
    session_id: -1,
    library: 'amplitude-node-ts/1.5.73',
    ...given,
  };
};
const ofDevice = (given: Record<string, unknown> = {}) =>
  anEvent({ user_id: undefined, device_id: 'd-1', groups: undefined, ...given });
const post = (events: unknown, path = '/2/httpapi', given: Record<string, unknown> = {}) =>
  servers.ingest.send(path, JSON.stringify({ api_key: KEY, events, options: {}, ...given }), {});
const countOf = async (accountId: string) => (await servers.ingest.eventsOf(accountId)).length;
const usersOf = async (accountId: string) => (await servers.ingest.eventsOf(accountId)).map(({ userId }) => userId);
const membersOf = async (accountId: string) => [
  ...((await servers.ingest.store.events.peopleOf([accountId])).get(accountId)?.users.keys() ?? []),
];

describe('the door for Amplitude’s SDKs', () => {
  it.each(['/2/httpapi', '/2/batch'])('stores events and says so in the code at %s', async (path) => {
    const { status, body } = await post([anEvent(), anEvent()], path);
    expect({ status, ...body }).toMatchObject({
      status: 200,
      code: 200,
      events_ingested: 2,
      payload_size_bytes: expect.any(Number),
      server_upload_time: NOW,
      stored: 2,
      known: 0,
      refused: [],
    });
    expect((await servers.ingest.eventsOf('initrode'))[0]).toMatchObject({
      name: 'Invoice Paid',
      userId: 'u-peter',
      at: Date.UTC(2026, 10, 22, 14, 38, 17, 910),
      properties: { amount: 12 },
    });
  });

  it('stores events that are sent twice once', async () => {
    const events = [anEvent(), anEvent()];
    await post(events);
    expect((await post(events, '/2/batch')).body).toMatchObject({ code: 200, events_ingested: 2, stored: 0, known: 2 });
  });

  it.each([
    ['a name', { company: 'initrode' }],
    ['a list', { company: ['initrode', 'other'] }],
    ['the customer among several types', { project: 'p1', company: 'initrode' }],
    ['any type, where it is the only one', { tenant: 'initrode' }],
  ])('finds the account in groups given as %s', async (_case, groups) => {
    await post([anEvent({ groups })]);
    expect(await countOf('initrode')).toBe(1);
  });

  it('knows people by $identify, and where they belong by its groups', async () => {
    await post([
      anEvent({ event_type: '$identify', user_properties: { $set: { email: 'p@initrode.example', role: 'admin' } } }),
      anEvent({ event_type: 'Viewed', groups: undefined }),
    ]);
    expect(await servers.ingest.store.events.user('u-peter')).toMatchObject({
      email: 'p@initrode.example',
      admin: true,
    });
    expect(await membersOf('initrode')).toEqual(['u-peter']);
    expect(await countOf('initrode')).toBe(1);
  });

  it('counts system events as no use, and names no person by $groupidentify', async () => {
    const group = { event_type: '$groupidentify', group_properties: { $set: { name: 'Initrode' } } };
    await post([anEvent({ ...group, user_id: undefined }), anEvent({ event_type: '$exposure' })]);
    expect(await countOf('initrode')).toBe(0);
    expect(await membersOf('initrode')).toEqual([]);
    expect((await servers.ingest.store.events.groupIds(0)).unknown).toEqual(['initrode']);
  });

  it('gives what a device did to the user who then signs in on it', async () => {
    await post([ofDevice(), ofDevice({ device_id: 'd-2' })]);
    await post([anEvent({ device_id: 'd-1', groups: undefined })]);
    await post([anEvent({ event_type: '$identify', device_id: 'd-1' })]);
    expect(await usersOf('initrode')).toEqual(['u-peter', 'u-peter']);
  });

  it('gives the next user of a device only what nobody claimed', async () => {
    await post([anEvent({ event_type: '$identify', device_id: 'd-1' }), ofDevice()]);
    const next = { user_id: 'u-next', device_id: 'd-1', groups: { company: 'globex' } };
    await post([anEvent({ ...next, event_type: '$identify' }), ofDevice({ user_id: 'u-next' })]);
    expect([await countOf('initrode'), await countOf('globex')]).toEqual([1, 1]);
    expect(await membersOf('initrode')).not.toContain('u-next');
    expect(await membersOf('globex')).toEqual(['u-next']);
  });

  it('corrects times by client_upload_time', async () => {
    const time = Date.UTC(2026, 10, 22, 16, 10);
    await post([anEvent({ time })], '/2/httpapi', { client_upload_time: '2026-11-22T16:20:00.000Z' });
    expect((await servers.ingest.eventsOf('initrode'))[0]?.at).toBe(Date.UTC(2026, 10, 22, 14, 30));
  });

  it.each([
    ['no name', { event_type: '' }, 'event_type is missing'],
    ['a time that is none', { time: 'soon' }, '"soon" is no time'],
    ['a time far in the future', { time: NOW + 90_000_000 }, '24 hours in the future'],
    ['a user whose id is too long', { user_id: 'x'.repeat(201) }, 'user_id is longer'],
    ['properties that are none', { event_properties: 3 }, 'event_properties is no object'],
    ['32 kB and more', { event_properties: { text: 'x'.repeat(33_000) } }, 'larger than 32 kB'],
  ])('names the events that it refuses by their places where one has %s', async (_case, given, why) => {
    const { status, body } = await post([anEvent(), anEvent(given), anEvent()]);
    expect({ status, ...body }).toMatchObject({ status: 400, code: 400, stored: 2, refused: [{ index: 1 }] });
    expect(Object.entries(body.events_with_invalid_fields as object)).toEqual([[expect.stringContaining(why), [1]]]);
  });
});

describe('what Amplitude’s SDKs are told when the answer is no', () => {
  it('begins with the words by which they give up on a wrong key', async () => {
    const body = JSON.stringify({ api_key: 'other', events: [anEvent()] });
    expect(await servers.ingest.send('/2/httpapi', body, {})).toMatchObject({
      status: 401,
      body: { code: 401, error: expect.stringMatching(/^Invalid API key: .*INGEST_WRITE_KEYS/) },
    });
  });

  it.each([
    ['is no JSON', '{"events":['],
    ['holds no events', JSON.stringify({ api_key: KEY })],
    ['has events that are no list', JSON.stringify({ api_key: KEY, events: 7 })],
  ])('names a missing field, for the same reason, where the body %s', async (_case, body) => {
    expect(await servers.ingest.send('/2/httpapi', body, { authorization: `Bearer ${KEY}` })).toMatchObject({
      status: 400,
      body: { code: 400, missing_field: 'events', error: expect.any(String) },
    });
  });

  it('is 413 for a batch that is too large, so that they halve it', async () => {
    const events = Array.from({ length: 140 }, () => anEvent({ event_properties: { text: 'x'.repeat(31_000) } }));
    expect(await post(events)).toMatchObject({ status: 413, body: { code: 413 } });
  });

  it('is 503 with Retry-After for trouble of ours', async () => {
    const failing = await servers.start({ record: () => Promise.reject(new Error('disk full')) });
    const answer = await failing.send('/2/httpapi', JSON.stringify({ api_key: KEY, events: [anEvent()] }), {});
    expect(answer).toMatchObject({ status: 503, body: { code: 503 } });
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  it('holds every event of a request that came too fast', async () => {
    const limited = await servers.start({ rate: { eventsPerSecond: 1 } });
    const send = () =>
      limited.send('/2/httpapi', JSON.stringify({ api_key: KEY, events: [...Array(10)].map(() => anEvent()) }), {});
    expect((await send()).status).toBe(200);
    expect(await send()).toMatchObject({
      status: 429,
      body: { code: 429, throttled_events: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
    });
  });
});
