/** Counts what is under way, and lets others wait until nothing is. */
export interface Pending {
  add(): void;
  done(): void;
  /** Resolves at once when nothing is under way, else when the last one is done. */
  none(): Promise<void>;
  clear(): void;
}

/** Nothing under way. */
export function createPending(): Pending {
  let count = 0;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const now = waiting;
    waiting = [];
    for (const resolve of now) resolve();
  };
  return {
    add: () => {
      count += 1;
    },
    done: () => {
      count = Math.max(0, count - 1);
      if (count === 0) wake();
    },
    none: () => (count === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    clear: () => {
      count = 0;
      wake();
    },
  };
}
