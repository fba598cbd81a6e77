import type { Instant } from '../domain/account.ts';

/** The only way in which the product learns the time; doors and the ticker read it, everything below is told. */
export interface Clock {
  now(): Instant;
}

/**
 * The clocks of machines that work on one database may differ by so much, and ours from ClickUp's: what another one stamped a little
 * later than it is here has happened all the same.
 */
export const CLOCKS_DIFFER_MS = 10 * 60_000;

export const systemClock: Clock = { now: () => Date.now() };
