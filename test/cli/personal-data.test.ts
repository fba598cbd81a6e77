import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Run, runIn } from './command.ts';

const ACCOUNTS = 'account_id,name,started_on\nacme,Acme,2026-10-18\nglobex,Globex,2026-10-19\n';
const EVENTS = `account_id,user_id,event,timestamp,email
acme,ada,Task Completed,2026-10-20T10:00:00Z,ada@acme.example
acme,bob,Task Completed,2026-10-21T10:00:00Z,bob@acme.example
globex,gil,Task Completed,2026-10-21T10:00:00Z,gil@globex.example
`;

describe('export and forget', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fvm-personal-'));
    expect(await runIn(folder, ['import', 'accounts', '-'], ACCOUNTS)).toMatchObject({ code: 0 });
    expect(await runIn(folder, ['import', 'events', '-'], EVENTS)).toMatchObject({ code: 0 });
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const done = async (...args: string[]): Promise<Run> => {
    const run = await runIn(folder, args);
    expect([args, run.code, run.err]).toEqual([args, 0, run.err]);
    return run;
  };
  const parsed = (lines: string): readonly { table: string; row: Record<string, unknown> }[] =>
    lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { table: string; row: Record<string, unknown> });

  it('hands out a person line by line, and an account into a new file', async () => {
    const person = parsed((await done('export', 'person', 'ADA@acme.example')).out);
    expect(person.map(({ table }) => table)).toEqual(['events', 'users', 'news']);
    expect(person[0]?.row).toMatchObject({ user_id: 'ada', at: '2026-10-20T10:00:00Z' });
    const file = join(folder, 'acme.jsonl');
    expect((await done('export', 'account', 'acme', file)).out).toContain(`${file}: `);
    const account = parsed(await readFile(file, 'utf8'));
    expect(account.filter(({ table }) => table === 'events')).toHaveLength(2);
    expect(JSON.stringify(account)).not.toContain('lobex');
    expect(await runIn(folder, ['export', 'account', 'acme', file])).toMatchObject({ code: 2 });
  }, 60_000);

  it('changes nothing before it is told --yes; then somebody is gone, and stays so when the file comes again', async () => {
    expect((await done('forget', 'person', 'ada')).err).toContain('Nothing was changed');
    expect((await done('export', 'person', 'ada')).out).toContain('ada@acme.example');
    const file = (): Promise<string> => readFile(join(folder, 'monitor.db'), 'latin1');
    expect(await file()).toContain('ada@acme.example');
    expect((await done('forget', 'person', 'ada', '--yes')).out).toMatch(/erased: .*events 1/);
    expect(await file()).not.toContain('ada@acme.example');
    const again = await runIn(folder, ['import', 'events', '-', '--json'], EVENTS);
    expect(JSON.parse(again.out)).toMatchObject({ stored: 0, known: 3 });
    expect(await runIn(folder, ['export', 'person', 'ada'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing is kept of "ada"'),
    });
  }, 60_000);

  it('takes an account with everything that is only its own', async () => {
    const { out } = await done('forget', 'account', 'acme', '--yes', '--json');
    expect(JSON.parse(out)).toMatchObject({ done: true, rows: { accounts: 1, events: 2 }, reports: [] });
    expect(JSON.parse((await done('accounts', '--json')).out)).toMatchObject([{ account_id: 'globex' }]);
    expect(await runIn(folder, ['forget', 'account', 'acme', '--yes'])).toMatchObject({ code: 1 });
  }, 60_000);
});
