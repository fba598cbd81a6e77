import type { ImportRow } from '../monitor/import-rows.ts';
import type { Columns } from './columns.ts';
import { csvRows } from './csv-rows.ts';
import { asUtf8 } from './encoding.ts';
import { jsonRows } from './json-rows.ts';
import { cannotRead, peek, type Source } from './open-source.ts';

/** More than a header line: enough to tell what a file is. */
const HEAD_BYTES = 64 * 1024;

export interface Encoding {
  /** Null: told by the bytes. */
  readonly name: string | null;
  /** Hears once that a line is no UTF-8. */
  readonly onOther?: () => void;
}

/**
 * The rows of a CSV (comma, semicolon, tab or bar, told by its header) or of JSON lines, told by their first character. Line
 * numbers are those of an editor: from 1, a row that spans lines has its first. A line that cannot be read is handed on as
 * such; the file goes on after it.
 * @throws MonitorError `bad_input` when the file as a whole cannot be read, with the line
 */
export async function* readRows(
  source: Source,
  columns: Columns,
  encoding: Encoding = { name: null },
): AsyncGenerator<ImportRow> {
  const { head, all } = await peek(asUtf8(source.bytes, encoding.name, encoding.onOther), hasHeader);
  const start = head.toString('utf8').replace(/^\uFEFF/, '');
  const first = start.trimStart()[0];
  if (first === undefined && head.length < HEAD_BYTES)
    throw cannotRead(source, 1, `is empty: its first line must name the columns ${columns.required.join(', ')}`);
  if (first === '[') throw cannotRead(source, 1, 'is one JSON array: write one object a line');
  yield* first === '{' ? jsonRows(all, columns) : csvRows(source, all, start, columns);
}

/** Whether a whole line with something in it is there. */
const hasHeader = (head: Buffer): boolean =>
  head.length >= HEAD_BYTES || head.toString('latin1').trimStart().includes('\n');
