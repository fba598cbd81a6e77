import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { noteRestore } from '../../src/monitor/restored.ts';
import { backupDatabase } from '../../src/storage/backup.ts';
import { type OpenDatabase, openDatabase } from '../../src/storage/engine.ts';
import { migrate, SCHEMAS } from '../../src/storage/migrate.ts';
import { type Restore, restoreDatabase } from '../../src/storage/restore.ts';
import { copyRows, fillTables, LAST_ID, rowsOf, tablesOf } from './filled.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

const NOW = Date.UTC(2026, 10, 26, 9);
const LATER = NOW + 3_600_000;
/** Enough for more than one portion of rows. */
const MANY = 2_203;

let server: TestPostgres;
let folder: string;
let made = 0;
beforeAll(async () => {
  server = await startPostgres();
  folder = await mkdtemp(join(tmpdir(), 'fvm-backup-'));
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const newFile = (): string => {
  made += 1;
  return join(folder, `${made}.db`);
};

async function emptyAt(url: string, upTo?: string): Promise<void> {
  const database = openDatabase(url);
  await migrate(database, upTo);
  await database.db.destroy();
}

/** A SQLite file with rows in all tables. */
async function filled(upTo?: string): Promise<string> {
  const file = newFile();
  await emptyAt(`sqlite:${file}`, upTo);
  fillTables(file, (table) => (table === 'events' ? MANY : 3));
  return file;
}

/** The same rows in PostgreSQL. */
async function filledPostgres(upTo?: string): Promise<string> {
  const to = await server.database();
  await emptyAt(to, upTo);
  await copyRows(await filled(upTo), to);
  return to;
}

/** Where nobody looks but who looks at every page. */
async function damage(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes.fill(0xff, bytes.length - 40 * 4_096, bytes.length - 36 * 4_096);
  await writeFile(file, bytes);
}

const backUp = (from: string, to = newFile(), force = false) =>
  backupDatabase({ from, to, force, now: NOW, onCopied: () => undefined });
const restore = (part: Pick<Restore, 'from' | 'to'> & Partial<Restore>) =>
  restoreDatabase({ replace: false, now: LATER, onCopied: () => undefined, note: noteRestore, ...part });

/** What each side has that the other has not; when it was backed up and restored is in `meta` and the audit. */
async function expectSameRows(one: string, other: string): Promise<void> {
  const [first, second] = [openDatabase(one), openDatabase(other)];
  const file = [one, other].find((url) => url.startsWith('sqlite:')) ?? '';
  const own = (rows: readonly string[]): readonly string[] =>
    rows.filter((row) => !/"backed_up_at"|"restored"|database_restored/.test(row));
  for (const table of tablesOf(file.slice('sqlite:'.length)))
    expect([table, own(await rowsOf(second, table))]).toEqual([table, own(await rowsOf(first, table))]);
  await Promise.all([first.db.destroy(), second.db.destroy()]);
}

async function nextId({ db }: OpenDatabase): Promise<number> {
  const row = { account_key: 'k', at: 1, state: 's', strength: null };
  const { id } = await db.insertInto('history').values(row).returning('id').executeTakeFirstOrThrow();
  await db.destroy();
  return id;
}

describe.each(['SQLite', 'PostgreSQL'])('a backup of %s', (engine) => {
  const source = async (upTo?: string): Promise<string> =>
    engine === 'SQLite' ? `sqlite:${await filled(upTo)}` : filledPostgres(upTo);

  it('holds every row of every table, and becomes a database of either engine that goes on as the first one would', async () => {
    const from = await source();
    const { file, bytes, at } = await backUp(from);
    expect({ bytes, at }).toEqual({ bytes: (await stat(file)).size, at: NOW });
    await expectSameRows(from, `sqlite:${file}`);
    for (const to of [`sqlite:${newFile()}`, await server.database()]) {
      expect(await restore({ from: file, to })).toMatchObject({ backedUpAt: NOW, migrated: [], putAside: null });
      if (to.startsWith('sqlite:') || from.startsWith('sqlite:')) await expectSameRows(from, to);
      const restored = openDatabase(to);
      await expect(sql`delete from audit`.execute(restored.db)).rejects.toThrow('append-only');
      await restored.db.insertInto('accounts').values(AN_ACCOUNT).execute();
      expect(await restored.db.selectFrom('news').select('id').where('id', '=', 'new').execute()).toHaveLength(1);
      expect(await nextId(restored)).toBe(LAST_ID + 1);
    }
    await backUp(from, file, true);
  });

  it('is as of the moment it began, whoever writes meanwhile', async () => {
    const from = await source();
    const other = openDatabase(from);
    const late: Promise<unknown>[] = [];
    const onCopied = (): void => {
      late.push(sql`insert into meta values (${`late ${late.length}`}, 'x')`.execute(other.db));
    };
    const to = newFile();
    await backupDatabase({ from, to, force: false, now: NOW, onCopied });
    await Promise.all(late);
    expect(late.length).toBeGreaterThan(0);
    const copy = openDatabase(`sqlite:${to}`);
    expect((await rowsOf(copy, 'meta')).filter((row) => row.includes('late'))).toEqual([]);
    expect((await rowsOf(other, 'meta')).filter((row) => row.includes('late'))).toHaveLength(late.length);
    await Promise.all([copy.db.destroy(), other.db.destroy()]);
  });

  it('of an older schema stays one of it, and is brought up to date when it is restored', async () => {
    const old = SCHEMAS[10] ?? '';
    const from = await source(old);
    const { file } = await backUp(from);
    expect(new SqliteDatabase(file).prepare('select max(name) from kysely_migration').pluck().get()).toBe(old);
    const to = `sqlite:${newFile()}`;
    expect((await restore({ from: file, to })).migrated).toEqual(SCHEMAS.slice(11));
  });
});

const AN_ACCOUNT = {
  key: 'new',
  account_id: null,
  task_id: null,
  name: 'New',
  status: 'open',
  started_on: 1,
  csm_id: null,
  body: '{}',
  task_updated_at: null,
  gone: 0,
  first_seen_at: 1,
  changed_at: 1,
};

describe('a backup', () => {
  it('is for its owner alone, stands alone, and leaves nothing beside it', async () => {
    const inside = join(folder, 'alone');
    await mkdir(inside);
    await backUp(`sqlite:${await filled()}`, join(inside, 'b.db'));
    expect(await readdir(inside)).toEqual(['b.db']);
    expect((await stat(join(inside, 'b.db'))).mode & 0o777).toBe(0o600);
  });

  it('replaces no file unless it is told to', async () => {
    const from = `sqlite:${await filled()}`;
    const to = newFile();
    await writeFile(to, 'precious');
    await expect(backUp(from, to)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('--force'),
    });
    expect(await readFile(to, 'utf8')).toBe('precious');
    expect((await backUp(from, to, true)).bytes).toBeGreaterThan(8);
  });

  it('of a damaged file is none: it says so, and an older backup under that name stays', async () => {
    const file = await filled();
    await damage(file);
    const to = newFile();
    await writeFile(to, 'older');
    await expect(backUp(`sqlite:${file}`, to, true)).rejects.toThrow('the copy is damaged');
    expect(await readFile(to, 'utf8')).toBe('older');
    expect((await readdir(folder)).filter((name) => name.includes('part'))).toEqual([]);
  });

  it.each([
    ['a file that is not there', () => 'sqlite:/nowhere/m.db', 'there is no file /nowhere/m.db'],
    ['a database in memory', () => 'sqlite::memory:', 'has no backup'],
    ['a PostgreSQL database of others', () => server.database(), 'no database of ours'],
  ])('of %s is wrong usage', async (_, from, says) => {
    const asked = backUp(await from());
    await expect(asked).rejects.toMatchObject({ code: 'bad_usage', message: expect.stringContaining(says) });
  });

  it('never takes the place of the database itself', async () => {
    const file = await filled();
    await expect(backUp(`sqlite:${file}`, file, true)).rejects.toMatchObject({ code: 'bad_usage' });
    expect(tablesOf(file)).toContain('events');
  });

  it('into a folder that is not there is wrong usage', async () => {
    const asked = backUp(`sqlite:${await filled()}`, join(folder, 'nowhere', 'b.db'));
    await expect(asked).rejects.toMatchObject({ code: 'bad_usage' });
  });
});

describe('restoring', () => {
  it('puts a database with data aside only when told to, and loses nothing of it', async () => {
    const from = await filled();
    const target = await filled();
    const to = `sqlite:${target}`;
    const { file: earlier } = await backUp(to);
    await expect(restore({ from, to })).rejects.toThrow('--replace');
    const { putAside } = await restore({ from, to, replace: true });
    expect(putAside).toMatch(/\.replaced-2026-11-26T10-00-00/);
    await expectSameRows(`sqlite:${putAside}`, `sqlite:${earlier}`);
    const beside = (await readdir(folder)).filter((name) => name.startsWith(basename(target)));
    expect(beside.sort()).toEqual([basename(target), basename(putAside ?? '')]);
  });

  it('into a file that is in use is refused, also when told to replace it', async () => {
    const from = await filled();
    const target = await filled();
    const running = openDatabase(`sqlite:${target}`);
    await running.db.selectFrom('meta').selectAll().execute();
    for (const replace of [false, true])
      await expect(restore({ from, to: `sqlite:${target}`, replace })).rejects.toThrow('is in use');
    await running.db.destroy();
    await restore({ from, to: `sqlite:${target}`, replace: true });
  });

  it('takes the place of a file that cannot be read, and of a new one without data', async () => {
    const from = await filled();
    const [damaged, fresh] = [newFile(), newFile()];
    await writeFile(damaged, 'not a database at all, and long enough to be taken for one by its size '.repeat(50));
    await expect(restore({ from, to: `sqlite:${damaged}` })).rejects.toThrow('cannot be read');
    expect((await restore({ from, to: `sqlite:${damaged}`, replace: true })).putAside).toContain('replaced');
    await emptyAt(`sqlite:${fresh}`);
    expect((await restore({ from, to: `sqlite:${fresh}` })).putAside).toBeNull();
  });

  it('refuses a PostgreSQL database with data, and changes nothing in it', async () => {
    const to = await filledPostgres();
    await expect(restore({ from: await filled(), to })).rejects.toThrow('there is data already');
  });

  it('refuses what is no backup, damaged, or of a newer version, and makes no database of it', async () => {
    const text = newFile();
    await writeFile(text, 'no database, and long enough to be taken for one by its size alone '.repeat(50));
    const newer = await filled();
    const aged = new SqliteDatabase(newer);
    aged.exec("insert into kysely_migration values ('999-later', '')");
    aged.close();
    const damaged = await filled();
    await damage(damaged);
    const to = newFile();
    for (const [from, says] of [
      ['/nowhere/b.db', 'there is no file'],
      [text, 'no database of ours'],
      [newer, 'docs/upgrading.md'],
      [damaged, 'the copy is damaged'],
    ] as const)
      await expect(restore({ from, to: `sqlite:${to}` })).rejects.toThrow(says);
    await expect(stat(to)).rejects.toThrow('ENOENT');
  });

  it('refuses the database itself as its backup', async () => {
    const file = await filled();
    const asked = restore({ from: file, to: `sqlite:${file}`, replace: true });
    await expect(asked).rejects.toMatchObject({ code: 'bad_usage' });
  });
});
