/** Lets so many through at a time; the others wait in the order in which they came. */
export interface Turnstile {
  /** Runs the work when there is room, or gives up waiting when the signal ends. @throws the signal's reason */
  pass<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export function createTurnstile(places: number): Turnstile {
  let free = places;
  const queue: (() => void)[] = [];
  const enter = (signal: AbortSignal): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        queue.splice(queue.indexOf(admit), 1);
        reject(signal.reason);
      };
      const admit = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      queue.push(admit);
      signal.addEventListener('abort', leave, { once: true });
    });
  };
  const leave = (): void => {
    const next = queue.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    async pass(signal, work) {
      signal.throwIfAborted();
      await enter(signal);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
