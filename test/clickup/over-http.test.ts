import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { createClickUpClient } from '../../src/clickup/client.ts';
import { createRateLimiter, type RateLimiter } from '../../src/clickup/rate-limiter.ts';

const Answer = z.object({ path: z.string() });
const talking = { lane: 'conversation' } as const;

let server: Server | null = null;
let limiter: RateLimiter | null = null;

/** A client of a real server on this machine, with the real limiter and clock. */
async function aClientOf(listener: RequestListener, timeoutMs = 2_000) {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  limiter = createRateLimiter();
  const { port } = listening.address() as AddressInfo;
  return createClickUpClient({
    apiUrl: `http://127.0.0.1:${port}/api`,
    token: 'pk_x',
    limiter,
    timeoutMs,
    random: () => 0,
  });
}

afterEach(async () => {
  limiter?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
});

describe('over real connections', () => {
  it('many calls at once go after the first has learned the window', async () => {
    let underWay = 0;
    const together: number[] = [];
    const client = await aClientOf((request, response) => {
      underWay += 1;
      together.push(underWay);
      const reset = String(Math.ceil(Date.now() / 1000) + 50);
      const headers = {
        'X-RateLimit-Limit': '100',
        'X-RateLimit-Remaining': String(100 - together.length),
        'X-RateLimit-Reset': reset,
      };
      setTimeout(() => {
        underWay -= 1;
        response
          .writeHead(200, { 'Content-Type': 'application/json', ...headers })
          .end(JSON.stringify({ path: request.url }));
      }, 5);
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => client.get(`task/${index}`, Answer, talking)),
    );
    expect(answers.map((answer) => answer.path)).toEqual(
      Array.from({ length: 20 }, (_, index) => `/api/v2/task/${index}`),
    );
    expect(together.slice(0, 2)).toEqual([1, 1]);
    expect(Math.max(...together)).toBeGreaterThan(5);
  });

  it.each([
    ['a connection cut after the request', 'unreachable', true],
    ['an answer that never comes', 'timeout', false],
  ])('leave the outcome of a POST unknown: %s', async (_, code, cut) => {
    const client = await aClientOf((request) => {
      request.resume();
      if (cut) request.on('end', () => request.socket.destroy());
    }, 100);
    await expect(client.post('list/1/task', { name: 'x' }, Answer, talking)).rejects.toMatchObject({
      code,
      outcome: 'unknown',
    });
  });

  it('know that nothing was sent where no one listens', async () => {
    const client = await aClientOf(() => undefined);
    const closed = server;
    await new Promise((resolve) => (closed === null ? resolve(null) : closed.close(resolve)));
    await expect(client.post('list/1/task', {}, Answer, talking)).rejects.toMatchObject({
      code: 'unreachable',
      outcome: 'not_applied',
    });
  });
});
