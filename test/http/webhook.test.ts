import type { IncomingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import { UNUSABLE } from '../../src/domain/board-act.ts';
import type { Delivery } from '../../src/monitor/board.ts';
import { aChange } from '../storage/records.ts';
import { type AppServer, startApp, TOKEN } from './app-server.ts';

const ACCEPTED: Delivery = { kind: 'accepted', webhookId: 'w1', changes: [] };
const MIB = 1024 * 1024;

let server: AppServer;
let read: { bytes: Buffer; headers: IncomingHttpHeaders }[];
let recorded: Delivery[];
let outcome: Delivery;
let storeFails: boolean;

beforeEach(async () => {
  read = [];
  recorded = [];
  outcome = ACCEPTED;
  storeFails = false;
  server = await startApp({
    dashboardToken: TOKEN,
    webhook: {
      readDelivery: (bytes, headers) => {
        read.push({ bytes, headers });
        return outcome;
      },
      recordBoardChanges: async (delivery) => {
        if (storeFails) throw new Error('disk full');
        recorded.push(delivery);
        return { stored: 2, known: 1 };
      },
    },
  });
});
afterEach(() => server.close());

const deliver = (body: string | Buffer, headers = {}) =>
  server.ask('/webhooks/clickup', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('a delivery from ClickUp', () => {
  it('is handed on byte by byte with its headers, and acknowledged once it is stored', async () => {
    const body = Buffer.from('{"event":  "taskUpdated",\n"name":"Zoë"}');
    const reply = await deliver(body, { 'x-signature': 'abc' });
    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual({ stored: 2, known: 1 });
    expect(read[0]?.bytes.equals(body)).toBe(true);
    expect(read[0]?.headers['x-signature']).toBe('abc');
    expect(recorded).toEqual([ACCEPTED]);
  });

  it.each([400, 403, 413] as const)('that is refused gets %i, is logged and stored nowhere', async (status) => {
    outcome = { kind: 'refused', status, why: 'the reason' };
    const reply = await deliver('{}');
    expect({ status: reply.status, body: reply.json() }).toMatchObject({
      status,
      body: { error: { message: 'the reason' } },
    });
    expect(recorded).toEqual([]);
    expect(server.logged).toMatchObject([{ level: 'warn', sentence: 'delivery from ClickUp refused' }]);
  });

  it('of no use is kept, answered like any other, and logged with the digest that is kept of it', async () => {
    outcome = { ...ACCEPTED, changes: [aChange({ key: 'w1:unusable:d1', event: UNUSABLE })] };
    expect((await deliver('{}')).status).toBe(200);
    expect(recorded).toEqual([outcome]);
    expect(server.logged).toMatchObject([{ level: 'warn', fields: { delivery: 'w1:unusable:d1' } }]);
  });

  it('may have one mebibyte and no byte more', async () => {
    expect((await deliver(Buffer.alloc(MIB, 'x'))).status).toBe(200);
    expect(read[0]?.bytes).toHaveLength(MIB);
    expect((await deliver(Buffer.alloc(MIB + 1, 'x'))).status).toBe(413);
    expect(read).toHaveLength(1);
  });

  it('is measured while it comes in where it does not say how long it is', async () => {
    const chunked = { 'transfer-encoding': 'chunked' };
    expect((await deliver(Buffer.alloc(MIB, 'x'), chunked)).status).toBe(200);
    expect((await deliver(Buffer.alloc(MIB + 1, 'x'), chunked)).status).toBe(413);
    expect(read).toHaveLength(1);
  });

  it('is read whatever type it says it has, also with no body at all', async () => {
    expect((await deliver('{}', { 'content-type': 'text/plain' })).status).toBe(200);
    expect((await deliver('')).status).toBe(200);
    expect(read.map(({ bytes }) => bytes.toString())).toEqual(['{}', '']);
  });

  it('that is packed gets 400', async () => {
    expect((await deliver(gzipSync('{}'), { 'content-encoding': 'gzip' })).status).toBe(400);
    expect(read).toEqual([]);
  });

  it('that cannot be stored gets 503, so that ClickUp sends it again', async () => {
    storeFails = true;
    const reply = await deliver('{}');
    expect(reply.status).toBe(503);
    expect(reply.text).not.toContain('disk full');
    expect(server.logged).toMatchObject([{ level: 'error', sentence: 'delivery from ClickUp not stored' }]);
  });
});

describe('the webhook’s address', () => {
  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('answers 405 to %s, never 401', async (method) => {
    const reply = await server.ask('/webhooks/clickup', { method });
    expect({ status: reply.status, allow: reply.headers.allow }).toEqual({ status: 405, allow: 'POST' });
  });

  it.each(['/webhooks', '/webhooks/', '/webhooks/clickup/more', '/webhooks/other'])(
    'next to it, %s is 404, never 401',
    async (path) => {
      for (const method of ['GET', 'POST']) expect((await server.ask(path, { method })).status).toBe(404);
    },
  );

  it.each(['/webhooks/clickup/', '/Webhooks/ClickUp'])('is found as %s too', async (path) => {
    expect((await server.ask(path, { method: 'POST', body: '{}' })).status).toBe(200);
  });
});
