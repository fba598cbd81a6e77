import cliProgress from 'cli-progress';
import { formatDuration, type RowsPace, paceOf } from './rows-pace.ts';

export interface RowsProgress {
  /** Rows, and kilobytes of the file as it is packed, read so far. */
  at(rows: number, kB: number): void;
  stop(): void;
}

/** The first line early, so that people see that something goes on. */
const FIRST_LINE_AT = 1_000;
const A_LINE_EVERY_MS = 2_000;

/**
 * How far the rows of a file are read, with rate and time left: a bar on a terminal, else a line now and then, both on stderr.
 * @param totalKB size of the file; null: nobody knows, as of stdin
 */
export function rowsProgress(what: string, totalKB: number | null): RowsProgress {
  const startedAt = performance.now();
  const pace = (rows: number, kB: number): RowsPace =>
    paceOf({ rows, kB, totalKB, seconds: (performance.now() - startedAt) / 1000 });
  return process.stderr.isTTY ? asBar(what, totalKB, pace) : asLines(what, pace);
}

type Pace = (rows: number, kB: number) => RowsPace;

function asBar(what: string, totalKB: number | null, pace: Pace): RowsProgress {
  const rows = `{rows} ${what} read, {rate} a second`;
  const bar = new cliProgress.SingleBar(
    {
      format: totalKB === null ? rows : `{bar} {percentage}% ${rows}, {left} left`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    cliProgress.Presets.shades_classic,
  );
  bar.start(totalKB ?? 0, 0, { rows: 0, rate: '–', left: '–' });
  return {
    at(count, kB) {
      const { rate, secondsLeft } = pace(count, kB);
      bar.update(kB, { rows: count, rate, left: secondsLeft === null ? '–' : formatDuration(secondsLeft) });
    },
    stop: () => bar.stop(),
  };
}

function asLines(what: string, pace: Pace): RowsProgress {
  let saidAt: number | null = null;
  return {
    at(rows, kB) {
      const now = performance.now();
      if (saidAt === null ? rows < FIRST_LINE_AT : now - saidAt < A_LINE_EVERY_MS) return;
      saidAt = now;
      const { rate, percent, secondsLeft } = pace(rows, kB);
      const left =
        percent === null || secondsLeft === null ? '' : `, ${percent} %, ${formatDuration(secondsLeft)} left`;
      process.stderr.write(`${rows} ${what} read, ${rate} a second${left}\n`);
    },
    stop: () => undefined,
  };
}
