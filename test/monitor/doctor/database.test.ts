import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDatabase } from '../../../src/monitor/doctor/database.ts';
import type { DoctorDeps, Finding } from '../../../src/monitor/doctor/finding.ts';
import { openDatabase } from '../../../src/storage/engine.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { createStore } from '../../../src/storage/store.ts';
import { fillTables } from '../../storage/filled.ts';
import { aStanding, NOW } from '../../storage/records.ts';

describe('what doctor says of the database', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fvm-doctor-'));
    file = join(folder, 'monitor.db');
    const database = openDatabase(`sqlite:${file}`);
    await migrate(database);
    await database.db.destroy();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function says(): Promise<readonly Finding[]> {
    const store = createStore(openDatabase(`sqlite:${file}`).db);
    try {
      return await checkDatabase({ store } as unknown as DoctorDeps, NOW);
    } finally {
      await store.close();
    }
  }

  it('is well of one that is whole', async () => {
    expect(await says()).toMatchObject([{ state: 'ok', says: expect.stringContaining('consistent') }]);
  });

  it('names what does not hold, how often and where, and the way out', async () => {
    const store = createStore(openDatabase(`sqlite:${file}`).db);
    await store.standings.put([aStanding({ accountKey: 'task:lost' })]);
    await store.standings.addHistory('task:lost', NOW, 'on_track', null);
    await store.close();
    expect(await says()).toEqual([
      {
        check: 'database',
        state: 'failure',
        says: expect.stringMatching(
          /a standing belongs to an account that is known \(standing_has_account: 1, as task:lost\)/,
        ),
        wayOut: expect.stringContaining('docs/data.md'),
      },
    ]);
  });

  it.each([
    ['a page of nonsense', 0xff],
    ['an empty page', 0],
  ])('says that a file with %s is damaged, and how to go on', async (_, byte) => {
    fillTables(file, () => 300);
    const bytes = await readFile(file);
    bytes.fill(byte, bytes.length - 40 * 4_096, bytes.length - 4_096);
    await writeFile(file, bytes);
    expect(await says()).toMatchObject([
      { state: 'failure', says: expect.stringContaining('damaged'), wayOut: expect.stringContaining('restore') },
    ]);
  });
});
