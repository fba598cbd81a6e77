import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { type OpenDatabase, openDatabase } from '../../src/storage/engine.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { moveDatabase } from '../../src/storage/move.ts';
import { fillTables, rowsOf, tablesOf } from './filled.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** Enough for more than one portion of rows. */
const MANY = 1_203;

let server: TestPostgres;
let folder: string;
beforeAll(async () => {
  server = await startPostgres();
  folder = await mkdtemp(join(tmpdir(), 'fvm-move-'));
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function migrated(url: string): Promise<OpenDatabase> {
  const database = openDatabase(url);
  await migrate(database);
  return database;
}

/** A file with rows in every table, enough events for more than one portion, and holes in the ids. */
async function fill(name: string): Promise<string> {
  const file = join(folder, name);
  await (await migrated(`sqlite:${file}`)).db.destroy();
  fillTables(file, (table) => (table === 'events' ? MANY : 3));
  return file;
}

const emptyPostgres = (): Promise<string> => server.database();

describe('moving a SQLite file into PostgreSQL', () => {
  it('brings every row of every table as it was, and goes on counting where the file had come to', async () => {
    const file = await fill('whole.db');
    const to = await emptyPostgres();
    const heard: [number, number][] = [];
    const { moved } = await moveDatabase({ from: `sqlite:${file}`, to, onRows: (...at) => heard.push(at) });
    const [before, after] = [openDatabase(`sqlite:${file}`), openDatabase(to)];
    for (const table of tablesOf(file))
      expect([table, await rowsOf(after, table)]).toEqual([table, await rowsOf(before, table)]);
    expect(Object.keys(moved).sort()).toEqual([...tablesOf(file)].sort());
    expect(moved).toMatchObject({ events: MANY, audit: 3 });
    expect(heard.at(-1)).toEqual([heard[0]?.[1], heard[0]?.[1]]);
    const next = await after.db
      .insertInto('history')
      .values({ account_key: 'k', at: 1, state: 's', strength: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect(next.id).toBe(2_000_000_000_000_001);
    await expect(sql`delete from audit`.execute(after.db)).rejects.toThrow('append-only');
    await Promise.all([before.db.destroy(), after.db.destroy()]);
  });

  it('leaves nothing behind when a row cannot be kept, and names the table; mended, it is simply done again', async () => {
    const file = await fill('odd.db');
    const broken = new SqliteDatabase(file);
    broken.exec(`update outbox set attempts = 'many' where position = (select max(position) from outbox)`);
    const to = await emptyPostgres();
    const move = () => moveDatabase({ from: `sqlite:${file}`, to });
    await expect(move()).rejects.toThrow(/table outbox: .*many/);
    broken.exec('update outbox set attempts = 1');
    broken.close();
    expect((await move()).moved).toMatchObject({ events: MANY });
  });

  it('takes the character NUL out of texts, which PostgreSQL cannot keep', async () => {
    const file = await fill('nul.db');
    const database = new SqliteDatabase(file);
    database.prepare("insert into meta values ('nul', ?)").run('a\0b');
    database.close();
    const to = await emptyPostgres();
    await moveDatabase({ from: `sqlite:${file}`, to });
    const after = openDatabase(to);
    const row = await after.db.selectFrom('meta').select('value').where('name', '=', 'nul').executeTakeFirst();
    expect(row).toEqual({ value: 'ab' });
    await after.db.destroy();
  });

  it('refuses a database that holds anything already, and changes nothing in it', async () => {
    const file = await fill('second.db');
    const to = await emptyPostgres();
    const there = await migrated(to);
    await there.db.insertInto('absences').values({ person_id: 7, until_day: 1 }).execute();
    await expect(moveDatabase({ from: `sqlite:${file}`, to })).rejects.toThrow('there is data already (absences 1)');
    expect(await rowsOf(there, 'events')).toEqual([]);
    await there.db.destroy();
  });

  it('refuses to leave out what is written to the file meanwhile', async () => {
    const file = await fill('busy.db');
    const to = await emptyPostgres();
    const other = new SqliteDatabase(file);
    const onRows = (moved: number): void => {
      if (moved > 0) other.exec(`insert into meta values ('late ${moved}', 'x')`);
    };
    await expect(moveDatabase({ from: `sqlite:${file}`, to, onRows })).rejects.toThrow('stop what runs on it');
    other.close();
    const there = await migrated(to);
    expect(await rowsOf(there, 'events')).toEqual([]);
    await there.db.destroy();
  });

  it.each([
    ['a file that is not there', 'sqlite:/nowhere/monitor.db', 'there is no file /nowhere/monitor.db'],
    ['another kind of address', 'postgres://127.0.0.1/x', 'write sqlite:FILE'],
  ])('names %s', async (_, from, says) => {
    await expect(moveDatabase({ from, to: 'postgres://127.0.0.1:1/x' })).rejects.toThrow(says);
  });

  it('names a file that is no database, or none of ours, or of another version', async () => {
    const to = await emptyPostgres();
    const text = join(folder, 'text.db');
    await writeFile(text, 'no database, and long enough to be taken for one by its size alone '.repeat(50));
    await expect(moveDatabase({ from: `sqlite:${text}`, to })).rejects.toThrow('is no database of ours');
    const other = new SqliteDatabase(join(folder, 'other.db'));
    other.exec('create table cats (name text)');
    await expect(moveDatabase({ from: `sqlite:${join(folder, 'other.db')}`, to })).rejects.toThrow(
      'is no database of ours',
    );
    other.close();
    const file = await fill('version.db');
    const aged = new SqliteDatabase(file);
    aged.exec("update kysely_migration set name = '999-later' where name = (select max(name) from kysely_migration)");
    await expect(moveDatabase({ from: `sqlite:${file}`, to })).rejects.toThrow('newer version');
    aged.exec("delete from kysely_migration where name = '999-later'");
    await expect(moveDatabase({ from: `sqlite:${file}`, to })).rejects.toThrow('older version');
    aged.close();
  });

  it('is for PostgreSQL alone', async () => {
    await expect(moveDatabase({ from: 'sqlite:a.db', to: 'sqlite:b.db' })).rejects.toThrow('set it to postgres://');
  });
});
