import { type Kysely, sql } from 'kysely';
import { type Engine, openDatabase } from '../../src/storage/engine.ts';
import type { Database } from '../../src/storage/schema.ts';

/** Tables that a running service writes and reads all the time. */
const BUSY = ['accounts', 'events', 'inbox', 'outbox', 'alerts', 'comments', 'plans', 'meta'] as const;

/** What the next version of the product does to a database that an older one has in use: columns, a table, an index. */
export async function migrateAsNextVersion(url: string): Promise<void> {
  const { db, engine } = openDatabase(url);
  try {
    await db.transaction().execute((inside) => change(inside, engine));
  } finally {
    await db.destroy();
  }
}

async function change(db: Kysely<Database>, engine: Engine): Promise<void> {
  const run = (statement: string): Promise<unknown> => sql.raw(statement).execute(db);
  for (const table of BUSY) await run(`alter table ${table} add column of_next_version text default 'x'`);
  await run('create table next_version (id integer primary key, said text)');
  await run('create index next_version_events on events (of_next_version)');
  const at = engine === 'postgres' ? 'now()::text' : "datetime('now')";
  await run(`insert into kysely_migration (name, timestamp) values ('999-next', ${at})`);
}

/** What is left can be opened by this version again, which only looks at it. */
export async function forgetNextVersion(url: string): Promise<void> {
  const { db } = openDatabase(url);
  await sql`delete from kysely_migration where name = '999-next'`.execute(db);
  await db.destroy();
}
