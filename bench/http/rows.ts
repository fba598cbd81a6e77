import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';

/** How many rows a server's table has: what was answered with 200 must be there. */
export function rowsOf(folder: string, table: 'inbox' | 'events' | 'raw_events'): number {
  const database = new SqliteDatabase(join(folder, 'bench.db'), { readonly: true });
  try {
    return (database.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n;
  } finally {
    database.close();
  }
}
