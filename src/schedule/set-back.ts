import type { Clock } from '../shared/clock.ts';

/** How a wait is begun; gives back how not to wait any longer. */
export interface Timers {
  after(ms: number, run: () => void): () => void;
}

/** A clock that is set back by less than this makes a job late by less than this. */
const LOOK_EVERY_MS = 10_000;

/**
 * Watches whether the machine's clock is set back: whoever waits for a time by the old one would wait for as long again.
 * @returns how to end it
 */
export function watchSetBack(clock: Clock, timers: Timers, onSetBack: (byMs: number) => void): () => void {
  let last = clock.now();
  const look = (): void => {
    const now = clock.now();
    if (now < last) onSetBack(last - now);
    last = now;
    cancel = timers.after(LOOK_EVERY_MS, look);
  };
  let cancel = timers.after(LOOK_EVERY_MS, look);
  return () => cancel();
}
