import { gzipSync } from 'node:zlib';
import { basic, KEY } from '../ingest-server.ts';
import { freshServers } from './servers.ts';

const servers = freshServers();

const anItem = (given: Record<string, unknown>): Record<string, unknown> => ({
  userId: 'u-milton',
  channel: 'server',
  originalTimestamp: '2026-11-22T14:38:16.888Z',
  sentAt: '2026-11-22T14:38:16.933Z',
  context: { library: { name: 'analytics-node', version: '3.0.13' } },
  ...given,
});
/** As its SDK packs it: gzipped JSON that calls itself a form. */
const post = (batch: readonly unknown[]) =>
  servers.ingest.send(
    '/v1/batch',
    new Uint8Array(gzipSync(JSON.stringify({ batch, sentAt: '2026-11-22T14:40:00Z' }))),
    {
      authorization: basic(KEY),
      'content-type': 'application/x-www-form-urlencoded',
      'content-encoding': 'gzip',
    },
  );

describe('the door for RudderStack’s SDK', () => {
  it('takes the caller’s time before the SDK’s own', async () => {
    const track = { type: 'track', event: 'Stapler Found', context: { groupId: 'initech' } };
    const answer = await post([
      anItem({ ...track, messageId: 'm1', timestamp: '2025-01-09T16:30:00.000Z' }),
      anItem({ ...track, messageId: 'm2' }),
    ]);
    expect(answer).toMatchObject({ status: 200, body: { success: true, stored: 2, refused: [] } });
    expect((await servers.ingest.eventsOf('initech')).map(({ at }) => at)).toEqual([
      Date.UTC(2025, 0, 9, 16, 30),
      Date.UTC(2026, 10, 22, 14, 38, 16, 888),
    ]);
  });

  it('gives a browser’s events before signing in to the account that is told only after it', async () => {
    const anonymous = { userId: undefined, anonymousId: 'anon-1' };
    await post([anItem({ ...anonymous, type: 'track', event: 'Stapler Found', messageId: 'm1' })]);
    await post([anItem({ type: 'identify', anonymousId: 'anon-1', traits: { email: 'm@initech.example' } })]);
    await post([anItem({ type: 'group', groupId: 'initech', traits: { name: 'Initech' } })]);
    expect(await servers.ingest.eventsOf('initech')).toEqual([
      expect.objectContaining({ name: 'Stapler Found', userId: 'u-milton' }),
    ]);
  });

  it('leaves an event of a user of several groups where the user belonged at its time', async () => {
    const group = (groupId: string, originalTimestamp: string) => anItem({ type: 'group', groupId, originalTimestamp });
    await post([group('initech', '2026-01-05T09:00:00Z'), group('initrode', '2026-06-01T09:00:00Z')]);
    await post(
      ['2026-03-01T09:00:00Z', '2026-07-01T09:00:00Z'].map((timestamp, at) =>
        anItem({ type: 'track', event: 'Stapler Found', messageId: `m${at}`, timestamp }),
      ),
    );
    expect(
      [await servers.ingest.eventsOf('initech'), await servers.ingest.eventsOf('initrode')].map((all) => all.length),
    ).toEqual([1, 1]);
  });
});
