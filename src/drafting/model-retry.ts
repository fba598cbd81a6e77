import type { Failed } from './model-client.ts';

/** Calls for one piece of writing that may follow a failed one. */
const MOST_RETRIES = 2;
const FIRST_WAIT_MS = 250;
/** With less left than this after the wait no answer would come before the deadline. */
const LEAST_LEFT_MS = 500;

/**
 * How long to wait before a failed call is repeated, in milliseconds; null: a repeat cannot help, or not before the deadline.
 * @param retries repeats that were made already
 * @param leftMs until the deadline
 */
export function waitBeforeRetry({ why, retryAfterMs }: Failed, retries: number, leftMs: number): number | null {
  if (retries >= MOST_RETRIES) return null;
  if (why !== 'too_many_requests' && why !== 'server_error' && why !== 'unreachable') return null;
  const wait = retryAfterMs ?? FIRST_WAIT_MS * 2 ** retries;
  return wait + LEAST_LEFT_MS > leftMs ? null : wait;
}
