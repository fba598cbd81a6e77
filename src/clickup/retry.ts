import { ClickUpError } from './errors.ts';
import type { Method } from './failure.ts';

export type Retry = { readonly kind: 'give_up' } | { readonly kind: 'again'; readonly afterMs: number };

const MAX_ATTEMPTS = 5;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/**
 * Whether a failed call is made again, and after how long. A 429 was refused before anything happened, so every method may be
 * repeated, and the limiter does the waiting. Anything else is repeated only where a second time does no harm: never a POST.
 * `attempt` counts from 1; `random` is in [0, 1) and spreads clients that failed together.
 */
export function afterFailure(error: unknown, method: Method, attempt: number, random: number): Retry {
  if (!(error instanceof ClickUpError) || attempt >= MAX_ATTEMPTS) return { kind: 'give_up' };
  if (error.code === 'rate_limited') return { kind: 'again', afterMs: 0 };
  const passing = error.code === 'server' || error.code === 'timeout' || error.code === 'unreachable';
  if (!passing || method === 'POST') return { kind: 'give_up' };
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return { kind: 'again', afterMs: longest * (0.5 + random / 2) };
}
