import type { Command } from 'commander';
import { type Columns, renamedColumns } from './columns.ts';
import { encodingNamed } from './encoding.ts';

/** A file of rows, and how it is to be read. */
export interface RowsFile {
  /** `-`: stdin. */
  readonly file: string;
  /** What its rows are, for people. */
  readonly what: string;
  readonly columns: Omit<Columns, 'onUnknown'>;
  /** Null or left out: told by the bytes. */
  readonly encoding?: string | null;
}

export interface RowsFlags {
  readonly json?: boolean;
  readonly map: readonly string[];
  readonly encoding?: string;
}

/** The flags that say how a file of rows is to be read. */
export const rowsOptions = (command: Command): Command =>
  command
    .description('CSV or JSON lines, .gz too')
    .option(
      '--map <column=name>',
      'what the file calls a column, such as "timestamp=Occurred at"; once for each',
      (given: string, before: readonly string[]) => [...before, given],
      [],
    )
    .option('--encoding <name>', 'such as utf-16le, windows-1252 or shift_jis (default: told by the bytes)');

/** @throws MonitorError `bad_usage` for flags that mean nothing */
export function rowsFile(
  file: string,
  what: string,
  columns: Pick<Columns, 'required' | 'optional'>,
  { map, encoding }: RowsFlags,
): RowsFile {
  const renamed = renamedColumns(map, columns);
  return { file, what, columns: { ...columns, renamed }, encoding: encoding == null ? null : encodingNamed(encoding) };
}
