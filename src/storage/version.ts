import { type Kysely, SqliteAdapter, sql } from 'kysely';
import type { Database } from './schema.ts';

/**
 * SQLite counts the rows that this connection changed, and tells when another one committed. With PostgreSQL every transaction
 * that writes moves the snapshot, also by being under way, so that what it writes after our look is not taken for known.
 */
export async function readVersion(db: Kysely<Database>): Promise<string> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const { rows } = await (isSqlite ? SQLITE : POSTGRES).execute(db);
  return rows[0]?.version ?? '';
}

const SQLITE = sql<{
  version: string;
}>`select (select data_version from pragma_data_version) || '.' || total_changes() as version`;
const POSTGRES = sql<{ version: string }>`select pg_current_snapshot()::text as version`;
