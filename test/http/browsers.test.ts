import { aTrack, basic, type IngestServer, KEY } from './ingest-server.ts';
import { ingestServers } from './dialects/servers.ts';

const servers = ingestServers();
let ingest: IngestServer;
beforeAll(async () => {
  ingest = await servers.start();
});
afterAll(() => servers.closeAll());

const ROUTES = ['/v1/batch', '/v1/track', '/batch/', '/e/', '/i/v0/e/', '/i/v1/analytics/events', '/2/httpapi'];
const ORIGIN = { origin: 'https://app.sprintly.example' };

describe('browsers', () => {
  it.each(ROUTES)('may send to %s from any site, with the headers that they ask for', async (path) => {
    const asked = { ...ORIGIN, 'access-control-request-method': 'POST' };
    const headers = { ...asked, 'access-control-request-headers': 'authorization, content-type, anonymousid' };
    const answer = await fetch(`${ingest.url}${path}`, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type, anonymousid',
    });
  });

  it('are told nothing that they could be made to repeat', async () => {
    const headers = { ...ORIGIN, 'access-control-request-headers': 'x-a; drop' };
    const answer = await fetch(`${ingest.url}/v1/batch`, { method: 'OPTIONS', headers });
    expect(answer.headers.get('access-control-allow-headers')).toBeNull();
  });

  it.each([
    [200, JSON.stringify(aTrack()), basic(KEY)],
    [401, JSON.stringify(aTrack()), basic('other')],
    [400, '{', basic(KEY)],
  ])('can read an answer of %i and are never asked for cookies', async (status, body, authorization) => {
    const answer = await ingest.send('/v1/track', body, { ...ORIGIN, authorization });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toBe('Retry-After');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each([
    ['/v1/track', { ...aTrack({ messageId: 'beacon' }), writeKey: KEY }],
    ['/e/', { event: 'A', distinct_id: 'u', uuid: 'beacon-2', properties: { token: KEY } }],
    ['/2/httpapi', { api_key: KEY, events: [{ event_type: 'A', user_id: 'u', insert_id: 'beacon-3' }] }],
  ])('can send a beacon, which is plain text and has no headers, to %s', async (path, body) => {
    const beacon = { ...ORIGIN, 'content-type': 'text/plain;charset=UTF-8' };
    expect((await ingest.send(path, JSON.stringify(body), beacon)).body.stored).toBe(1);
  });
});
