import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import { freePort } from '../test/end-to-end/world.ts';
import { median, rounded } from './ratio.ts';
import { fill, openWorld } from './world.ts';

/**
 * From the start of the service, as `npm start` has it, to its first answer, and the memory that it holds when nobody asks for anything.
 * The first start of all is left out: it fills the cache of what Node made of our files.
 * `node bench/start.ts [--rounds 5] [--idle 15] [0 10000]`: accounts in the database
 */
const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, idle: { type: 'string', default: '15' } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const idleMs = Number(values.idle) * 1_000;
const EVENTS_EACH = 10;
const LOOK_EVERY_MS = 5;
const [, ...command] = packageJson.scripts.start.split(' ');

for (const accounts of positionals.length > 0 ? positionals.map(Number) : [0, 10_000]) {
  const world = await openWorld();
  await fill(world, accounts, EVENTS_EACH);
  const starts = [];
  for (let round = 0; round <= rounds; round += 1) starts.push(await start(world.url));
  await world.close();
  const counted = starts.slice(1);
  console.log(
    JSON.stringify({
      bench: 'start',
      accounts,
      rounds,
      first_answer_ms: rounded(median(counted.map(({ readyMs }) => readyMs))),
      idle_rss_mb: rounded(median(counted.map(({ idleMb }) => idleMb))),
    }),
  );
}

async function start(url: string): Promise<{ readonly readyMs: number; readonly idleMb: number }> {
  const port = await freePort();
  const settings = { CLICKUP_API_TOKEN: 'pk_bench', CLICKUP_API_URL: 'http://127.0.0.1:9', INGEST_WRITE_KEYS: 'k' };
  const env = { ...process.env, ...settings, DATABASE_URL: url, PORT: String(port), LOG_LEVEL: 'error' };
  const begin = performance.now();
  const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  while (!(await answers(`http://127.0.0.1:${port}/healthz`))) await pause(LOOK_EVERY_MS);
  const readyMs = performance.now() - begin;
  await pause(idleMs);
  const idleMb = await residentMb(child.pid ?? 0);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { readyMs, idleMb };
}

function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** As Linux says it. */
async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
}
