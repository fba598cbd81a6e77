import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Instant } from '../domain/account.ts';
import type { Store } from '../monitor/store.ts';
import { MonitorError } from '../shared/errors.ts';
import { openDatabase } from './engine.ts';
import { expectKnownSchema, migrate } from './migrate.ts';
import { moveDatabase } from './move.ts';
import { BACKED_UP_AT, clear, copySqlite, createPrivate, type OnCopied, seal, syncToDisk } from './sqlite-copy.ts';
import { tablesIn } from './sqlite-file.ts';
import { createStore } from './store.ts';
import { findTarget, putAside } from './restore-target.ts';

export interface Restore {
  readonly from: string;
  /** `sqlite:FILE` or `postgres://…`. */
  readonly to: string;
  /** A SQLite file with data in it is put aside. */
  readonly replace: boolean;
  readonly now: Instant;
  readonly onCopied: OnCopied;
  /** Notes in the restored database, before anything runs on it, that what was done since `backedUpAt` is not in it. */
  readonly note: (store: Store, backedUpAt: Instant, now: Instant) => Promise<void>;
}

export interface RestoreReport {
  /** What is in the backup was done by then. */
  readonly backedUpAt: Instant;
  readonly migrated: readonly string[];
  readonly rows: number;
  /** Where the database went that was there before. */
  readonly putAside: string | null;
}

/**
 * Makes a backup the database: copied, checked, brought up to date, and only then put in its place. The backup stays as it is.
 * @throws MonitorError `bad_usage` for a file that is no backup, `schema_too_new`, `unavailable` for a damaged one, `conflict` when there is
 * data already or something runs on it
 */
export async function restoreDatabase(restore: Restore): Promise<RestoreReport> {
  return restore.to.startsWith('sqlite:') ? intoFile(restore) : intoPostgres(restore);
}

async function intoFile(restore: Restore): Promise<RestoreReport> {
  const file = restore.to.slice('sqlite:'.length);
  if (file === ':memory:') throw new MonitorError('bad_usage', 'DATABASE_URL: a database in memory is gone at once');
  if (existsSync(file) && existsSync(restore.from) && resolve(file) === resolve(restore.from))
    throw new MonitorError('bad_usage', `${file} is the database itself: name a backup of it`);
  const target = findTarget(file, restore.replace);
  mkdirSync(dirname(file), { recursive: true });
  const copy = `${file}.restoring`;
  try {
    const report = await prepare(restore, copy);
    const aside = putAside(target, file, restore.now);
    renameSync(copy, file);
    syncToDisk(dirname(file));
    return { ...report, putAside: aside };
  } finally {
    clear(copy);
  }
}

async function intoPostgres(restore: Restore): Promise<RestoreReport> {
  const folder = mkdtempSync(join(tmpdir(), 'first-value-monitor-restore-'));
  try {
    const copy = join(folder, 'copy.db');
    const report = await prepare(restore, copy);
    await moveDatabase({ from: `sqlite:${copy}`, to: restore.to, onRows: restore.onCopied });
    return { ...report, putAside: null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A copy of the backup that is ready to run. */
async function prepare({ from, now, onCopied, note }: Restore, copy: string): Promise<Omit<RestoreReport, 'putAside'>> {
  clear(copy);
  createPrivate(copy);
  await copySqlite(from, copy, 'restore', onCopied, (applied) => expectKnownSchema(applied, from));
  let backedUpAt = Math.round(statSync(from).mtimeMs);
  seal(copy, (database) => {
    const said = database.prepare('select value from meta where name = ?').pluck().get(BACKED_UP_AT);
    if (typeof said === 'string') backedUpAt = Number(said);
    database.prepare('delete from meta where name = ?').run(BACKED_UP_AT);
  });
  const database = openDatabase(`sqlite:${copy}`);
  const migrated = await migrate(database);
  await note(createStore(database.db), backedUpAt, now);
  await database.db.destroy();
  let rows = 0;
  seal(copy, (ready) => {
    rows = tablesIn(ready).reduce((sum, table) => sum + table.rows, 0);
  });
  return { backedUpAt, migrated, rows };
}
