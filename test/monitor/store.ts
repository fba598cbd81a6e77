import type { Store } from '../../src/monitor/store.ts';
import { createStore } from '../../src/storage/store.ts';
import { inMemory } from '../storage/in-memory.ts';

/** A real, empty database in memory. */
export async function emptyStore(): Promise<Store> {
  const database = await inMemory();
  return createStore(database.db);
}
