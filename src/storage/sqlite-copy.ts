import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { MonitorError, messageOf } from '../shared/errors.ts';
import { MIGRATIONS, openToRead } from './sqlite-file.ts';

/** Copies of a database as files: backups, and what is restored from them. */

/** How much is done, and of how much: pages of a file, or rows. */
export type OnCopied = (done: number, total: number) => void;

/** When a copy was made, in the copy itself. */
export const BACKED_UP_AT = 'backed_up_at';

/** What is in it is nobody else's business. */
export function createPrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (thrown) {
    const wayOut = 'name a file in a folder that is there and may be written to';
    throw new MonitorError('bad_usage', `${file} cannot be written (${messageOf(thrown)}): ${wayOut}`, thrown);
  }
}

/** So many pages are copied before it is said how far it is: some 40 MB. */
const PAGES_A_STEP = 10_000;

/**
 * SQLite's own copy of a file in use. It would begin anew with each write of others if it did not read as of one moment.
 * @param expect looks at the schemas that were applied to it, and throws where they will not do
 * @throws MonitorError `bad_usage` when the file is none of ours
 */
export async function copySqlite(
  file: string,
  to: string,
  askedBy: string,
  onCopied: OnCopied,
  expect: (applied: readonly string[]) => void = () => undefined,
): Promise<void> {
  const source = openToRead(file, askedBy);
  try {
    source.exec('begin');
    expect(source.prepare(MIGRATIONS).pluck().all() as string[]);
    await source.backup(to, {
      progress({ totalPages, remainingPages }) {
        onCopied(totalPages - remainingPages, totalPages);
        return PAGES_A_STEP;
      },
    });
  } finally {
    source.close();
  }
}

/**
 * Makes a copy one file that stands alone, looks whether it is whole, and puts it on the disk.
 * @throws MonitorError `unavailable`
 */
export function seal(file: string, mark: (copy: SqliteDatabase.Database) => void): void {
  const copy = new SqliteDatabase(file);
  try {
    copy.pragma('journal_mode = delete');
    mark(copy);
    const says = copy.pragma('integrity_check', { simple: true });
    if (says !== 'ok')
      throw new MonitorError('unavailable', `the copy is damaged, so nothing was kept of it: ${String(says)}`);
  } finally {
    copy.close();
  }
  syncToDisk(file);
}

/** A file, or what a folder says is in it. */
export function syncToDisk(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** Removes a copy that is not wanted, with what SQLite left beside it. */
export function clear(file: string): void {
  for (const rest of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${rest}`, { force: true });
}
