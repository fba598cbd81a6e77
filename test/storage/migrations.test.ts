import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { brokenInvariants } from '../../src/monitor/invariants.ts';
import { type OpenDatabase, openDatabase } from '../../src/storage/engine.ts';
import { migrate, SCHEMAS } from '../../src/storage/migrate.ts';
import { createStore } from '../../src/storage/store.ts';
import { A_COMPANY, expectTheCompany } from './company.ts';
import { copyRows, fillTables, rowsOf, tablesOf } from './filled.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

let server: TestPostgres;
let folder: string;
beforeAll(async () => {
  server = await startPostgres();
  folder = await mkdtemp(join(tmpdir(), 'fvm-migrations-'));
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const addressOf = async (engine: string, name: string): Promise<string> =>
  engine === 'SQLite' ? `sqlite:${join(folder, name)}` : server.database();

/** Opens a new database in an old schema. */
async function opened(url: string, schema: string): Promise<OpenDatabase> {
  const database = openDatabase(url);
  await migrate(database, schema);
  return database;
}

/** The rows as they were: columns that a later schema added are left out. */
function withOldColumns(before: readonly string[], after: readonly string[]): readonly string[] {
  const columns = new Set(before.flatMap((row) => (JSON.parse(row) as [string, unknown][]).map(([name]) => name)));
  return after.map((row) =>
    JSON.stringify((JSON.parse(row) as [string, unknown][]).filter(([name]) => columns.has(name))),
  );
}

describe.each(['SQLite', 'PostgreSQL'])('a database on %s', (engine) => {
  it.each(SCHEMAS)('of the schema %s comes to the newest with every row of every table as it was', async (schema) => {
    const file = join(folder, `${engine}-${schema}.db`);
    await (await opened(`sqlite:${file}`, schema)).db.destroy();
    fillTables(file, () => 3);
    const tables = tablesOf(file);
    const url = engine === 'SQLite' ? `sqlite:${file}` : await server.database();
    const database = await opened(url, schema);
    if (engine === 'PostgreSQL') await copyRows(file, url);
    const before = await Promise.all(tables.map((table) => rowsOf(database, table)));
    expect(await migrate(database)).toEqual(SCHEMAS.slice(SCHEMAS.indexOf(schema) + 1));
    for (const [at, table] of tables.entries()) {
      const was = before[at] ?? [];
      expect(was.length).toBeGreaterThanOrEqual(table === 'history' ? 3 : 1);
      const is = withOldColumns(was, await rowsOf(database, table));
      expect([table, is.filter((row) => was.includes(row)).sort()]).toEqual([table, was]);
    }
    await database.db.destroy();
  });

  it.each(SCHEMAS)('of the schema %s is read by the newest version as what it was written as', async (schema) => {
    const database = await opened(await addressOf(engine, `company-${schema}.db`), schema);
    for (const { since, statement } of A_COMPANY) if (since <= schema) await sql.raw(statement).execute(database.db);
    await migrate(database);
    const store = createStore(database.db);
    await expectTheCompany(store, schema);
    expect(await brokenInvariants(store)).toEqual([]);
    await database.db.destroy();
  });
});

describe('a new database on PostgreSQL', () => {
  // SQLite's turn is in migrate-beside.test.ts: one thread cannot wait for itself.
  it('is brought up to date once by many that start at the same time', async () => {
    const url = await server.database();
    const starting = Array.from({ length: 4 }, () => openDatabase(url));
    const applied = await Promise.all(starting.map((database) => migrate(database)));
    expect(applied.filter((steps) => steps.length > 0)).toEqual([SCHEMAS]);
    await Promise.all(starting.map(({ db }) => db.destroy()));
  });
});

describe('a schema', () => {
  it.each(SCHEMAS.slice(1))(
    '%s takes nothing from the one before, so an older process goes on beside it',
    async (schema) => {
      const before = await opened('sqlite::memory:', SCHEMAS[SCHEMAS.indexOf(schema) - 1] ?? '');
      const was = await columnsOf(before);
      await migrate(before, schema);
      const is = await columnsOf(before);
      const names = (columns: readonly Column[]): readonly string[] =>
        columns.map((each) => `${each.table}.${each.name}`);
      expect(names(is)).toEqual(expect.arrayContaining([...names(was)]));
      const tables = new Set(was.map(({ table }) => table));
      const added = is.filter(({ table, name }) => tables.has(table) && !names(was).includes(`${table}.${name}`));
      expect(added.filter((each) => each.required === 1 && each.fallback === null)).toEqual([]);
      await before.db.destroy();
    },
  );
});

interface Column {
  readonly table: string;
  readonly name: string;
  readonly required: number;
  readonly fallback: string | null;
}

async function columnsOf({ db }: OpenDatabase): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select tables.name as "table", columns.name as name, columns."notnull" as required, columns.dflt_value as fallback
    from sqlite_schema as tables, pragma_table_info(tables.name) as columns
    where tables.type = 'table' and tables.name not like 'sqlite%'`.execute(db);
  return rows;
}
