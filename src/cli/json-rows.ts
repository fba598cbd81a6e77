import type { ImportRow } from '../monitor/import-rows.ts';
import type { Columns } from './columns.ts';
import { columnOf } from './columns.ts';

const LONGEST_LINE = 1024 * 1024;

/** The rows of JSON lines; an object a line, its members under the names of their columns. */
export async function* jsonRows(bytes: AsyncIterable<Buffer>, columns: Columns): AsyncGenerator<ImportRow> {
  let number = 0;
  for await (const line of linesOf(bytes)) {
    number += 1;
    if (line === null) yield { kind: 'unreadable', line: number, why: 'the line is longer than 1 MB' };
    else if (line.trim() !== '') yield toRow(number, line, columns);
  }
}

function toRow(line: number, text: string, columns: Columns): ImportRow {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { kind: 'row', line, values: valuesOf(Object.entries(value), columns) };
  } catch {
    // Told below: what is wrong with half a line of JSON helps nobody.
  }
  return { kind: 'unreadable', line, why: 'the line is no JSON object' };
}

function valuesOf(members: readonly (readonly [string, unknown])[], columns: Columns): ReadonlyMap<string, unknown> {
  return new Map(
    members.flatMap(([name, member]) => {
      const column = columnOf(name, columns);
      return column === null ? [] : [[column, member] as const];
    }),
  );
}

/**
 * Only a line feed ends a line of JSON; Node's own reader also breaks at U+2028, which may stand inside a text. Null: a line that
 * is too long to be kept in memory.
 */
async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string | null> {
  // It drops a byte order mark by itself.
  const decoder = new TextDecoder();
  let open: string | null = '';
  const added = (more: string): string | null =>
    open === null || open.length + more.length > LONGEST_LINE ? null : open + more;
  for await (const chunk of bytes) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    open = added(first);
    for (const next of others) {
      yield open;
      open = next;
    }
  }
  yield added(decoder.decode());
}
