import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';

/** So many rows are written as text in a millisecond or two; up to here an answer is best sent whole. */
export const ROWS_A_PORTION = 200;

/** The text of a long list a portion at a time; between two of them whoever else waits in this process gets a turn. */
export async function* portionsOf<T>(
  rows: readonly T[],
  textOf: (portion: readonly T[], isFirst: boolean) => string,
): AsyncGenerator<string> {
  for (let from = 0; from === 0 || from < rows.length; from += ROWS_A_PORTION) {
    yield textOf(rows.slice(from, from + ROWS_A_PORTION), from === 0);
    await setImmediate();
  }
}

/** As JSON.stringify. */
export async function* jsonPortions(rows: readonly unknown[]): AsyncGenerator<string> {
  yield '[';
  yield* portionsOf(rows, (portion, isFirst) => `${isFirst ? '' : ','}${JSON.stringify(portion).slice(1, -1)}`);
  yield ']';
}

/** Sends as fast as the other side reads. Whoever hangs up before the end has had enough: that is no error. */
export async function sendPortions(out: Writable, portions: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(portions), out);
  } catch (thrown) {
    if (!out.destroyed || (thrown as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw thrown;
  }
}
