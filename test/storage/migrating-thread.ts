import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../src/storage/engine.ts';
import { migrate } from '../../src/storage/migrate.ts';

/** One of several that bring files up to date in step: file after file, each only when all have come to it. */
const { files, arrived, threads } = workerData as {
  readonly files: readonly string[];
  readonly arrived: SharedArrayBuffer;
  readonly threads: number;
};
const counters = new Int32Array(arrived);

function waitForAll(turn: number): void {
  if (Atomics.add(counters, turn, 1) === threads - 1) Atomics.notify(counters, turn);
  for (let here = Atomics.load(counters, turn); here < threads; here = Atomics.load(counters, turn)) {
    Atomics.wait(counters, turn, here);
  }
}

const applied: number[] = [];
for (const [turn, file] of files.entries()) {
  const database = openDatabase(`sqlite:${file}`);
  waitForAll(turn);
  applied.push((await migrate(database)).length);
  await database.db.destroy();
}
parentPort?.postMessage(applied);
