import type { Instant } from '../domain/account.ts';

/** What ClickUp's X-RateLimit headers say about this token's window. */
export interface RateReading {
  readonly limit: number;
  readonly remaining: number;
  /** The reset as written, in milliseconds of the server's clock: tells one window from the next. */
  readonly reset: number;
  /** The same moment on our own clock. */
  readonly resetAt: Instant;
}

type Headers = Readonly<Record<string, unknown>>;

/** Past this, a reset time is in milliseconds; in whole seconds it would lie 30,000 years ahead. */
const MILLISECONDS_FROM = 1e12;

/** Reads the three headers; null when one is missing or no number. Where the answer carries a Date, our clock may be wrong. */
export function readRateHeaders(headers: Headers, now: Instant): RateReading | null {
  const limit = numberIn(headers['x-ratelimit-limit']);
  const remaining = numberIn(headers['x-ratelimit-remaining']);
  const reset = numberIn(headers['x-ratelimit-reset']);
  if (limit === null || limit < 1 || remaining === null || reset === null) return null;
  const resetMs = reset > MILLISECONDS_FROM ? reset : reset * 1000;
  const serverNow = Date.parse(String(headers.date ?? ''));
  return { limit, remaining, reset: resetMs, resetAt: Number.isNaN(serverNow) ? resetMs : now + resetMs - serverNow };
}

/** Retry-After in milliseconds, where a proxy in between sends one; ClickUp itself documents none. */
export function readRetryAfter(headers: Headers, now: Instant): number | null {
  const given = headers['retry-after'];
  const seconds = numberIn(given);
  if (seconds !== null) return Math.max(0, seconds * 1000);
  const at = Date.parse(String(given ?? ''));
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

function numberIn(header: unknown): number | null {
  if (typeof header !== 'string' && typeof header !== 'number') return null;
  const value = String(header).trim() === '' ? Number.NaN : Number(header);
  return Number.isFinite(value) ? value : null;
}
