import { createTask } from 'node-cron';

/** Enough to see the nights and the weekends of a job that runs every few minutes of the working day. */
const RUNS = 1_000;

/** The longest time between two of the next runs of a cron expression, in milliseconds. */
export function longestGapMs(cron: string, timeZone: string): number {
  const task = createTask(cron, () => undefined, { timezone: timeZone });
  const runs = task.getNextRuns(RUNS).map((run) => run.getTime());
  void task.destroy();
  return Math.max(0, ...runs.slice(1).map((at, index) => at - (runs[index] ?? at)));
}
