import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { MonitorError, messageOf } from '../shared/errors.ts';

export type Row = Readonly<Record<string, string | number | null>>;

export interface FileTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** The highest id that was ever given out; null where the table numbers nothing. */
  readonly lastId: number | null;
}

/** A SQLite file as it was when it was opened; nothing is written to it. */
export interface SqliteFile {
  /** The steps by which it was brought to where it is. */
  readonly migrations: readonly string[];
  /** Ours, the migrator's own left out. */
  readonly tables: readonly FileTable[];
  rowsOf(table: FileTable): Iterable<Row>;
  /** Ends reading; false when somebody has written to the file since it was opened. */
  close(): boolean;
}

/**
 * @param askedBy the flag, command or setting that named the file, for messages
 * @throws MonitorError `bad_usage` when there is no such file, or when it is none of ours
 */
export function openSqliteFile(file: string, askedBy: string): SqliteFile {
  const database = openToRead(file, askedBy);
  const dataVersion = (): unknown => database.pragma('data_version', { simple: true });
  const version = dataVersion();
  // Everything is read as of one moment.
  database.exec('begin');
  return {
    migrations: database.prepare(MIGRATIONS).pluck().all() as string[],
    tables: tablesIn(database),
    rowsOf: ({ name }) => database.prepare(`select * from "${name}"`).iterate() as Iterable<Row>,
    close() {
      database.exec('commit');
      const unchanged = dataVersion() === version;
      database.close();
      return unchanged;
    },
  };
}

/** The steps by which a database was brought to where it is. */
export const MIGRATIONS = 'select name from kysely_migration order by name';

/** A database of ours, to read only. @throws MonitorError as `openSqliteFile` */
export function openToRead(file: string, askedBy: string): SqliteDatabase.Database {
  if (!existsSync(file)) throw new MonitorError('bad_usage', `${askedBy}: there is no file ${file}`);
  try {
    const database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
    database.prepare(MIGRATIONS).all();
    return database;
  } catch (thrown) {
    const why = /not a database|no such table/.test(messageOf(thrown)) ? 'is no database of ours' : messageOf(thrown);
    throw new MonitorError('bad_usage', `${askedBy}: ${file}: ${why}`, thrown);
  }
}

/** Names of our own tables. */
export const TABLES = `select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like 'kysely%'
  order by name`;

export function tablesIn(database: SqliteDatabase.Database): readonly FileTable[] {
  const lastIds = new Map(database.prepare('select name, seq from sqlite_sequence').raw().all() as [string, number][]);
  const names = database.prepare(TABLES).pluck().all() as string[];
  return names.map((name) => ({
    name,
    columns: database.prepare(`select name from pragma_table_info('${name}')`).pluck().all() as string[],
    rows: database.prepare(`select count(*) from "${name}"`).pluck().get() as number,
    lastId: lastIds.get(name) ?? null,
  }));
}

/** SQLite's own name of what went wrong, such as `SQLITE_BUSY`; empty where something else did. */
export function sqliteCode(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : '';
}
