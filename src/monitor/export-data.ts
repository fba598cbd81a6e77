import { dayToIso } from '../domain/local-date.ts';
import { isoMoment } from './json-values.ts';
import type { Store } from './store.ts';
import type { AccountSubject, PersonSubject, Row } from './subject-store.ts';

/** A row of what is kept of somebody, under the name of its table: instants and dates as people write them, structures as such. */
export interface ExportedRow {
  readonly table: string;
  readonly row: Row;
}

/** All that is kept of an account or a person, row by row. */
export async function* exportData(
  { subjects }: Pick<Store, 'subjects'>,
  subject: AccountSubject | PersonSubject,
): AsyncGenerator<ExportedRow> {
  for await (const { table, row } of subjects.dataOf(subject))
    yield { table, row: Object.fromEntries(Object.entries(row).map(([name, value]) => [name, readable(name, value)])) };
}

const INSTANT = /(^|_)(at|from|to)$/;
const DAY = /(_on|_day|^soft_from|^hard_from|^clear_from)$/;
const STRUCTURE = /^(body|properties|traits|detail|result|words|assignees)$/;

function readable(column: string, value: unknown): unknown {
  if (typeof value === 'number' && DAY.test(column)) return dayToIso(value);
  if (typeof value === 'number' && INSTANT.test(column)) return isoMoment(value);
  if (typeof value !== 'string' || !STRUCTURE.test(column)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
