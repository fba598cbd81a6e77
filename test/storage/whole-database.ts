import { brokenInvariants } from '../../src/monitor/invariants.ts';
import { openDatabase } from '../../src/storage/engine.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { createStore } from '../../src/storage/store.ts';

/** Fails unless every invariant holds in the database at this address, and its file is undamaged. */
export async function expectWholeDatabase(url: string): Promise<void> {
  const database = openDatabase(url);
  try {
    await migrate(database);
    const store = createStore(database.db);
    expect({ broken: await brokenInvariants(store), damage: await store.invariants.damage() }).toEqual({
      broken: [],
      damage: [],
    });
  } finally {
    await database.db.destroy();
  }
}
