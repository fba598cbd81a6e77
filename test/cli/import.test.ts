import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Run, runIn } from './command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fvm-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (args: readonly string[], stdin = ''): Promise<Run> => runIn(folder, ['import', ...args], stdin);
const at = async (name: string, text: string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
};

const ACCOUNTS =
  'account_id,started_on,status\nacme,2026-10-18,open\nbeta,18.10.2026,open\ngamma,2026-10-18,"gone, or so"\n';
const PLANS = '- match: {}\n  plan: { statement: A task is done, signal: { event: Task Completed } }\n';

describe('the import command', () => {
  it('stores what is good, writes the refused lines into a file beside, and is done', async () => {
    const file = await at('accounts.csv', ACCOUNTS);
    const { code, out } = await run(['accounts', file]);
    expect({ code, out }).toEqual({ code: 0, out: `1 stored, 0 known, 2 refused: see ${file}.refused.csv\n` });
    expect((await readFile(`${file}.refused.csv`, 'utf8')).split('\n')).toEqual([
      'line,why',
      '3,"started_on ""18.10.2026"" is no date: write it as 2026-11-22"',
      '4,"status ""gone, or so"" is unknown: write one of open, left, churned, paused, excluded, test"',
      '',
    ]);
  });

  it('answers as JSON, from stdin too, and a repeat adds nothing', async () => {
    const rows = '{"account_id":"acme","event":"Task Completed","timestamp":"2026-11-02T10:00:00Z"}\n';
    const first = await run(['events', '-', '--json', '--complete-to', '2026-11-20'], rows);
    expect(JSON.parse(first.out)).toEqual({ stored: 1, known: 0, refused: 0, refused_file: null });
    expect(JSON.parse((await run(['events', '-', '--json'], rows)).out)).toMatchObject({ stored: 0, known: 1 });
  });

  it('brings plans into force', async () => {
    await run(['accounts', '-'], 'account_id,started_on\nacme,2026-10-18\n');
    expect(JSON.parse((await run(['plans', '-', '--json'], PLANS)).out)).toMatchObject({
      stored: 1,
      known: 0,
      unmatched: 0,
    });
  });

  it.each([
    ['a file that is not there', 2, ['events', 'nowhere.csv'], '', 'file not found'],
    ['a wrong --complete-to', 2, ['events', '-', '--complete-to', 'soon'], '', '--complete-to soon: no date'],
    ['a header without its columns', 1, ['events', '-'], 'a,b\n1,2\n', 'names no column account_id, event, timestamp'],
    ['plans that cannot be read', 1, ['plans', '-'], '- match: {}\n', 'plan'],
  ])('gives up on %s with code %d', async (_case, code, args, stdin, why) => {
    expect(await run(args, stdin)).toMatchObject({ code, out: '', err: expect.stringContaining(why) });
  });
});
