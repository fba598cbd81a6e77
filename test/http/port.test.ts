import type { RequestListener, Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { listen, type PortLimits } from '../../src/service-port.ts';
import { type AppServer, startApp } from './app-server.ts';

/** Nobody sends so slowly: what is over time at once shows the same as what is over time in a minute. */
const HURRIED: PortLimits = { headersMs: 40, requestMs: 80, lookEveryMs: 20, connections: 2 };
const UNHURRIED: PortLimits = { headersMs: 60_000, requestMs: 60_000, lookEveryMs: 60_000, connections: 100 };

const running: Server[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** The port that the service opens, with these limits. */
async function open(app: RequestListener, limits: PortLimits): Promise<number> {
  const server = await listen(app, { settings: { HOST: '127.0.0.1', PORT: 0 } }, limits);
  running.push(server);
  return (server.address() as AddressInfo).port;
}

/** What comes back for these bytes until the other end hangs up. */
function say(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
    });
    socket.once('error', () => resolve(heard));
    socket.once('close', () => resolve(heard));
  });
}

const echo: RequestListener = (req, res) => {
  req.resume().once('end', () => res.end('heard'));
};
const CLOSE = 'Host: localhost\r\nConnection: close\r\n';

describe('a port with limits', () => {
  it.each([
    ['the first line', 'GET / HT'],
    ['the headers', `GET / HTTP/1.1\r\n${CLOSE}X-Slow: `],
    ['the body', `POST / HTTP/1.1\r\n${CLOSE}Content-Length: 100\r\n\r\nabc`],
    ['a chunk', `POST / HTTP/1.1\r\n${CLOSE}Transfer-Encoding: chunked\r\n\r\nff\r\nabc`],
  ])('tells a sender that never ends %s that its time is over', async (_part, bytes) => {
    expect(await say(await open(echo, HURRIED), bytes)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('serves whoever is in time, beside one who is not', async () => {
    const port = await open(echo, HURRIED);
    const slow = say(port, 'GET / HT');
    expect(await say(port, `GET / HTTP/1.1\r\n${CLOSE}\r\n`)).toContain('heard');
    await slow;
  });

  it('lets no more connections in than it has room for, and lives on', async () => {
    const port = await open(echo, HURRIED);
    const heard = await Promise.all(Array.from({ length: 6 }, () => say(port, 'GET / HT')));
    expect(heard.filter((text) => text === '')).toHaveLength(4);
    expect(await say(port, `GET / HTTP/1.1\r\n${CLOSE}\r\n`)).toContain('heard');
  });

  it.each([
    ['one huge header', `X-Huge: ${'x'.repeat(20_000)}\r\n`],
    ['thousands of headers', Array.from({ length: 5_000 }, (_, n) => `x${n}:\r\n`).join('')],
    ['a huge address', ''],
  ])('refuses %s', async (what, headers) => {
    const path = what === 'a huge address' ? `/?${'q'.repeat(20_000)}` : '/';
    const heard = await say(await open(echo, UNHURRIED), `GET ${path} HTTP/1.1\r\n${CLOSE}${headers}\r\n`);
    expect(heard).toMatch(/^HTTP\/1\.1 431 /);
  });

  it.each([
    'GET / HTTP/9.9\r\n\r\n',
    'NONSENSE\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    `GET / HTTP/1.1\r\n${CLOSE}A\x00B: c\r\n\r\n`,
    'GET / HTTP/1.1\r\n\r\n',
    `POST / HTTP/1.1\r\n${CLOSE}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `POST / HTTP/1.1\r\n${CLOSE}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde`,
    `POST / HTTP/1.1\r\n${CLOSE}Content-Length: -1\r\n\r\n`,
    `POST / HTTP/1.1\r\n${CLOSE}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
  ])('answers 400 to what is no request: %j', async (bytes) => {
    expect(await say(await open(echo, UNHURRIED), bytes)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('the guard of this machine', () => {
  let app: AppServer;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('sees what a proxy adds behind thousands of headers', async () => {
    const port = await open(app.listener, UNHURRIED);
    const flood = Array.from({ length: 2_400 }, () => 'a:\r\n').join('');
    const ask = (last: string) => say(port, `GET /api/accounts HTTP/1.1\r\n${CLOSE}${flood}${last}\r\n`);
    expect(await ask('')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await ask('X-Forwarded-For: 203.0.113.9\r\n')).toMatch(/^HTTP\/1\.1 403 /);
  });
});
