import { gzipSync } from 'node:zlib';
import { connect } from 'node:net';
import { createBodyRoom } from '../../src/http/body-room.ts';
import { aTrack, type IngestServer, KEY } from './ingest-server.ts';
import { ingestServers } from './dialects/servers.ts';

const servers = ingestServers();
let ingest: IngestServer;
beforeEach(async () => {
  ingest = await servers.start({ room: createBodyRoom(2_000) });
});
afterEach(() => servers.closeAll());

const body = (messageId: string): string => JSON.stringify({ ...aTrack({ messageId }), writeKey: KEY });

/** A sender that promises this much and sends next to nothing of it; `of`: for whom our proxy says that it is. */
function linger(bytes: number, of?: string): Promise<{ readonly leave: () => Promise<void> }> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(ingest.url).port), '127.0.0.1', () => {
      const named = of === undefined ? '' : `X-Forwarded-For: ${of}\r\n`;
      const head = `POST /v1/track HTTP/1.1\r\nHost: x\r\n${named}Expect: 100-continue\r\nContent-Length: ${bytes}`;
      socket.write(`${head}\r\n\r\n{`);
    });
    const leave = () => new Promise<void>((left) => socket.once('close', () => left()).destroy());
    // The server has read the headers, and asks for the body.
    socket.once('data', () => resolve({ leave }));
  });
}

describe('room for bodies of senders unknown', () => {
  it('is for as many as fit; others are told to come again, and those whose headers hold a key come in', async () => {
    const slow = await linger(1_900);
    const refused = await ingest.send('/v1/track', body('m1'), {});
    expect([refused.status, refused.headers.get('retry-after'), refused.body.success]).toEqual([503, '5', false]);
    expect((await ingest.send('/v1/track', body('m2'))).status).toBe(200);
    await slow.leave();
    let status = 503;
    for (let asked = 0; asked < 200 && status === 503; asked += 1)
      status = (await ingest.send('/v1/track', body('m1'), {})).status;
    expect(status).toBe(200);
    expect((await ingest.send('/v1/track', body('m3'), {})).status).toBe(200);
  });

  it('is a quarter for one address, an IPv6 network being one, so that others still find room', async () => {
    const statusFor = async (of: string) =>
      (await ingest.send('/v1/track', body('m1'), { 'x-forwarded-for': of })).status;
    const slow = await linger(450, '2001:db8:1:2::1');
    expect([await statusFor('2001:db8:1:2::9'), await statusFor('2001:db8:1:3::9')]).toEqual([503, 200]);
    await slow.leave();
    let status = 503;
    for (let asked = 0; asked < 200 && status === 503; asked += 1) status = await statusFor('2001:db8:1:2::9');
    expect(status).toBe(200);
  });

  it('is counted in full for what is packed, because nobody knows what comes out', async () => {
    const packed = new Uint8Array(gzipSync(body('m1')));
    expect((await ingest.send('/v1/track', packed, { 'content-encoding': 'gzip' })).status).toBe(503);
    expect((await ingest.send('/v1/track', packed, { 'content-encoding': 'gzip', 'x-write-key': KEY })).status).toBe(
      200,
    );
  });
});
