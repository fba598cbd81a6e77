import { type Logger as CronLogger, type ScheduledTask, schedule, type TaskContext } from 'node-cron';
import type { Instant } from '../domain/account.ts';
import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { Timers } from './set-back.ts';

/** A job of the clock: what, when, in which zone. */
export interface Job {
  readonly name: string;
  readonly cron: string;
  /** A time at which nobody was there, or which failed, is made up for as soon as somebody is; else it is left out. */
  readonly catchUp?: true;
  /** Left out: any process may; false leaves the slot to the others. */
  readonly mayRun?: () => Promise<boolean>;
  run(slot: Instant): Promise<void>;
}

/** When jobs that catch up are due next: what is past was missed. */
export interface Dues {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
}

export interface Slots {
  claim(job: string, slot: Instant, now: Instant, leaseMs: number): Promise<boolean>;
  finish(job: string, slot: Instant): Promise<void>;
  release(job: string, slot: Instant): Promise<void>;
}

export interface TickDeps {
  readonly slots: Slots;
  readonly dues: Dues;
  readonly clock: Clock;
  readonly log: Logger;
}

export type TickOutcome = { readonly kind: 'ran' | 'skipped' | 'failed' };

/** A process that dies in a job leaves its slot to another one after this. */
const LEASE_MS = 10 * 60_000;
/** A process that was busy when the time came is late and not too late: a day's digest may hang on it. */
const LATE_MS = 60_000;

/**
 * Runs a job for a slot, unless it ran already, here or in another process. The slot is the time for which it was planned: by
 * their own clocks two processes could take one slot for two.
 */
export async function tick(job: Job, slot: Instant, deps: TickDeps): Promise<TickOutcome> {
  if (job.mayRun !== undefined && !(await job.mayRun())) return { kind: 'skipped' };
  return runFor(job, slot, deps);
}

/**
 * Runs a job once for a time at which it was due and no process was there, or which failed then; and remembers when it is due next.
 * A job that was never due here has missed nothing.
 */
export async function catchUp(job: Job, next: Instant | null, deps: TickDeps): Promise<TickOutcome> {
  const due = await dueOf(job, deps);
  const isMissed = due <= deps.clock.now();
  if (isMissed) deps.log.info({ job: job.name, due: new Date(due).toISOString() }, 'job was missed, made up for now');
  const outcome: TickOutcome = isMissed ? await runFor(job, due, deps) : { kind: 'skipped' };
  if (!isMissed || outcome.kind === 'ran') await noteNext(job, next, deps);
  return outcome;
}

async function dueOf(job: Job, { dues }: TickDeps): Promise<Instant> {
  return Number((await dues.get(dueName(job))) ?? Number.POSITIVE_INFINITY);
}

/** The next time of a job that catches up; what was missed before it and not made up for yet is its work too. */
async function tickNext(job: Job, slot: Instant, next: () => Instant | null, deps: TickDeps): Promise<void> {
  const due = await dueOf(job, deps);
  const withMissed = { ...job, run: () => job.run(Math.min(due, slot)) };
  const { kind } = await tick(withMissed, slot, deps);
  if (kind === 'ran') await noteNext(job, next(), deps);
}

async function noteNext(job: Job, next: Instant | null, { dues }: TickDeps): Promise<void> {
  if (next !== null) await dues.set(dueName(job), String(next));
}

const dueName = ({ name }: Job): string => `due.${name}`;

async function runFor(job: Job, slot: Instant, { slots, clock, log }: TickDeps): Promise<TickOutcome> {
  if (!(await slots.claim(job.name, slot, clock.now(), LEASE_MS))) return { kind: 'skipped' };
  try {
    await job.run(slot);
    await slots.finish(job.name, slot);
    return { kind: 'ran' };
  } catch (thrown) {
    log.error({ job: job.name, error: messageOf(thrown) }, 'job failed, it is tried again');
    await slots.release(job.name, slot);
    return { kind: 'failed' };
  }
}

