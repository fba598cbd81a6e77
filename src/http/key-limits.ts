import type { Instant } from '../domain/account.ts';

export interface Rate {
  /** Requests of one key that may wait for the database at the same time. */
  readonly atATime: number;
  /** Events a second of one key, over `BURST_SECONDS`; null: as many as the database keeps up with. */
  readonly eventsPerSecond: number | null;
}

export type Entry =
  | { readonly kind: 'in'; readonly leave: () => void }
  | { readonly kind: 'too_fast'; readonly retryAfterSeconds: number };

/** Keeps one key from taking all there is: asked before a request is stored, told when it is. */
export interface KeyLimits {
  enter(source: string, events: number, now: Instant): Entry;
}

/** Segment's SDK sends 2,000 events as 135 requests within 0.2 s, and several servers may share a key: far above what honest senders reach. */
export const REQUESTS_AT_A_TIME = 500;
/** SDKs send in bursts, and a night's back-fill is one: so many seconds' worth may come at once. */
export const BURST_SECONDS = 10;
/** What waits for the database is stored within moments, or there is trouble anyway. */
const MOMENT_SECONDS = 1;

interface Use {
  waiting: number;
  /** Events that may still come at once; below 0 after a batch larger than what was left. */
  left: number;
  at: Instant;
}

export function createKeyLimits({ atATime, eventsPerSecond }: Rate): KeyLimits {
  const uses = new Map<string, Use>();
  const most = (eventsPerSecond ?? 0) * BURST_SECONDS;
  const useOf = (source: string, now: Instant): Use => {
    const use = uses.get(source) ?? { waiting: 0, left: most, at: now };
    const earned = (Math.max(0, now - use.at) / 1000) * (eventsPerSecond ?? 0);
    use.left = Math.min(most, use.left + earned);
    use.at = now;
    uses.set(source, use);
    return use;
  };
  return {
    enter(source, events, now) {
      const use = useOf(source, now);
      if (use.waiting >= atATime) return { kind: 'too_fast', retryAfterSeconds: MOMENT_SECONDS };
      if (eventsPerSecond !== null && use.left <= 0)
        return { kind: 'too_fast', retryAfterSeconds: Math.floor(-use.left / eventsPerSecond) + 1 };
      use.waiting += 1;
      use.left -= events;
      return { kind: 'in', leave: () => leave(use) };
    },
  };
}

function leave(use: Use): void {
  use.waiting -= 1;
}
