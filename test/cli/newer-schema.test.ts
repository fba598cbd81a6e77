import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '../../src/storage/engine.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { startPostgres, type TestPostgres } from '../storage/postgres.ts';
import { runIn } from './command.ts';

describe.each([
  ['SQLite', ['serve', 'worker', 'migrate']],
  ['PostgreSQL', ['serve']],
])('on a %s database that a newer version has written', (engine, commands) => {
  let server: TestPostgres | null = null;
  let folder: string;
  let settings: Record<string, string>;
  beforeAll(async () => {
    if (engine === 'PostgreSQL') server = await startPostgres();
    folder = await mkdtemp(join(tmpdir(), 'fvm-newer-'));
    const DATABASE_URL = (await server?.database()) ?? `sqlite:${join(folder, 'monitor.db')}`;
    const database = openDatabase(DATABASE_URL);
    await migrate(database);
    await sql`insert into kysely_migration values ('999-later', '2030-01-01T00:00:00.000Z')`.execute(database.db);
    await database.db.destroy();
    settings = { DATABASE_URL, CLICKUP_API_TOKEN: 'pk_1_X', CLICKUP_API_URL: 'http://127.0.0.1:1/api', PORT: '0' };
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(commands)('%s ends at once, and says the way out', async (command) => {
    const { code, out, err } = await runIn(folder, [command], '', settings);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^the database was written by a newer version: .*docs\/upgrading\.md\)\n$/);
  });
});
