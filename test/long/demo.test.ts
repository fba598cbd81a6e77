import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exchangesFile } from '../end-to-end/exchanges.ts';

const root = join(import.meta.dirname, '../..');

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['bin/first-value-monitor.js', ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.once('close', (code) => resolve({ code, out }));
  });
}

function demo(...flags: string[]): Promise<Ended> {
  const file = exchangesFile();
  const keeping = file === null ? [] : ['--exchanges', file];
  return run(['demo', '--once', ...keeping, ...flags]);
}

interface Raised {
  readonly account_id: string;
  readonly kind: string;
  readonly day: number;
}
const inOrder = (alerts: readonly Raised[]): readonly string[] =>
  alerts.map(({ account_id: id, kind, day }) => `${id} ${kind} ${day}`).toSorted();

/** What the rules say of the recorded story when they are given nothing but its files. */
async function replayed(folder: string): Promise<readonly string[]> {
  const file = (name: string): string => join(folder, name);
  const files = ['--accounts', file('accounts.jsonl'), '--events', file('events.jsonl'), '--plans', file('plans.yaml')];
  const range = ['--from', '2020-01-01', '--to', '2100-01-01'];
  const env = { PATH: process.env.PATH, CONFIG_DIR: file('config') };
  const { out } = await run(['backtest', ...files, ...range, '--json'], env);
  return inOrder((JSON.parse(out) as { alerts: readonly Raised[] }).alerts);
}

describe('the demo', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fvm-story-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('tells its whole story and proves it', async () => {
    const { code, out } = await demo('--record', folder);
    expect(out).not.toContain('✗');
    expect(out).toContain('exactly one alert task, assigned to Cara Chen');
    expect(code).toBe(0);
  }, 120_000);

  it('raised the very alerts that a backtest of its recorded events gives, day and kind', async () => {
    const lines = (await readFile(join(folder, 'alerts.jsonl'), 'utf8')).trim().split('\n');
    const live = inOrder(lines.map((line): Raised => JSON.parse(line)));
    expect(live).toHaveLength(5);
    expect(await replayed(folder)).toEqual(live);
  }, 120_000);

  it('fails when nothing of it reaches ClickUp', async () => {
    const { code, out } = await demo('--without-delivery', '--json');
    const drafts = { says: 'all 7 accounts got a draft that mentions their lead', holds: false };
    expect(JSON.parse(out)).toMatchObject({ ok: false, checks: expect.arrayContaining([drafts]) });
    expect(code).toBe(1);
  }, 120_000);
});
