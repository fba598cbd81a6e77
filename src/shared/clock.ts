import type { Instant } from '../domain/account.ts';

/** The only way in which the product learns the time; doors and the ticker read it, everything below is told. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };
