import { domainOf } from '../domain/event-person.ts';
import type { Day } from '../domain/account.ts';
import { isoToDay } from '../domain/local-date.ts';
import { isZone } from '../domain/zone-offset.ts';
import { cleanText } from '../shared/clean-text.ts';

/** One line of a file to import; columns by their names, lower case. Values are texts (CSV) or whatever JSON holds. */
export type ImportRow =
  | { readonly kind: 'row'; readonly line: number; readonly values: ReadonlyMap<string, unknown> }
  | { readonly kind: 'unreadable'; readonly line: number; readonly why: string };

/** What became of the lines of a file; each is counted once. */
export interface ImportCounts {
  readonly stored: number;
  readonly known: number;
  readonly refused: number;
}

/** Hears of every line that was refused, in the order of the file, and of how many lines were read. */
export interface ImportListener {
  refused(line: number, why: string): void;
  read(lines: number): void;
}

/** Rows in lots, one lot a transaction: large enough that commits cost little, small enough that others get their turn. */
export async function* inLots<T>(rows: AsyncIterable<T>, size = 500): AsyncGenerator<readonly T[]> {
  let lot: T[] = [];
  for await (const row of rows) {
    lot.push(row);
    if (lot.length < size) continue;
    yield lot;
    lot = [];
  }
  if (lot.length > 0) yield lot;
}

/** Longest id or name, as for events that come over HTTP. */
export const LONGEST_NAME = 200;

/** The values of one row under the names of their columns; remembers what it could not understand, in words for people. */
export class RowReader {
  readonly wrong: string[] = [];
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(values: ReadonlyMap<string, unknown>) {
    this.#values = values;
  }

  raw(column: string): unknown {
    return this.#values.get(column) ?? null;
  }

  text(column: string): string | null {
    const value = this.raw(column);
    if (typeof value === 'object' && value !== null) return this.complain(column, 'is no text');
    return cleanText(typeof value === 'boolean' ? String(value) : value);
  }

  /** A short text: an id, a name. */
  name(column: string): string | null {
    const text = this.text(column);
    return text === null || text.length <= LONGEST_NAME
      ? text
      : this.complain(column, `is longer than ${LONGEST_NAME} characters`);
  }

  /** The same, where there must be one. */
  required(column: string): string {
    const wrongBefore = this.wrong.length;
    const name = this.name(column);
    if (name === null && this.wrong.length === wrongBefore) this.complain(column, 'is missing');
    return name ?? '';
  }

  day(column: string): Day | null {
    const text = this.text(column);
    if (text === null) return null;
    return isoToDay(text) ?? this.complain(column, `${quoted(text)} is no date: write it as 2026-11-22`);
  }

  requiredDay(column: string): Day {
    const wrongBefore = this.wrong.length;
    const day = this.day(column);
    if (day === null && this.wrong.length === wrongBefore) this.complain(column, 'is missing');
    return day ?? 0;
  }

  amount(column: string): number | null {
    const text = this.text(column);
    if (text === null) return null;
    return /^\d+(\.\d+)?$/.test(text)
      ? Number(text)
      : this.complain(column, `${quoted(text)} is no amount: write it as 120000`);
  }

  zone(column: string, standard: string): string {
    const name = this.text(column);
    if (name === null || isKnownZone(name)) return name ?? standard;
    this.complain(column, `${quoted(name)} is no IANA time zone: write one such as Europe/Berlin`);
    return standard;
  }

  email(column: string): string | null {
    const address = this.name(column);
    if (address === null || domainOf(address) !== null) return address?.toLowerCase() ?? null;
    return this.complain(column, `${quoted(address)} is no e-mail address`);
  }

  /** One of the words that `meanings` knows, in any case; null where the column is empty. */
  word<T>(column: string, meanings: ReadonlyMap<string, T>): T | null {
    const text = this.text(column);
    const meaning = text === null ? null : meanings.get(text.toLowerCase());
    if (meaning !== undefined) return meaning;
    return this.complain(column, `${quoted(text ?? '')} is unknown: write one of ${[...meanings.keys()].join(', ')}`);
  }

  /** Notes what is wrong with a column; the row is refused for it. */
  complain(column: string, why: string): null {
    this.wrong.push(`${column} ${why}`);
    return null;
  }
}

/** Asking the runtime costs more than the rest of the row, and a file of thousands names a handful of zones. */
const knownZones = new Set<string>();

function isKnownZone(name: string): boolean {
  if (!knownZones.has(name) && isZone(name)) knownZones.add(name);
  return knownZones.has(name);
}

const SHOWN = 40;
const quoted = (text: string): string => JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
