import { type Logger as CronLogger, schedule } from 'node-cron';
import type { Instant } from '../domain/account.ts';
import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';

/** A job of the clock: what, when, in which zone. */
export interface Job {
  readonly name: string;
  readonly cron: string;
  run(slot: Instant): Promise<void>;
}

export interface Slots {
  claim(job: string, slot: Instant, now: Instant, leaseMs: number): Promise<boolean>;
  finish(job: string, slot: Instant): Promise<void>;
  release(job: string, slot: Instant): Promise<void>;
}

export interface TickDeps {
  readonly slots: Slots;
  readonly clock: Clock;
  readonly log: Logger;
}

export type TickOutcome = { readonly kind: 'ran' | 'skipped' | 'failed' };

/** A process that dies in a job leaves its slot to another one after this. */
const LEASE_MS = 10 * 60_000;
const SLOT_MS = 1_000;

/** Runs a job for the slot that `now` falls into, unless it ran already, here or in another process. */
export async function tick(job: Job, { slots, clock, log }: TickDeps): Promise<TickOutcome> {
  const slot = Math.floor(clock.now() / SLOT_MS) * SLOT_MS;
  if (!(await slots.claim(job.name, slot, clock.now(), LEASE_MS))) return { kind: 'skipped' };
  try {
    await job.run(slot);
    await slots.finish(job.name, slot);
    return { kind: 'ran' };
  } catch (thrown) {
    log.error({ job: job.name, error: messageOf(thrown) }, 'job failed, its next time tries again');
    await slots.release(job.name, slot);
    return { kind: 'failed' };
  }
}

export interface Ticker {
  stop(): Promise<void>;
}

/** Starts the clock; a job that is still running when its next time comes is not started again. */
export function startTicker(jobs: readonly Job[], timeZone: string, deps: TickDeps): Ticker {
  const running = new Set<Promise<TickOutcome>>();
  const tasks = jobs.map((job) => {
    const once = async (): Promise<void> => {
      const run = tick(job, deps);
      running.add(run);
      await run.finally(() => running.delete(run));
    };
    const logger = cronLogger(deps.log.child({ job: job.name }));
    return schedule(job.cron, once, { timezone: timeZone, noOverlap: true, name: job.name, logger });
  });
  return {
    async stop() {
      for (const task of tasks) await task.stop();
      // A job under way still needs the database, to say that its slot is done.
      await Promise.allSettled(running);
    },
  };
}

/** The library's own lines among ours; left alone it writes them to stdout in words of its own, where a line is JSON. */
function cronLogger(log: Logger): CronLogger {
  const line = (level: 'info' | 'warn' | 'error' | 'debug') => (said: string | Error, err?: Error) => {
    const error = said instanceof Error ? said : err;
    log[level](error === undefined ? {} : { error: messageOf(error) }, messageOf(said));
  };
  return { info: line('info'), warn: line('warn'), error: line('error'), debug: line('debug') };
}
