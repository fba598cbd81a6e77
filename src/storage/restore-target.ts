import { existsSync, renameSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import type { Instant } from '../domain/account.ts';
import { MonitorError, messageOf } from '../shared/errors.ts';
import { sqliteCode, TABLES } from './sqlite-file.ts';

/** What stands where a restored file is to be. */
export type Target = 'nothing' | 'empty' | 'data' | 'damaged';

/** @throws MonitorError `conflict` when something runs on it, or when there is data and it is not to be put aside */
export function findTarget(file: string, replace: boolean): Target {
  const target = existsSync(file) ? whileAlone(file, contentsOf) : 'nothing';
  if (replace || target === 'nothing' || target === 'empty') return target;
  const what = target === 'data' ? 'there is data already' : 'it cannot be read';
  throw new MonitorError(
    'conflict',
    `DATABASE_URL: ${file}: ${what}: with --replace it is put aside under another name`,
  );
}

function contentsOf(database: SqliteDatabase.Database): Target {
  const tables = database.prepare(TABLES).pluck().all() as string[];
  const isFilled = (table: string): boolean => database.prepare(`select 1 from "${table}" limit 1`).get() !== undefined;
  return tables.some(isFilled) ? 'data' : 'empty';
}

/**
 * Moves what is there out of the way.
 * @returns where it went; null when there was nothing worth keeping
 * @throws MonitorError `conflict` when something runs on it by now
 */
export function putAside(target: Target, file: string, now: Instant): string | null {
  const aside = `${file}.replaced-${new Date(now).toISOString().replaceAll(':', '-')}`;
  const move = (): Target => {
    // A journal that stays behind would be taken for that of the new file.
    for (const part of ['', '-wal', '-shm', '-journal'])
      if (existsSync(`${file}${part}`)) renameSync(`${file}${part}`, `${aside}${part}`);
    return target;
  };
  if (!existsSync(file) || whileAlone(file, move) === 'damaged') move();
  return target === 'nothing' || target === 'empty' ? null : aside;
}

const WAIT_MS = 500;

/** Whoever has a file in write-ahead mode open, however idle, keeps others from leaving that mode. */
function whileAlone(file: string, work: (database: SqliteDatabase.Database) => Target): Target {
  const database = new SqliteDatabase(file, { timeout: WAIT_MS });
  try {
    database.pragma('journal_mode = delete');
    database.exec('begin exclusive');
    return work(database);
  } catch (thrown) {
    const code = sqliteCode(thrown);
    if (/^SQLITE_(BUSY|LOCKED)/.test(code))
      throw new MonitorError(
        'conflict',
        `DATABASE_URL: ${file} is in use: stop what runs on it, then restore again`,
        thrown,
      );
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'damaged';
    throw new MonitorError('bad_usage', `DATABASE_URL: ${file} cannot be used: ${messageOf(thrown)}`, thrown);
  } finally {
    database.close();
  }
}
