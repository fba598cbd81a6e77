import {
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  request,
  type RequestListener,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from 'express';
import { createDashboard } from '../../src/dashboard/routes.ts';
import { type AppDeps, createApp } from '../../src/http/app.ts';
import { remembering } from '../../src/monitor/remembering.ts';
import type { Logger } from '../../src/shared/logger.ts';
import { NOW, openWorld, type ReadWorld } from '../monitor/read-world.ts';

export const TOKEN = 'a-token-for-the-tests';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The text read as JSON. */
  json(): unknown;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

export interface AppServer {
  readonly world: ReadWorld;
  readonly port: number;
  /** The application itself, for a port of the test's own. */
  readonly listener: RequestListener;
  /** Every line logged: level and sentence, with its fields. */
  readonly logged: readonly LogLine[];
  /** How long wrong tokens were made to wait, in order. */
  readonly waits: readonly number[];
  ask(path: string, how?: Ask): Promise<Reply>;
  close(): Promise<void>;
}

export interface LogLine {
  readonly level: string;
  readonly sentence: string;
  readonly fields: object;
}

export interface ServerOptions extends Partial<Omit<AppDeps, 'read' | 'dashboard' | 'log'>> {
  readonly host?: string;
  readonly demo?: boolean;
  /** How long a reader waits for a page that is being drawn. */
  readonly patience?: () => Promise<void>;
}

/** The real application over a real database in memory, on a free port; no token unless one is given. */
export async function startApp({
  host = '127.0.0.1',
  demo = false,
  patience,
  ...given
}: ServerOptions = {}): Promise<AppServer> {
  const world = await openWorld();
  const logged: LogLine[] = [];
  const waits: number[] = [];
  const clock = given.clock ?? { now: () => NOW };
  const read = remembering(world.read, world.store);
  const app = createApp({
    log: logInto(logged),
    clock,
    dashboardToken: null,
    webhook: {
      readDelivery: () => ({ kind: 'refused', status: 403, why: 'not signed' }),
      recordBoardChanges: async () => ({ stored: 0, known: 0 }),
    },
    usageEvents: Router(),
    read,
    dashboard: createDashboard({
      read,
      clock,
      productName: 'Sprintly',
      demo,
      ...(patience === undefined ? {} : { patience }),
    }),
    checks: [],
    metrics: async () => '',
    version: '1.2.3',
    wait: async (ms) => void waits.push(ms),
    ...given,
  });
  const server = createServer(app).listen(0, host);
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const { port } = server.address() as AddressInfo;
  return {
    world,
    port,
    listener: app,
    logged,
    waits,
    ask: (path, how) => ask(host, port, path, how),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await world.store.close();
    },
  };
}

/** Bytes as they are: `fetch` would neither send another Host nor leave a redirect alone. */
function ask(
  host: string,
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Ask = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host, port, path, method, headers: { accept: 'text/html,*/*', ...headers }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: () => JSON.parse(text) });
        });
      },
    );
    call.once('error', reject);
    call.end(body);
  });
}

function logInto(lines: LogLine[]): Logger {
  const at = (level: string) => (fields: object, sentence: string) => void lines.push({ level, sentence, fields });
  const log: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => log };
  return log;
}
