import type { ImportRow } from '../monitor/import-rows.ts';
import { type Columns, csvRows } from './csv-rows.ts';
import { cannotRead, peek, type Source } from './open-source.ts';

/** More than a header line: enough to tell what a file is. */
const HEAD_BYTES = 64 * 1024;

/**
 * The rows of a CSV (comma, semicolon or tab, told by its header) or of JSON lines, told by their first character. Line
 * numbers are those of an editor: from 1, a row that spans lines has its first. A line that cannot be read is handed on as
 * such; the file goes on after it.
 * @throws MonitorError `bad_input` when the file as a whole cannot be read, with the line
 */
export async function* readRows(source: Source, columns: Columns): AsyncGenerator<ImportRow> {
  const { head, all } = await peek(source.bytes, hasHeader);
  if (isUtf16(head)) throw cannotRead(source, 1, 'is UTF-16: save it as CSV UTF-8');
  const start = head.toString('utf8').replace(/^\uFEFF/, '');
  const first = start.trimStart()[0];
  if (first === undefined && head.length < HEAD_BYTES)
    throw cannotRead(source, 1, `is empty: its first line must name the columns ${columns.required.join(', ')}`);
  if (first === '[') throw cannotRead(source, 1, 'is one JSON array: write one object a line');
  yield* first === '{' ? jsonLines(all) : csvRows(source, all, start, columns);
}

const isUtf16 = (head: Buffer): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);

/** Whether a whole line with something in it is there. */
const hasHeader = (head: Buffer): boolean => head.length >= HEAD_BYTES || /\S.*\n/.test(head.toString('latin1'));

async function* jsonLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<ImportRow> {
  let number = 0;
  for await (const line of linesOf(bytes)) {
    number += 1;
    if (line.trim() !== '') yield toJsonRow(number, line);
  }
}

function toJsonRow(line: number, text: string): ImportRow {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return {
        kind: 'row',
        line,
        values: new Map(Object.entries(value).map(([name, member]) => [name.trim().toLowerCase(), member])),
      };
    }
  } catch {
    // Told below: what is wrong with half a line of JSON helps nobody.
  }
  return { kind: 'unreadable', line, why: 'the line is no JSON object' };
}

/** Only a line feed ends a line of JSON; Node's own reader also breaks at U+2028, which may stand inside a text. */
async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  // It drops a byte order mark by itself.
  const decoder = new TextDecoder();
  let open = '';
  for await (const chunk of bytes) {
    const lines = (open + decoder.decode(chunk, { stream: true })).split('\n');
    open = lines.pop() ?? '';
    yield* lines;
  }
  yield open + decoder.decode();
}
