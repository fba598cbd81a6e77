import type { Instant } from '../domain/account.ts';
import type { Lane } from '../monitor/board.ts';
import { ClickUpError } from './errors.ts';
import {
  type CallNumber,
  createRateBudget,
  PEOPLE_FIRST_MS,
  type RateAnswer,
  type RateBudgetOptions,
} from './rate-budget.ts';
import { createOwnLedger, type RateLedger } from './rate-ledger.ts';

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
  /** For stopping: whoever still waits, or asks later, gets a `stopping` error; their calls were never made. */
  close(): void;
}

export interface RateLimiterOptions extends RateBudgetOptions {
  readonly timers?: Timers;
  /** Shared where several programs of ours use the token; else each would count on all of it. */
  readonly ledger?: RateLedger;
}

/** A person waits for an answer, then alerts go out, then we read. */
const LANES: readonly Lane[] = ['conversation', 'alert', 'background'];

interface Waiting {
  readonly start: (turn: Turn) => void;
  readonly giveUp: (error: ClickUpError) => void;
}

/** How often it is asked whether another process has got the answer that everybody waits for. */
const LOOK_AGAIN_MS = 100;

type Leave =
  | { readonly kind: 'go'; readonly call: CallNumber }
  | { readonly kind: 'wait'; readonly until: Instant | null };

/** Turns the budget's permissions into promises; all rules are in `rate-budget.ts`. */
export function createRateLimiter(options: RateLimiterOptions = {}): RateLimiter {
  const timers = options.timers ?? systemTimers;
  const ledger = options.ledger ?? createOwnLedger();
  const queues: Record<Lane, Waiting[]> = { conversation: [], alert: [], background: [] };
  let callOffAlarm = (): void => {};
  let closed = false;
  let starting = false;
  let askAgain = false;

  /** One run at a time: whoever comes meanwhile is looked at in the next round. */
  async function startWhatMayGo(): Promise<void> {
    askAgain = true;
    if (starting) return;
    starting = true;
    while (askAgain) {
      askAgain = false;
      await startFirst();
    }
    starting = false;
  }

  async function startFirst(): Promise<void> {
    callOffAlarm();
    const lane = firstWaiting(queues);
    if (lane === undefined) return;
    const leave = await askLeave(lane);
    if (leave.kind === 'wait') return setAlarm(leave.until, lane);
    askAgain = true;
    const turn = turnOf(leave.call);
    const first = queues[lane].shift();
    // Whoever waited was sent away while the leave was asked for.
    if (first === undefined) turn.done({ kind: 'silent' });
    else first.start(turn);
  }

  const askLeave = (lane: Lane): Promise<Leave> =>
    ledger.use((state) => {
      const budget = createRateBudget(options, state);
      const permission = budget.ask(lane, timers.now());
      // That a person waits is for the others to know.
      if (permission.kind === 'wait') return { keep: lane === 'conversation', result: permission };
      return { keep: true, result: { kind: 'go', call: budget.sent(lane, timers.now()) } as Leave };
    });

  const turnOf = (call: CallNumber): Turn => ({
    done(answer) {
      const noted = ledger.use((state) => {
        createRateBudget(options, state).answered(call, answer, timers.now());
        return { keep: true, result: undefined };
      });
      void noted.then(startWhatMayGo);
    },
  });

  function setAlarm(until: Instant | null, lane: Lane): void {
    if (closed || (until === null && !ledger.shared)) return;
    const due = until === null ? LOOK_AGAIN_MS : Math.ceil(until - timers.now());
    const wait = ledger.shared && lane === 'conversation' ? Math.min(due, PEOPLE_FIRST_MS / 2) : due;
    callOffAlarm = timers.after(Math.max(1, wait), () => void startWhatMayGo());
  }

  return {
    turn(lane) {
      if (closed) return Promise.reject(stopping());
      return new Promise<Turn>((start, giveUp) => {
        queues[lane].push({ start, giveUp });
        void startWhatMayGo();
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
  new ClickUpError('the service is stopping: this call was not made', { code: 'stopping', outcome: 'not_applied' });
