import SqliteDatabase from 'better-sqlite3';
import { type OpenDatabase, overSqlite } from '../../src/storage/engine.ts';
import { migrate } from '../../src/storage/migrate.ts';

let image: Promise<Buffer> | undefined;

/** A real, empty database in memory, of the newest schema: a copy of one that was brought there once. */
export async function inMemory(): Promise<OpenDatabase> {
  image ??= broughtUpToDate();
  return overSqlite(new SqliteDatabase(await image));
}

async function broughtUpToDate(): Promise<Buffer> {
  const database = new SqliteDatabase(':memory:');
  await migrate(overSqlite(database));
  return database.serialize();
}
