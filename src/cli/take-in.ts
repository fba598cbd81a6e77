import type { ImportCounts, ImportListener, ImportRow } from '../monitor/import-rows.ts';
import type { Columns } from './csv-rows.ts';
import { openSource } from './open-source.ts';
import { progress } from './progress.ts';
import { readRows } from './read-rows.ts';
import { say } from './terminal.ts';

export type TakeIn = (rows: AsyncIterable<ImportRow>, listener: ImportListener) => Promise<ImportCounts>;

/** Hands the rows of a file to an import, with progress; `refused` hears of each line that cannot be used. */
export async function takeIn(
  file: string,
  what: string,
  columns: Pick<Columns, 'required' | 'optional'>,
  refused: ImportListener['refused'],
  run: TakeIn,
): Promise<ImportCounts> {
  let bytes = 0;
  const source = await openSource(file, process.stdin, (read) => {
    bytes = read;
  });
  const isBar = source.size !== null && process.stderr.isTTY;
  const bar = isBar ? progress(`kB of ${what} read`, Math.ceil((source.size ?? 0) / 1024)) : progress(`${what} read`);
  const onUnknown = (names: readonly string[]): void =>
    say(`${source.name}: columns left out, because they are not known: ${names.join(', ')}`);
  try {
    return await run(readRows(source, { ...columns, onUnknown }), {
      refused,
      read: (lines) => bar.at(isBar ? Math.floor(bytes / 1024) : lines),
    });
  } finally {
    bar.stop();
  }
}
