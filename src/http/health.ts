import { type RequestHandler, Router } from 'express';
import { messageOf } from '../shared/errors.ts';

/** One thing that must work before traffic makes sense; `why` says what is wrong and the way out, null when it works. */
export interface ReadinessCheck {
  readonly name: string;
  readonly check: () => Promise<{ readonly ok: boolean; readonly why: string | null }>;
}

interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly why: string | null;
}

/** Whoever asks for readiness does so every few seconds: a check that hangs must not pile up. */
const CHECK_LIMIT_MS = 5_000;

/** For whoever keeps the process alive and in rotation; open to all, since it says nothing about customers. */
export function healthRoutes(checks: readonly ReadinessCheck[]): Router {
  const routes = Router();
  routes.get('/healthz', (_req, res) => {
    res.json({ alive: true });
  });
  routes.get('/readyz', async (_req, res) => {
    const results = await Promise.all(checks.map(runCheck));
    const ready = results.every(({ ok }) => ok);
    res.status(ready ? 200 : 503).json({ ready, checks: results });
  });
  return routes;
}

/** The text format that every scraper reads. */
const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** @param metrics the whole text */
export function metricsRoute(metrics: () => Promise<string>): RequestHandler {
  return async (_req, res) => {
    res.type(PROMETHEUS_TYPE).send(await metrics());
  };
}

async function runCheck({ name, check }: ReadinessCheck): Promise<CheckResult> {
  const deadline = new AbortController();
  try {
    const { ok, why } = await Promise.race([check(), failAfter(CHECK_LIMIT_MS, deadline.signal)]);
    return { name, ok, why: ok ? null : why };
  } catch (thrown) {
    return { name, ok: false, why: messageOf(thrown) };
  } finally {
    deadline.abort();
  }
}

function failAfter(ms: number, cancelled: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
    cancelled.addEventListener('abort', () => clearTimeout(timer));
  });
}
