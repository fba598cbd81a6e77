import { pipeline } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { ImportRow } from '../monitor/import-rows.ts';
import { cannotRead, type Source } from './open-source.ts';

/** The columns of a file, lower case. */
export interface Columns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Hears of columns that are neither: usually a misspelt name, whose values would be missed. */
  readonly onUnknown?: (names: readonly string[]) => void;
}

const LONGEST_RECORD = 1024 * 1024;

/** The rows of a CSV whose beginning is `start`: commas, semicolons or tabs are told by its header. */
export async function* csvRows(
  source: Source,
  bytes: AsyncIterable<Buffer>,
  start: string,
  columns: Columns,
): AsyncGenerator<ImportRow> {
  let header: readonly string[] | null = null;
  const lines = { next: 1 };
  try {
    for await (const [line, ...values] of recordsOf(bytes, delimiterOf(start), lines)) {
      if (values.length === 1 && values[0]?.trim() === '') continue;
      if (header === null) header = readHeader(source, Number(line), values, columns);
      else yield toRow(Number(line), header, values);
    }
  } catch (thrown) {
    throw isCsvError(thrown) ? cannotRead(source, lines.next, whatIsWrong(thrown)) : thrown;
  }
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

function readHeader(
  source: Source,
  line: number,
  record: readonly string[],
  { required, optional, onUnknown }: Columns,
): readonly string[] {
  const names = record.map((name) => name.trim().toLowerCase());
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw cannotRead(source, line, `names no column ${missing.join(', ')}: the first line must name the columns`);
  const double = names.find((name, at) => name !== '' && names.indexOf(name) < at);
  if (double !== undefined) throw cannotRead(source, line, `names the column ${double} twice: remove one of them`);
  const unknown = names.filter((name) => name !== '' && !required.includes(name) && !optional.includes(name));
  if (unknown.length > 0) onUnknown?.(unknown);
  return names;
}

function toRow(line: number, header: readonly string[], record: readonly string[]): ImportRow {
  if (record.length === header.length) {
    return { kind: 'row', line, values: new Map(header.map((name, at) => [name, record[at]])) };
  }
  return {
    kind: 'unreadable',
    line,
    why: `the line has ${record.length} values where the header names ${header.length} columns`,
  };
}

const DELIMITERS = [',', ';', '\t'] as const;

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
  const isOpen = code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE';
  return isOpen ? 'opens a quote that is never closed: close it, or remove it' : `is no CSV: ${message}`;
}
