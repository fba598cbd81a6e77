import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const THREADS = 4;
const FILES = 6;

describe('several that bring one new file up to date at once', () => {
  let folder: string;
  const threads: Worker[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fvm-migrate-'));
  });
  afterAll(async () => {
    // One that failed leaves the others waiting for it.
    for (const thread of threads) await thread.terminate();
    await rm(folder, { recursive: true, force: true });
  });

  it('apply each step once between them, and none fails', async () => {
    const files = Array.from({ length: FILES }, (_, turn) => join(folder, `new-${turn}.db`));
    const arrived = new SharedArrayBuffer(FILES * Int32Array.BYTES_PER_ELEMENT);
    const migrated = (): Promise<readonly number[]> =>
      new Promise((resolve, reject) => {
        const workerData = { files, arrived, threads: THREADS };
        const thread = new Worker(join(import.meta.dirname, 'migrating-thread.ts'), { workerData });
        threads.push(thread);
        thread.once('message', resolve);
        thread.once('error', reject);
      });
    const applied = await Promise.all(Array.from({ length: THREADS }, migrated));
    const steps = files.map((_, turn) => applied.map((counts) => counts[turn] ?? -1).sort((one, other) => one - other));
    for (const counts of steps) {
      expect(counts.slice(0, -1)).toEqual([0, 0, 0]);
      expect(counts.at(-1)).toBeGreaterThan(0);
    }
  }, 60_000);
});
