import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';
import { MonitorError } from '../shared/errors.ts';
import { patient } from './patient.ts';
import { keepingPrepared } from './prepared.ts';
import type { Database } from './schema.ts';

export type Engine = 'sqlite' | 'postgres';

export interface OpenDatabase {
  readonly engine: Engine;
  readonly db: Kysely<Database>;
}

/** Opens `sqlite:FILE` (`sqlite::memory:` too) or `postgres://…`; nothing is created in it yet. */
export function openDatabase(url: string): OpenDatabase {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openPostgres(url);
}

/** 64 MB: with SQLite's 2 MB the event key's tree no longer fits after a few hundred thousand rows. */
const CACHE_KIB = 65_536;
/** 32 MB: a page of an index that many events touch is copied into the file once for all of them. */
const PAGES_BETWEEN_CHECKPOINTS = 8_000;

const openSqlite = (file: string): OpenDatabase => overSqlite(openFile(file));

/** What SQLite itself has opened, with our settings. */
export function overSqlite(database: SqliteDatabase.Database): OpenDatabase {
  database.pragma('journal_mode = WAL');
  // FULL survives a power cut: what was acknowledged to ClickUp or to an SDK is on the disk.
  database.pragma('synchronous = FULL');
  database.pragma(`busy_timeout = ${BUSY_LOOK_MS}`);
  database.pragma(`cache_size = -${CACHE_KIB}`);
  // Where the file system is read-only there is no folder for what SQLite puts aside.
  database.pragma('temp_store = MEMORY');
  database.pragma(`wal_autocheckpoint = ${PAGES_BETWEEN_CHECKPOINTS}`);
  return {
    engine: 'sqlite',
    db: new Kysely<Database>({ dialect: new ImmediateSqliteDialect({ database: keepingPrepared(database) }) }),
  };
}

function openFile(file: string): SqliteDatabase.Database {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    return new SqliteDatabase(file);
  } catch (thrown) {
    throw new MonitorError(
      'bad_settings',
      `DATABASE_URL: sqlite:${file} cannot be opened: check that its folder is writable`,
      thrown,
    );
  }
}

/** Waiting inside SQLite holds up the whole process: it may do so for as long as another one's commit takes; `patient` waits on. */
const BUSY_LOOK_MS = 50;

/** Takes the write lock when a transaction begins: two processes then wait for each other instead of failing half-way. */
class ImmediateSqliteDriver extends SqliteDriver {
  #connection: DatabaseConnection | null = null;

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#connection ??= patient(await super.acquireConnection());
    return this.#connection;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/**
 * SQLite changes tables inside a transaction like rows, and a transaction that begins with the write lock is all the lock that
 * several processes need which bring a new file up to date at once; Kysely's own adapter takes none.
 */
class LockingSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: ConstructorParameters<typeof SqliteDialect>[0];

  constructor(config: ConstructorParameters<typeof SqliteDialect>[0]) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver(this.#config);
  }

  override createAdapter(): DialectAdapter {
    return new LockingSqliteAdapter();
  }
}

/** Any number that no other program on this database uses for the same. */
const WRITE_LOCK = 7_061_901;

/** One transaction at a time, as with SQLite: what one reads and then decides upon, no other changes in between. */
class SerialPostgresDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await super.beginTransaction(connection, settings);
    try {
      await connection.executeQuery(CompiledQuery.raw(`select pg_advisory_xact_lock(${WRITE_LOCK})`));
    } catch (thrown) {
      // Whoever could not wait leaves a transaction behind that the pool would hand to the next.
      await connection.executeQuery(CompiledQuery.raw('rollback'));
      throw thrown;
    }
  }
}

class SerialPostgresDialect extends PostgresDialect {
  readonly #config: ConstructorParameters<typeof PostgresDialect>[0];

  constructor(config: ConstructorParameters<typeof PostgresDialect>[0]) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new SerialPostgresDriver(this.#config);
  }
}

const INT8 = 20;
/** A machine that dies within a transaction must not keep everybody else from theirs until its connection is missed. */
const LONGEST_PAUSE_MS = 60_000;

function openPostgres(connectionString: string): OpenDatabase {
  // Our 64-bit values are instants, days and ids, all far below 2^53.
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
  };
  const pool = new pg.Pool({
    connectionString,
    types: types as pg.CustomTypesConfig,
    max: 10,
    idle_in_transaction_session_timeout: LONGEST_PAUSE_MS,
  });
  // A server that restarts cuts idle connections; the pool opens new ones, and whoever asks meanwhile gets the error itself.
  pool.on('error', () => undefined);
  // One that is in use tells whoever asks next; unheard, its event would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { engine: 'postgres', db: new Kysely<Database>({ dialect: new SerialPostgresDialect({ pool }) }) };
}
