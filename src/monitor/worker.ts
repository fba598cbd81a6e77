import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';

/** What a living service does all the time, one round after another; what fails is logged and waits for the next round. */
export interface WorkerDeps {
  /** In order. */
  readonly duties: readonly Duty[];
  readonly log: Logger;
  /** Told of each that failed. */
  readonly onFailure?: () => void;
  readonly everyMs: number;
  readonly timers: Timers;
}
export interface Duty {
  readonly name: string;
  /** True: there may be more to do at once, so the next round follows without a pause. */
  run(): Promise<boolean>;
}
export interface Timers {
  after(ms: number, run: () => void): () => void;
}

export interface Worker {
  start(): void;
  /** Something came in: the next round begins now instead of at its time. */
  wake(): void;
  /** Runs one job between rounds, never beside one, so that nothing of one process gets in its own way. */
  alone<T>(job: () => Promise<T>): Promise<T>;
  /** Ends after the round that is under way. */
  stop(): Promise<void>;
}

export function createWorker({ duties, log, onFailure, everyMs, timers }: WorkerDeps): Worker {
  let line: Promise<unknown> = Promise.resolve();
  let cancel: () => void = () => undefined;
  let state: 'idle' | 'running' | 'stopped' = 'idle';
  let woken = false;

  const round = async (): Promise<void> => {
    for (const duty of duties) {
      try {
        if (await duty.run()) woken = true;
      } catch (thrown) {
        onFailure?.();
        log.warn({ duty: duty.name, error: messageOf(thrown) }, 'a duty failed, the next round tries again');
      }
    }
  };
  const alone = <T>(job: () => Promise<T>): Promise<T> => {
    const turn = line.then(job, job);
    line = turn.catch(() => undefined);
    return turn;
  };
  const schedule = (ms: number): void => {
    cancel();
    if (state !== 'stopped') cancel = timers.after(ms, () => void go());
  };
  const go = async (): Promise<void> => {
    woken = false;
    await alone(round);
    schedule(woken ? 0 : everyMs);
  };
  return {
    start() {
      if (state !== 'idle') return;
      state = 'running';
      schedule(0);
    },
    wake() {
      if (woken || state !== 'running') return;
      woken = true;
      schedule(0);
    },
    alone,
    async stop() {
      state = 'stopped';
      cancel();
      await line;
    },
  };
}
