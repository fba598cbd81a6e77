import type { Store } from '../../src/monitor/store.ts';
import { openDatabase } from '../../src/storage/engine.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { createStore } from '../../src/storage/store.ts';

/** A real, empty database in memory. */
export async function emptyStore(): Promise<Store> {
  const database = openDatabase('sqlite::memory:');
  await migrate(database);
  return createStore(database.db);
}
