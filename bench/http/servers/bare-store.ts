import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { openDatabase } from '../../../src/storage/engine.ts';
import { migrate } from '../../../src/storage/migrate.ts';

/** The product's own tables and settings of SQLite, without its code: what the bare servers write into. */
export async function openBare(folder: string): Promise<SqliteDatabase.Database> {
  const file = join(folder, 'bench.db');
  const ours = openDatabase(`sqlite:${file}`);
  await migrate(ours);
  await ours.db.destroy();
  const database = new SqliteDatabase(file);
  for (const setting of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'cache_size = -65536',
    'wal_autocheckpoint = 8000',
  ])
    database.pragma(setting);
  return database;
}

/** Commits what one turn of the event loop brought (at most 256) at once, then answers all of it. */
export function grouped<T>(keep: (all: readonly T[]) => void, answer: (each: T) => void): (one: T) => void {
  let waiting: T[] = [];
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    if (all.length === 0) return;
    keep(all);
    for (const each of all) answer(each);
  };
  return (one) => {
    if (waiting.push(one) === 1) setImmediate(flush);
    if (waiting.length === 256) flush();
  };
}
