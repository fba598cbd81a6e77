import { MINUTE_MS } from '../domain/duration.ts';

/** How fast comments are read where no delivery tells of them, and so how late one may be found. */

export interface ReadingFacts {
  /** Tasks with a waiting draft or an open alert. */
  readonly waiting: number;
  /** All other tasks that are watched. */
  readonly others: number;
  /** Threads that may have to be read beside the tasks' own comments. */
  readonly threads: number;
  /** ClickUp's limit for our token, in calls a minute. */
  readonly limitPerMinute: number;
  /** Longest time from the start of one round to that of the next. */
  readonly everyMs: number;
}

export interface ReadingPace {
  readonly callsPerMinute: number;
  /** Of the other tasks, how many are read in one round. */
  readonly othersPerRound: number;
  /** The longest delay with which a comment is found on a task that waits for an answer, and on any other. */
  readonly waitingMs: number;
  readonly othersMs: number;
}

/** Without a webhook the service begins a round this often, whatever RECONCILE_CRON says. */
export const POLL_EVERY_MS = 10_000;
/** ClickUp's smallest limit of any plan: assumed until an answer says otherwise. */
export const ASSUMED_LIMIT = 100;
/** `clickup/rate-budget.ts` leaves two calls unused and gives background reading a third of the rest. */
const UNUSED = 2;
const BACKGROUND_SHARE = 1 / 3;
/** Each round first reads the list for what changed and looks after the webhook. */
const CALLS_AHEAD = 2;
/** However much waits for an answer: so many of the other tasks are read before it is read again, so that their turn comes. */
export const LEAST_OTHERS = 5;

/**
 * Each round reads every waiting task, then goes on with the others until the next round; they come in turn, so a turn may take
 * several rounds. A comment that is written just after its task was read is found when the task is read next.
 */
export function readingPace({ waiting, others, threads, limitPerMinute, everyMs }: ReadingFacts): ReadingPace {
  const callsPerMinute = Math.max(1, Math.floor((limitPerMinute - UNUSED) * BACKGROUND_SHARE));
  const callsPerTask = 1 + threads / Math.max(1, waiting + others);
  const takes = (tasks: number): number => ((CALLS_AHEAD + tasks * callsPerTask) / callsPerMinute) * MINUTE_MS;
  const least = Math.min(others, LEAST_OTHERS);
  const roundMs = everyMs * Math.max(1, Math.ceil(takes(waiting + least) / everyMs));
  const fitting = Math.floor(((callsPerMinute * roundMs) / MINUTE_MS - CALLS_AHEAD) / callsPerTask) - waiting;
  const othersPerRound = Math.min(others, Math.max(least, fitting));
  const rounds = others === 0 ? 1 : Math.ceil(others / othersPerRound);
  return {
    callsPerMinute,
    othersPerRound,
    waitingMs: roundMs + takes(waiting),
    othersMs: rounds * roundMs + takes(waiting + othersPerRound),
  };
}
