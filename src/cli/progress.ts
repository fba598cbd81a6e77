import cliProgress from 'cli-progress';

export interface Progress {
  at(count: number): void;
  stop(): void;
}

const EVERY = 1_000;

/** A bar on stderr for people; a line now and then where stderr is no terminal. `total` null: a counter. */
export function progress(what: string, total: number | null = null): Progress {
  if (!process.stderr.isTTY) {
    return {
      at(count) {
        if (count % EVERY === 0) process.stderr.write(`${count}${total === null ? '' : ` of ${total}`} ${what}\n`);
      },
      stop: () => undefined,
    };
  }
  const format = total === null ? `{value} ${what}` : `{bar} {value}/{total} ${what}, {eta_formatted} left`;
  const bar = new cliProgress.SingleBar(
    { format, stream: process.stderr, hideCursor: true, clearOnComplete: true },
    cliProgress.Presets.shades_classic,
  );
  bar.start(total ?? 0, 0);
  return { at: (count) => bar.update(count), stop: () => bar.stop() };
}

/** A bar for work whose size is known only when it has begun. */
export async function whileCounting<T>(
  what: string,
  work: (onCounted: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  let bar: Progress | null = null;
  try {
    return await work((done, total) => {
      bar ??= progress(what, total);
      bar.at(done);
    });
  } finally {
    (bar as Progress | null)?.stop();
  }
}
