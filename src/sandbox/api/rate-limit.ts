/** ClickUp counts requests by token and minute. How its window moves is not published, so both ways can be had. */
export type WindowKind = 'fixed' | 'sliding';

export interface LimitVerdict {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds at which room comes free again: the `X-RateLimit-Reset` header. */
  readonly resetAt: number;
}

export interface RateLimiter {
  /** Counts one request of a token at a real time in Unix milliseconds. Refused requests do not count. */
  take(token: string, now: number): LimitVerdict;
  configure(settings: { limit?: number | undefined; window?: WindowKind | undefined }): void;
  reset(): void;
}

const WINDOW_MS = 60_000;

/** @param limit requests a minute and token */
export function createRateLimiter(limit: number, window: WindowKind): RateLimiter {
  let settings = { limit, window };
  const taken = new Map<string, readonly number[]>();
  return {
    take: (token, now) => {
      const inWindow = stillCounting(taken.get(token) ?? [], now, settings.window);
      const allowed = inWindow.length < settings.limit;
      const counted = allowed ? [...inWindow, now] : inWindow;
      taken.set(token, counted);
      const resetAt = Math.ceil(((counted[0] ?? now) + WINDOW_MS) / 1_000);
      return { allowed, limit: settings.limit, remaining: settings.limit - counted.length, resetAt };
    },
    configure: (changes) => {
      settings = { limit: changes.limit ?? settings.limit, window: changes.window ?? settings.window };
      taken.clear();
    },
    reset: () => taken.clear(),
  };
}

/** A fixed window begins with its first request and forgets all at once; a sliding one forgets each request by itself. */
function stillCounting(taken: readonly number[], now: number, window: WindowKind): readonly number[] {
  if (window === 'sliding') return taken.filter((at) => now - at < WINDOW_MS);
  const first = taken[0];
  return first !== undefined && now - first < WINDOW_MS ? taken : [];
}
