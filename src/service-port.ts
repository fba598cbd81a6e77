import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { MonitorError, messageOf } from './shared/errors.ts';

/** What one sender may take of the port. */
export interface PortLimits {
  /** For all headers of a request, from its first byte. */
  readonly headersMs: number;
  /** For a whole request, body included. */
  readonly requestMs: number;
  /** How often it is looked for requests that are over time. */
  readonly lookEveryMs: number;
  /** More than these at a time are not let in. */
  readonly connections: number;
}

const LIMITS: PortLimits = { headersMs: 15_000, requestMs: 60_000, lookEveryMs: 5_000, connections: 4_096 };
const LARGEST_HEADERS = 16 * 1024;

/**
 * A sender that is too slow hears 408, one with too many headers 431.
 *
 * @throws MonitorError `bad_settings` where the port cannot be had
 */
export function listen(
  app: RequestListener,
  { settings: { HOST, PORT } }: { readonly settings: Pick<Config['settings'], 'HOST' | 'PORT'> },
  limits: PortLimits = LIMITS,
): Promise<Server> {
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.lookEveryMs,
      maxHeaderSize: LARGEST_HEADERS,
    },
    app,
  );
  server.maxConnections = limits.connections;
  // Node forgets what comes after the 2,000th header, and a proxy's X-Forwarded-For comes last: their bytes are limited instead.
  server.maxHeadersCount = 0;
  return new Promise((resolve, reject) => {
    server.once('error', (failed: NodeJS.ErrnoException) => {
      const why =
        failed.code === 'EADDRINUSE'
          ? 'is taken: stop what uses it, or set another PORT'
          : `cannot be used: ${messageOf(failed)}`;
      reject(new MonitorError('bad_settings', `PORT: ${HOST}:${PORT} ${why}`, failed));
    });
    server.listen(PORT, HOST, () => resolve(server));
  });
}

export function addressOf(server: Server, { settings: { HOST } }: Config): string {
  const { port } = server.address() as AddressInfo;
  return `http://${HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST}:${port}`;
}

/** Takes no new request, and waits for the answers to those that are there. */
export function closeServer(server: Server | null, answerWithinMs = ANSWER_WITHIN_MS): Promise<void> {
  if (server === null) return Promise.resolve();
  return new Promise((resolve) => {
    // A connection that was in use is kept for a while after its answer, and a sender may never end its request.
    const idle = setInterval(() => server.closeIdleConnections(), LOOK_IDLE_MS);
    const slow = setTimeout(() => server.closeAllConnections(), answerWithinMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(slow);
      resolve();
    });
    server.closeIdleConnections();
  });
}

const LOOK_IDLE_MS = 50;
/** Who has no answer by then sends it again: nothing of it was kept. */
const ANSWER_WITHIN_MS = 5_000;
