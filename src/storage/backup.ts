import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Instant } from '../domain/account.ts';
import { MonitorError } from '../shared/errors.ts';
import { dumpPostgres } from './dump-postgres.ts';
import { BACKED_UP_AT, clear, copySqlite, createPrivate, type OnCopied, seal, syncToDisk } from './sqlite-copy.ts';

export interface Backup {
  /** `sqlite:FILE` or `postgres://…`; what runs on it goes on meanwhile. */
  readonly from: string;
  readonly to: string;
  /** Replaces a file that is there. */
  readonly force: boolean;
  readonly now: Instant;
  readonly onCopied: OnCopied;
}

export interface BackupReport {
  readonly file: string;
  readonly bytes: number;
  /** Everything committed by then is in it. */
  readonly at: Instant;
}

/**
 * Copies a database, as of one moment, into one SQLite file, whatever it is kept in itself: a file can be restored to either engine. It is
 * written beside, checked, and has its name only when it is whole and on the disk.
 * @throws MonitorError `bad_usage` for a file or an address that cannot be used, `conflict` when the file is there already, `unavailable` when
 * the copy turned out damaged
 */
export async function backupDatabase({ from, to, force, now, onCopied }: Backup): Promise<BackupReport> {
  if (existsSync(to) && from.startsWith('sqlite:') && resolve(fileOf(from)) === resolve(to))
    throw new MonitorError('bad_usage', `${to} is the database itself: name another file`);
  if (existsSync(to) && !force)
    throw new MonitorError('conflict', `${to} is there already: name another file, or replace it with --force`);
  const part = `${to}.${randomUUID().slice(0, 8)}.part`;
  createPrivate(part);
  try {
    if (from.startsWith('sqlite:')) await copySqlite(fileOf(from), part, 'DATABASE_URL', onCopied);
    else await dumpPostgres(from, part, onCopied);
    seal(part, (copy) => {
      copy.prepare('insert or replace into meta (name, value) values (?, ?)').run(BACKED_UP_AT, String(now));
    });
    renameSync(part, to);
    syncToDisk(dirname(to));
  } finally {
    clear(part);
  }
  return { file: to, bytes: statSync(to).size, at: now };
}

function fileOf(url: string): string {
  const file = url.slice('sqlite:'.length);
  if (file === ':memory:') throw new MonitorError('bad_usage', 'DATABASE_URL: a database in memory has no backup');
  return file;
}
