import type { ImportListener, ImportRow } from '../../src/monitor/import-rows.ts';

export const NOW = Date.UTC(2026, 10, 23, 9);

/** Rows as a file with a header would give them: the first is line 2. */
export async function* rowsOf(rows: readonly Readonly<Record<string, unknown>>[]): AsyncGenerator<ImportRow> {
  let line = 1;
  for (const row of rows) {
    line += 1;
    yield { kind: 'row', line, values: new Map(Object.entries(row)) };
  }
}

export interface Heard extends ImportListener {
  readonly refusals: readonly string[];
}

/** Remembers what was refused, as `LINE: WHY`. */
export function listener(): Heard {
  const refusals: string[] = [];
  return { refusals, refused: (line, why) => void refusals.push(`${line}: ${why}`), read: () => undefined };
}

/** Rows of a file whose reading fails after these. */
export async function* brokenAfter(rows: AsyncIterable<ImportRow>): AsyncGenerator<ImportRow> {
  yield* rows;
  throw new Error('the disk is gone');
}