export interface Ticker {
  /** The clock was set: the library would go on waiting for the times that it had planned by the old one. */
  planAnew(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Sees to it that what was due of one job gets done: while it is still missed after an attempt, which failed or found the slot
 * taken, perhaps by a process that is dead, there is another one when the lease of that slot has run out.
 */
class Persistence {
  readonly #job: Job;
  readonly #deps: TickerDeps;
  readonly #follow: (run: Promise<void>) => Promise<void>;
  #waitNoMore: () => void = () => undefined;
  #isOver = false;

  constructor(job: Job, deps: TickerDeps, follow: (run: Promise<void>) => Promise<void>) {
    this.#job = job;
    this.#deps = deps;
    this.#follow = follow;
  }

  /** An attempt takes the place of the one that was waited for. */
  async attempt(run: () => Promise<unknown>, again: () => Promise<unknown>): Promise<void> {
    this.#waitNoMore();
    await this.#follow(this.#try(run, again));
  }

  stop(): void {
    this.#isOver = true;
    this.#waitNoMore();
  }

  async #try(run: () => Promise<unknown>, again: () => Promise<unknown>): Promise<void> {
    const { log, clock, timers } = this.#deps;
    try {
      await run();
      if ((await dueOf(this.#job, this.#deps)) > clock.now()) return;
    } catch (thrown) {
      log.error({ job: this.#job.name, error: messageOf(thrown) }, 'what was missed was not made up for');
    }
    this.#waitNoMore();
    if (!this.#isOver) this.#waitNoMore = timers.after(LEASE_MS + 1, () => void this.attempt(again, again));
  }
}

export type TickerDeps = TickDeps & { readonly timers: Timers };

/** Starts the clock; a job that is still running when its next time comes is not started again. */
export function startTicker(jobs: readonly Job[], timeZone: string, deps: TickerDeps): Ticker {
  const running = new Set<Promise<unknown>>();
  const follow = async <T>(run: Promise<T>): Promise<T> => {
    running.add(run);
    return run.finally(() => running.delete(run));
  };
  const persisting: Persistence[] = [];
  const tasks = jobs.map((job) => {
    const logger = cronLogger(deps.log.child({ job: job.name }));
    const options = { timezone: timeZone, noOverlap: true, missedExecutionTolerance: LATE_MS, name: job.name, logger };
    if (!job.catchUp) {
      const once = ({ date }: TaskContext) => follow(tick(job, date.getTime(), deps)).then(() => undefined);
      return schedule(job.cron, once, options);
    }
    const persistence = new Persistence(job, deps, follow);
    persisting.push(persistence);
    const makeUp = () => catchUp(job, nextRun(task), deps);
    const once = ({ date }: TaskContext) =>
      persistence.attempt(() => tickNext(job, date.getTime(), () => nextRun(task), deps), makeUp);
    const task = schedule(job.cron, once, options);
    void persistence.attempt(makeUp, makeUp);
    return task;
  });
  return {
    async planAnew() {
      for (const task of tasks) {
        await task.stop();
        await task.start();
      }
    },
    async stop() {
      for (const persistence of persisting) persistence.stop();
      for (const task of tasks) await task.stop();
      // A job under way still needs the database, to say that its slot is done.
      await Promise.allSettled(running);
    },
  };
}

const nextRun = (task: ScheduledTask): Instant | null => task.getNextRun()?.getTime() ?? null;

/** The library's own lines among ours; left alone it writes them to stdout in words of its own, where a line is JSON. */
function cronLogger(log: Logger): CronLogger {
  const line = (level: 'info' | 'warn' | 'error' | 'debug') => (said: string | Error, err?: Error) => {
    const error = said instanceof Error ? said : err;
    log[level](error === undefined ? {} : { error: messageOf(error) }, messageOf(said));
  };
  return { info: line('info'), warn: line('warn'), error: line('error'), debug: line('debug') };
}
