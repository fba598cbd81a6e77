import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/engine.ts';
import { createStore } from '../../src/storage/store.ts';
import { runIn } from '../cli/command.ts';

/** Many lots, so that the kill comes long before the end. */
const ROWS = 20_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fvm-killed-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Each row but the last of its user stands there twice, and none has an id. */
const line = (at: number): string => `acme,u-${Math.floor(at / 2)},Task Completed,2026-11-02T10:00:00Z\n`;

/** Begins the import and kills it, as the kernel would, when it has told of its first rows. */
async function killedInTheMiddle(file: string, databaseUrl: string): Promise<void> {
  const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, ['bin/first-value-monitor.js', 'import', 'events', file], { env });
  const died = once(child, 'exit');
  child.stderr.once('data', () => child.kill('SIGKILL'));
  expect(await died).toEqual([null, 'SIGKILL']);
}

describe('an import that is killed', () => {
  it('goes on where it stopped, says so, and stores every event once; a changed file begins anew', async () => {
    const file = join(folder, 'events.csv');
    const databaseUrl = `sqlite:${join(folder, 'monitor.db')}`;
    const rows = Array.from({ length: ROWS }, (_, at) => line(at)).join('');
    await writeFile(file, `account_id,user_id,event,timestamp\n${rows}`);
    await killedInTheMiddle(file, databaseUrl);
    const { code, out, err } = await runIn(folder, ['import', 'events', file]);
    expect({ code, out }).toEqual({ code: 0, out: `${ROWS} stored, 0 known, 0 refused\n` });
    expect(err).toMatch(/an earlier import stopped after line \d*01: went on from there/);
    const store = createStore(openDatabase(databaseUrl).db);
    expect((await store.events.unjoinedCount(0)).total).toBe(ROWS);
    await store.close();

    await rm(join(folder, 'monitor.db'));
    await killedInTheMiddle(file, databaseUrl);
    await writeFile(file, `account_id,user_id,event,timestamp\nacme,u-0,Other,2026-11-02T10:00:00Z\n${rows}`);
    const again = await runIn(folder, ['import', 'events', file]);
    expect(again.err).toContain('is not what it was when its import stopped: taken in from the beginning');
    expect(again.out).toMatch(/^\d+ stored, \d+ known, 0 refused\n$/);
    const counts = again.out.match(/\d+/g)?.map(Number) ?? [];
    expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(ROWS + 1);
    expect(counts[1]).toBeGreaterThan(0);
  }, 300_000);
});
