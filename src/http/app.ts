import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Router } from 'express';
import type { Reading } from '../monitor/remembering.ts';
import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import { apiRoutes } from './api.ts';
import { type Guard, requireViewer } from './auth.ts';
import { createBrake } from './brake.ts';
import { errorHandler, noSuchPage } from './errors.ts';
import { healthRoutes, metricsRoute, type ReadinessCheck } from './health.ts';
import type { DashboardDoor } from './pages.ts';
import { neverStored, securityHeaders } from './security-headers.ts';
import { signInRoutes } from './sign-in.ts';
import { WEBHOOK_PATH, type WebhookDeps, webhookDoor, webhookRoutes } from './webhook.ts';

export interface AppDeps {
  readonly log: Logger;
  readonly clock: Clock;
  /** DASHBOARD_TOKEN; null: the figures are for this machine only. */
  readonly dashboardToken: string | null;
  readonly webhook: WebhookDeps;
  /** `usageEventRoutes(…)`: it checks its own keys. */
  readonly usageEvents: Router;
  readonly read: Reading;
  /** `createDashboard(…)`. */
  readonly dashboard: DashboardDoor;
  readonly checks: readonly ReadinessCheck[];
  readonly metrics: () => Promise<string>;
  readonly version: string;
  /** How a wrong token is made to wait; tests pass their own. */
  readonly wait?: (ms: number) => Promise<void>;
}

/**
 * All doors in one application. What machines send comes first, each with its own proof; health and style are open; everything
 * below the guard is for viewers only, so that a route added later is closed unless someone opens it.
 */
export function createApp(deps: AppDeps): RequestListener {
  const { log, dashboard } = deps;
  const guard = guardFor(deps);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const deliveries = webhookDoor(deps.webhook, log.child({ part: 'webhook' }));
  app.use(webhookRoutes(deliveries));
  app.use(deps.usageEvents);
  app.use(securityHeaders);
  app.use(dashboard.assets);
  app.use(neverStored);
  app.use(healthRoutes(deps.checks));
  app.use(signInRoutes(guard, dashboard.pages));
  app.use(requireViewer(guard, dashboard.pages));
  app.get('/metrics', metricsRoute(deps.metrics));
  app.use('/api', apiRoutes(deps));
  app.use(dashboard.routes);
  app.use(noSuchPage(dashboard.pages));
  app.use(errorHandler(log, dashboard.pages));
  return (req, res) => {
    // As ClickUp spells it, and past Express (docs/performance.md).
    if (req.url === WEBHOOK_PATH && req.method === 'POST') deliveries(req, res);
    else app(req, res);
  };
}

function guardFor({ dashboardToken: token, clock, wait = pause }: AppDeps): Guard {
  return token === null ? { kind: 'local_only' } : { kind: 'token', token, brake: createBrake(token, wait), clock };
}

/** A waiting guess keeps no process alive. */
const pause = (ms: number): Promise<void> => sleep(ms, undefined, { ref: false });
