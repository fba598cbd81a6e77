import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { ACCOUNTS, USERS } from './usage-batches.ts';

type Table = 'inbox' | 'events' | 'raw_events';

/** How many rows a server's table has: what was answered with 200 must be there. */
export function rowsOf(folder: string, table: Table): number {
  const database = open(folder, true);
  try {
    return (database.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n;
  } finally {
    database.close();
  }
}

/** Rows of earlier months, a thousand events a minute, under random ids: a table in use is slower to write into than a new one. */
export function fillEvents(folder: string, table: Exclude<Table, 'inbox'>, rows: number): void {
  const database = open(folder, false);
  const minute = table === 'events' ? 'minute, ' : '';
  const at = '1780000000000 + n * 60';
  const insert = database.prepare(
    `insert into ${table} (${minute}source, message_id, account_id, user_id, name, at, received_at, properties)
     with recursive numbers (n) as (select ? union all select n + 1 from numbers where n < ?)
     select ${minute === '' ? '' : `(${at}) / 60000, `}'key-1', lower(hex(randomblob(16))), 'a' || (abs(random()) % ${ACCOUNTS}),
       'u' || (abs(random()) % ${USERS}), 'Task Created', ${at}, ${at},
       '{"project":"p1","plan":"professional","count":1,"via":"web","board":"Board 1"}' from numbers`,
  );
  for (let from = 0; from < rows; from += PORTION) insert.run(from, from + PORTION - 1);
  database.close();
}

const PORTION = 20_000;

function open(folder: string, readonly: boolean): SqliteDatabase.Database {
  const database = new SqliteDatabase(join(folder, 'bench.db'), { readonly });
  if (!readonly) database.pragma('cache_size = -262144');
  return database;
}
