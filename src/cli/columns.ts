import { MonitorError } from '../shared/errors.ts';

/** The columns of a file, in our names. */
export interface Columns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Columns that the file calls otherwise: our name by the file's, the latter as `columnName` writes it. */
  readonly renamed?: ReadonlyMap<string, string>;
  /** Hears of columns that are neither: usually a misspelt name, whose values would be missed. */
  readonly onUnknown?: (names: readonly string[]) => void;
}

/** `Account ID`, `account-id` and `accountId` are all `account_id`. */
export const columnName = (written: string): string =>
  written
    .trim()
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replaceAll(/[\s-]+/g, '_')
    .toLowerCase();

/** Our name of what the file calls so; null for a column whose name now stands for another one of the file. */
export function columnOf(written: string, { renamed }: Pick<Columns, 'renamed'>): string | null {
  const name = columnName(written);
  const given = renamed?.get(name);
  if (given !== undefined) return given;
  return renamed !== undefined && [...renamed.values()].includes(name) ? null : name;
}

/**
 * What `--map COLUMN=NAME` says: our column, and what the file calls it.
 * @throws MonitorError `bad_usage` for a column that there is not, or one that is named twice
 */
export function renamedColumns(
  given: readonly string[],
  { required, optional }: Pick<Columns, 'required' | 'optional'>,
): ReadonlyMap<string, string> {
  const known = [...required, ...optional];
  const renamed = new Map<string, string>();
  for (const text of given) {
    const at = text.indexOf('=');
    const [column, name] = [columnName(text.slice(0, Math.max(at, 0))), columnName(text.slice(at + 1))];
    const wrong = (why: string): MonitorError => new MonitorError('bad_usage', `--map ${text}: ${why}`);
    if (at < 1 || name === '') throw wrong('write COLUMN=NAME IN THE FILE, such as "timestamp=Occurred at"');
    if (!known.includes(column)) throw wrong(`there is no column ${column}: choose one of ${known.join(', ')}`);
    if (renamed.has(name) || [...renamed.values()].includes(column)) throw wrong('is said twice: remove one of them');
    renamed.set(name, column);
  }
  return renamed;
}
