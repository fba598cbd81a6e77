import { setTimeout as pause } from 'node:timers/promises';
import type { DatabaseConnection } from 'kysely';

/** An import or a migration beside us may hold the write lock for seconds. */
const LONGEST_WAIT_MS = 10_000;
const LOOK_EVERY_MS = 25;

/**
 * The same connection, which waits for SQLite's write lock while another process has it. What finds it taken has changed nothing, so
 * it is simply asked again; the process answers others meanwhile, `/healthz` among them.
 */
export function patient(connection: DatabaseConnection): DatabaseConnection {
  return {
    async executeQuery(query) {
      const end = performance.now() + LONGEST_WAIT_MS;
      for (;;) {
        try {
          return await connection.executeQuery(query);
        } catch (thrown) {
          if (!isBusy(thrown) || performance.now() > end) throw thrown;
        }
        await pause(LOOK_EVERY_MS);
      }
    },
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  };
}

function isBusy(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && String(thrown.code).startsWith(BUSY);
}

const BUSY = 'SQLITE_BUSY';
