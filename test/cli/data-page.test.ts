import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIn } from './command.ts';

const root = join(import.meta.dirname, '../..');
const PROGRAM = 'npx first-value-monitor ';

describe('the page docs/data.md', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fvm-data-page-'));
    const accounts = 'account_id,name,started_on\nacme,Acme,2026-10-18\n';
    const events =
      'account_id,user_id,event,timestamp,email\nacme,ada,Task Completed,2026-10-20T10:00:00Z,ada@acme.example\n';
    expect(await runIn(folder, ['import', 'accounts', '-'], accounts)).toMatchObject({ code: 0 });
    expect(await runIn(folder, ['import', 'events', '-'], events)).toMatchObject({ code: 0 });
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('names commands that work as they stand there, one after the other', async () => {
    const page = await readFile(join(root, 'docs/data.md'), 'utf8');
    const lines = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.trim().split('\n'));
    expect(lines.length).toBeGreaterThanOrEqual(8);
    for (const line of lines.filter((each) => each !== 'mkdir -p backups')) {
      expect(line.startsWith(PROGRAM)).toBe(true);
      const args = line.slice(PROGRAM.length).replaceAll('backups/', `${folder}/`).split(' ');
      const { code, err } = await runIn(folder, args);
      // Without a token doctor has something to say.
      if (args[0] !== 'doctor') expect([line, code, err]).toEqual([line, 0, err]);
    }
  }, 120_000);
});
