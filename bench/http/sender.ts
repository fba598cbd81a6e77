import { createConnection, type Socket } from 'node:net';
import { deliveries } from './deliveries.ts';
import type { Load, Sent } from './messages.ts';
import { batches } from './usage-batches.ts';

/**
 * Sends a load over a few connections, each waiting for its answer before it sends the next. Requests are built beforehand and
 * answers hardly looked at, so that the machine is left to the server.
 */
process.once('message', async (message) => {
  const load = message as Load;
  process.send?.(await run(load, requestsOf(load)));
});

function requestsOf(load: Load): readonly Buffer[] {
  if (load.kind === 'delivery') return deliveries(load);
  return batches(load);
}

async function run({ port, connections, seconds }: Load, requests: readonly Buffer[]): Promise<Sent> {
  const took: number[] = [];
  let next = 0;
  let failed = 0;
  const begin = performance.now();
  const end = begin + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = await connect(port);
      for (
        let request = requests[next++];
        request !== undefined && performance.now() < end;
        request = requests[next++]
      ) {
        const start = performance.now();
        const status = await exchange(socket, request);
        took.push(performance.now() - start);
        if (status < 200 || status > 299) failed += 1;
      }
      socket.destroy();
    }),
  );
  const ms = performance.now() - begin;
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.floor(took.length * share)] ?? 0;
  return { answered: took.length, failed, ms, p50: at(0.5), p99: at(0.99) };
}

function connect(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => resolve(socket)).once('error', reject);
  });
}

/** Resolves with the status once the whole answer is there. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    const lost = (): void => reject(new Error('the server hung up'));
    const read = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      if (!isWhole(text)) return;
      socket.off('data', read).off('close', lost);
      resolve(Number(text.slice(9, 12)));
    };
    socket.on('data', read).once('close', lost);
    socket.write(request);
  });
}

function isWhole(text: string): boolean {
  const body = text.indexOf('\r\n\r\n') + 4;
  if (body < 4) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  return length === undefined ? text.endsWith('0\r\n\r\n') : text.length >= body + Number(length);
}
