import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type TestPostgres } from '../storage/postgres.ts';
import { runIn } from './command.ts';

describe('migrate --from', () => {
  let server: TestPostgres;
  let folder: string;
  beforeAll(async () => {
    server = await startPostgres();
    folder = await mkdtemp(join(tmpdir(), 'fvm-migrate-'));
    const accounts = 'account_id,name,started_on\nacme,Acme,2026-10-18\nglobex,Globex,2026-10-19\n';
    expect(await runIn(folder, ['import', 'accounts', '-'], accounts)).toMatchObject({ code: 0 });
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('moves a file into PostgreSQL, says to stay there, and will not do it twice', async () => {
    const settings = { DATABASE_URL: await server.database() };
    const before = await runIn(folder, ['accounts', '--json']);
    const args = ['migrate', '--from', `sqlite:${join(folder, 'monitor.db')}`, '--json'];
    const { code, out, err } = await runIn(folder, args, '', settings);
    expect([code, err]).toEqual([0, expect.stringContaining('no more on the file')]);
    expect(JSON.parse(out)).toMatchObject({ moved: { accounts: 2 } });
    const after = await runIn(folder, ['accounts', '--json'], '', settings);
    expect(JSON.parse(after.out)).toHaveLength(2);
    expect(after.out).toBe(before.out);
    const again = await runIn(folder, args, '', settings);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('there is data already')]);
  }, 120_000);

  it('ends as wrong usage where there is no such file', async () => {
    const settings = { DATABASE_URL: await server.database() };
    const { code, err } = await runIn(folder, ['migrate', '--from', 'sqlite:/nowhere.db'], '', settings);
    expect([code, err]).toEqual([2, '--from: there is no file /nowhere.db\n']);
  }, 120_000);
});
