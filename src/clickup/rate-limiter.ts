import type { Instant } from '../domain/account.ts';
import type { Lane } from '../monitor/board.ts';
import { ClickUpError } from './errors.ts';
import { createRateBudget, type RateAnswer, type RateBudgetOptions } from './rate-budget.ts';

/** The time and its alarms, handed in so that tests need not wait. */
export interface Timers {
  now(): Instant;
  /** Calls `ring` once after `ms`; the function given back calls it off. */
  after(ms: number, ring: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => Date.now(),
  after(ms, ring) {
    const timer = setTimeout(ring, ms);
    return () => clearTimeout(timer);
  },
};

/** Leave for one call. `done` must be told what came of it, whatever came of it. */
export interface Turn {
  done(answer: RateAnswer): void;
}

/** One per token: every call to ClickUp waits here for its turn. */
export interface RateLimiter {
  /** In order of asking within a lane; a lane goes only when those before it are empty. */
  turn(lane: Lane): Promise<Turn>;
  /** For stopping: whoever still waits, or asks later, gets an `unreachable` error; their calls were never made. */
  close(): void;
}

export interface RateLimiterOptions extends RateBudgetOptions {
  readonly timers?: Timers;
}

/** A person waits for an answer, then alerts go out, then we read. */
const LANES: readonly Lane[] = ['conversation', 'alert', 'background'];

interface Waiting {
  readonly start: (turn: Turn) => void;
  readonly giveUp: (error: ClickUpError) => void;
}

/** Turns the budget's permissions into promises; all rules are in `rate-budget.ts`. */
export function createRateLimiter(options: RateLimiterOptions = {}): RateLimiter {
  const timers = options.timers ?? systemTimers;
  const budget = createRateBudget(options);
  const queues: Record<Lane, Waiting[]> = { conversation: [], alert: [], background: [] };
  let callOffAlarm = (): void => {};
  let closed = false;

  function startWhatMayGo(): void {
    callOffAlarm();
    for (let lane = firstWaiting(queues); lane !== undefined; lane = firstWaiting(queues)) {
      const permission = budget.ask(lane, timers.now());
      if (permission.kind === 'go') queues[lane].shift()?.start(takeTurn(lane));
      else {
        if (permission.until !== null) setAlarm(permission.until);
        return;
      }
    }
  }

  function takeTurn(lane: Lane): Turn {
    const call = budget.sent(lane, timers.now());
    return {
      done(answer) {
        budget.answered(call, answer, timers.now());
        startWhatMayGo();
      },
    };
  }

  function setAlarm(until: Instant): void {
    callOffAlarm = timers.after(Math.max(1, Math.ceil(until - timers.now())), startWhatMayGo);
  }

  return {
    turn(lane) {
      if (closed) return Promise.reject(stopping());
      return new Promise<Turn>((start, giveUp) => {
        queues[lane].push({ start, giveUp });
        startWhatMayGo();
      });
    },
    close() {
      closed = true;
      callOffAlarm();
      for (const lane of LANES) for (const waiting of queues[lane].splice(0)) waiting.giveUp(stopping());
    },
  };
}

const firstWaiting = (queues: Record<Lane, Waiting[]>): Lane | undefined =>
  LANES.find((lane) => queues[lane].length > 0);

const stopping = (): ClickUpError =>
  new ClickUpError('the service is stopping: this call was not made', { code: 'unreachable', outcome: 'not_applied' });
