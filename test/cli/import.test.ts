import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Run, runIn } from './command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fvm-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (args: readonly string[], stdin: string | Buffer = ''): Promise<Run> =>
  runIn(folder, ['import', ...args], stdin);
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

  it('takes in a file in other words, another alphabet and one packed part', async () => {
    const rows = 'Kunde;Ereignis;Zeit;user_id\nacme;Erledigt fürs Team;2026-11-03T10:00:00Z;u-1\n';
    const file = join(folder, 'kunden.csv.gz');
    await writeFile(file, gzipSync(Buffer.from(rows, 'latin1')));
    const names = ['account_id=Kunde', 'event=Ereignis', 'timestamp=Zeit'].flatMap((name) => ['--map', name]);
    const { code, out, err } = await run(['events', file, ...names]);
    expect({ code, out }).toEqual({ code: 0, out: '1 stored, 0 known, 0 refused\n' });
    expect(err).toContain('read as Windows-1252');
  });

  it('removes the list of refused lines when none is refused any more, and nobody else’s file', async () => {
    const file = await at('mended.csv', 'account_id,event,timestamp\nacme,Done,soon\n');
    await run(['events', file]);
    expect(await readFile(`${file}.refused.csv`, 'utf8')).toContain('2,');
    await at('mended.csv', 'account_id,event,timestamp\nacme,Done,2026-11-04T10:00:00Z\n');
    expect((await run(['events', file])).out).toBe('1 stored, 0 known, 0 refused\n');
    await expect(readFile(`${file}.refused.csv`)).rejects.toThrow('ENOENT');
    const own = await at('mended.csv.refused.csv', 'my own notes\n');
    await run(['events', file]);
    expect(await readFile(own, 'utf8')).toBe('my own notes\n');
  });

  it.each([
    ['a file that is not there', 2, ['events', 'nowhere.csv'], '', 'file not found'],
    ['a column that there is not', 2, ['events', '-', '--map', 'time=Zeit'], '', 'there is no column time: choose one'],
    ['a name for nothing', 2, ['events', '-', '--map', 'Zeit'], '', 'write COLUMN=NAME'],
    [
      'an alphabet that there is not',
      2,
      ['events', '-', '--encoding', 'klingon'],
      '',
      '--encoding klingon: is unknown',
    ],
    ['a packed file that breaks off', 1, ['events', '-'], 'CUT', 'unexpected end of file'],
    ['a wrong --complete-to', 2, ['events', '-', '--complete-to', 'soon'], '', '--complete-to soon: no date'],
    ['a header without its columns', 1, ['events', '-'], 'a,b\n1,2\n', 'names no column account_id, event, timestamp'],
    ['plans that cannot be read', 1, ['plans', '-'], '- match: {}\n', 'plan'],
  ])('gives up on %s with code %d', async (_case, code, args, stdin, why) => {
    const bytes = stdin === 'CUT' ? gzipSync('account_id,event,timestamp\n'.repeat(90)).subarray(0, 40) : stdin;
    expect(await run(args, bytes)).toMatchObject({ code, out: '', err: expect.stringContaining(why) });
  });
});
