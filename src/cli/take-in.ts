import type { ImportListener, ImportRow } from '../monitor/import-rows.ts';
import { openSource } from './open-source.ts';
import { readRows } from './read-rows.ts';
import type { RowsFile } from './rows-file.ts';
import { rowsProgress } from './rows-progress.ts';
import { say } from './terminal.ts';

export type TakeIn<T> = (rows: AsyncIterable<ImportRow>, listener: ImportListener) => Promise<T>;

/** Hands the rows of a file to an import, with progress; `refused` hears of each line that cannot be used. */
export async function takeIn<T>(
  { file, what, columns, encoding = null }: RowsFile,
  refused: ImportListener['refused'],
  run: TakeIn<T>,
): Promise<T> {
  let bytes = 0;
  const source = await openSource(file, process.stdin, (read) => {
    bytes = read;
  });
  const onUnknown = (names: readonly string[]): void =>
    say(`${source.name}: columns left out, because they are not known: ${names.join(', ')}`);
  const onOther = (): void =>
    say(
      `${source.name}: not all of it is UTF-8: the other lines are read as Windows-1252 (--encoding NAME: another one)`,
    );
  const bar = rowsProgress(what, source.size === null ? null : kB(source.size));
  try {
    return await run(readRows(source, { ...columns, onUnknown }, { name: encoding, onOther }), {
      refused,
      read: (lines) => bar.at(lines, kB(bytes)),
    });
  } finally {
    bar.stop();
  }
}

const kB = (bytes: number): number => Math.ceil(bytes / 1024);
