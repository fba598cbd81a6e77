import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { commentRoutes } from './api/comment-routes.ts';
import { apiDoor } from './api/door.ts';
import { fieldRoutes } from './api/field-routes.ts';
import { placeRoutes } from './api/place-routes.ts';
import type { WindowKind } from './api/rate-limit.ts';
import { taskRoutes } from './api/task-routes.ts';
import { webhookRoutes } from './api/webhook-routes.ts';
import { workspaceRoutes } from './api/workspace-routes.ts';
import { controlDoor } from './control/door.ts';
import { stateView } from './control/state-view.ts';
import { pagesDoor } from './pages/door.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

/**
 * A small but faithful stand-in for ClickUp: its API under `/api`, pages for people under `/`, and a control surface for tests
 * and the demo under `/sandbox`. Everything is in memory and is gone when it closes.
 */

export interface SandboxOptions {
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** Default: loopback only. Anyone who reaches the port can do anything. */
  readonly host?: string;
  /** Requests a minute and token; default 100, as on ClickUp's smaller plans. */
  readonly rateLimit?: number;
  readonly window?: WindowKind;
  /** Real time in Unix milliseconds: for the rate limit, and for all dates while no clock is set. */
  readonly now?: () => number;
  /** Pause before a webhook delivery is tried again. */
  readonly retrySpacingMs?: number;
  /** How long an endpoint may take to answer; default 7 s, as at ClickUp. */
  readonly deliveryTimeoutMs?: number;
}

export interface RunningSandbox {
  /** Where the pages are. */
  readonly url: string;
  readonly port: number;
  /** What a client is given as ClickUp's base URL; `/v2/...` is appended. */
  readonly apiUrl: string;
  /** Everything there is, in the words of the API. */
  state(): Record<string, unknown>;
  /** Resolves when no webhook delivery waits, retries included. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const DEFAULT_RATE_LIMIT = 100;
const DEFAULT_RETRY_SPACING_MS = 500;
const CLICKUP_ANSWER_LIMIT_MS = 7_000;

/** Starts the stand-in and resolves when it listens. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const sandbox = createSandbox({
    rateLimit: options.rateLimit ?? DEFAULT_RATE_LIMIT,
    window: options.window ?? 'fixed',
    now: options.now ?? (() => Date.now()),
    retrySpacingMs: options.retrySpacingMs ?? DEFAULT_RETRY_SPACING_MS,
    deliveryTimeoutMs: options.deliveryTimeoutMs ?? CLICKUP_ANSWER_LIMIT_MS,
  });
  const host = options.host ?? '127.0.0.1';
  const { port, close } = await listen(sandboxApp(sandbox), options.port ?? 0, host);
  const url = `http://${reachable(host)}:${port}`;
  sandbox.origin = url;
  return {
    url,
    port,
    apiUrl: `${url}/api`,
    state: () => stateView(sandbox),
    idle: () => sandbox.courier.idle(),
    close: () => {
      sandbox.courier.reset();
      return close();
    },
  };
}

function sandboxApp(sandbox: Sandbox): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_req, res, next) => {
    res.on('close', () => sandbox.courier.release());
    next();
  });
  const routes = [
    ...workspaceRoutes,
    ...placeRoutes,
    ...taskRoutes,
    ...fieldRoutes,
    ...commentRoutes,
    ...webhookRoutes,
  ];
  app.use('/api', apiDoor(sandbox, routes));
  app.use('/sandbox', controlDoor(sandbox));
  app.use(pagesDoor(sandbox));
  app.use(answerError);
  return app;
}

/** Bodies that cannot be read (too large, not JSON on the control surface), and mistakes of our own. */
const answerError: ErrorRequestHandler = (err: unknown, _req, res, _next) => {
  const status = typeof err === 'object' && err !== null && 'status' in err ? Number(err.status) : 500;
  res.status(status).json({ err: err instanceof Error ? err.message : String(err), ECODE: `SANDBOX_${status}` });
};

interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

function listen(app: Express, port: number, host: string): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (err) =>
      err ? reject(err) : resolve({ port: portOf(server.address()), close }),
    );
    const close = () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the stand-in listens on no port');
  return address.port;
}

/** Listening on all interfaces, addresses shown to people still have to name one. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
