import { pipeline } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { ImportRow } from '../monitor/import-rows.ts';
import { type Columns, columnOf } from './columns.ts';
import { looksCutOff, watchLastLine } from './last-line.ts';
import { cannotRead, type Source } from './open-source.ts';

const LONGEST_RECORD = 1024 * 1024;

const BROKEN_OFF =
  'the file breaks off in this line: end it with a line break if it is whole, else import the file again when it is';

/** The rows of a CSV whose beginning is `start`: commas, semicolons, tabs or bars are told by its header. */
export async function* csvRows(
  source: Source,
  bytes: AsyncIterable<Buffer>,
  start: string,
  columns: Columns,
): AsyncGenerator<ImportRow> {
  const { all, last } = watchLastLine(bytes);
  const lines = { next: 1 };
  let header: Header | null = null;
  let above: CsvRecord | null = null;
  let open: CsvRecord | null = null;
  try {
    for await (const [line, ...values] of recordsOf(all, delimiterOf(start), lines)) {
      if (values.length === 1 && values[0]?.trim() === '') continue;
      const record = { line: Number(line), values };
      if (header === null) {
        header = readHeader(source, record, columns);
        continue;
      }
      // One behind, because only the end of the file tells whether a line was its last.
      if (open !== null) yield toRow(header, open);
      above = open;
      open = record;
    }
  } catch (thrown) {
    throw isCsvError(thrown) ? cannotRead(source, lines.next, whatIsWrong(thrown)) : thrown;
  }
  if (header !== null && open !== null)
    yield last.isOpen && !last.isHeldBack && isCutOff(open, above)
      ? { kind: 'unreadable', line: open.line, why: BROKEN_OFF }
      : toRow(header, open);
  if (last.isHeldBack) yield { kind: 'unreadable', line: lines.next, why: BROKEN_OFF };
}

interface CsvRecord {
  readonly line: number;
  readonly values: readonly string[];
}

/** The names of the columns in their order; null for one that is left out. */
type Header = readonly (string | null)[];

function isCutOff({ values }: CsvRecord, above: CsvRecord | null): boolean {
  if (above === null) return false;
  return values.length < above.values.length || looksCutOff(values.at(-1) ?? '', above.values.at(-1) ?? '');
}

/**
 * The records, each with its line in front. Lines are counted here, as records are found: the library counts a line break of
 * two characters inside a quoted value twice, and where it fails it no longer hands on what it had read before. `lines.next`
 * is where the next record begins.
 */
function recordsOf(bytes: AsyncIterable<Buffer>, delimiter: string, lines: { next: number }): AsyncIterable<string[]> {
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // A quote inside a value is a quote, not the end of the file.
    relax_quotes: true,
    max_record_size: LONGEST_RECORD,
    on_record(values) {
      const line = lines.next;
      lines.next += 1 + values.reduce((breaks, value) => breaks + lineBreaks(value), 0);
      return [String(line), ...values];
    },
  });
  return pipeline(bytes, parser, () => undefined);
}

function readHeader(source: Source, { line, values }: CsvRecord, columns: Columns): Header {
  const { required, optional, onUnknown } = columns;
  const names = values.map((name) => columnOf(name, columns));
  const wanted = new Set([...required, ...(columns.renamed?.values() ?? [])]);
  const missing = [...wanted].filter((name) => !names.includes(name));
  if (missing.length > 0) throw cannotRead(source, line, noColumn(missing, columns));
  const double = names.find((name, at) => name !== null && name !== '' && names.indexOf(name) < at);
  if (double != null) throw cannotRead(source, line, `names the column ${double} twice: remove one of them`);
  const unknown = values.filter((_name, at) => {
    const name = names[at] ?? null;
    return name === null || (name !== '' && !required.includes(name) && !optional.includes(name));
  });
  if (unknown.length > 0) onUnknown?.(unknown);
  return names;
}

function noColumn(missing: readonly string[], { renamed }: Columns): string {
  const named = missing.map((name) => {
    const written = [...(renamed ?? [])].find(([, column]) => column === name)?.[0];
    return written === undefined ? name : `"${written}" (for ${name})`;
  });
  return `names no column ${named.join(', ')}: the first line must name the columns; --map COLUMN=NAME says what yours are called`;
}

function toRow(header: Header, { line, values }: CsvRecord): ImportRow {
  if (values.length === header.length) return { kind: 'row', line, values: valuesOf(header, values) };
  return {
    kind: 'unreadable',
    line,
    why: `the line has ${values.length} values where the header names ${header.length} columns`,
  };
}

function valuesOf(header: Header, values: readonly string[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  header.forEach((name, at) => {
    if (name !== null) named.set(name, values[at] ?? '');
  });
  return named;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The one that separates most names in the header; names in quotes may hold the others. */
function delimiterOf(start: string): string {
  const header = (start.trimStart().split(/[\r\n]/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string): number => header.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
}

const lineBreaks = (field: string): number => (/[\r\n]/.test(field) ? field.split(/\r\n|\r|\n/).length - 1 : 0);

function isCsvError(thrown: unknown): thrown is CsvError {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && String(thrown.code).startsWith('CSV_');
}

function whatIsWrong({ code, message }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'opens a quote that is never closed: close it, or remove it';
  if (code === 'CSV_MAX_RECORD_SIZE')
    return 'begins a record longer than 1 MB: close the quote that it opens, or shorten it';
  return `is no CSV: ${message}`;
}
