import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { PEOPLE } from '../src/cli/demo/workspace.ts';
import { DAY_MS } from '../src/domain/duration.ts';
import { ALERTS_AT_ONCE, buildWorld, type ProgramProcess, type World } from '../test/end-to-end/world.ts';
import { startPostgres } from '../test/storage/postgres.ts';
import { median, rounded } from './ratio.ts';

/**
 * 1, 2 and 4 workers on one PostgreSQL (fsync on), from a list of accounts that were only read to an alert for each: draft, task and mention
 * (of 50 comparable accounts without a step the rules would ask nobody) written to the stand-in, whose every call takes 100 ms and whose rate limit is out of the way. Alternated, each time on a fresh copy.
 * `node bench/workers.ts [--accounts 45] [--rounds 5] [--call-ms 100]`
 */
const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '45' },
    rounds: { type: 'string', default: '5' },
    'call-ms': { type: 'string', default: '100' },
  },
});
const accounts = Number(values.accounts);
const rounds = Number(values.rounds);
const callMs = Number(values['call-ms']);
const WORKERS = [1, 2, 4];
const WRITES_AN_ALERT = 3;
const LOOK_EVERY_MS = 20;

const postgres = await startPostgres({ durable: true });
const world = await buildWorld({ monitor: ALERTS_AT_ONCE });
try {
  const read = await readAccounts(world);
  const measured: Record<number, Measure[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const workers of round % 2 === 0 ? WORKERS : WORKERS.toReversed()) {
      const measure = await runWorkers(world, await postgres.database(read), workers);
      measured[workers] = [...(measured[workers] ?? []), measure];
      console.error(
        `round ${round + 1} of ${rounds}, ${workers} at work: ${rounded(measure.writesPerSecond)} writes a second`,
      );
    }
  }
  for (const workers of WORKERS) report(workers, measured[workers] ?? [], measured[1] ?? []);
} finally {
  await world.close();
  await postgres.stop();
}

interface Measure {
  readonly writesPerSecond: number;
  /** How many processes waited for the advisory lock of transactions, on average over all looks. */
  readonly waitingForLock: number;
}

function report(workers: number, measures: readonly Measure[], alone: readonly Measure[]): void {
  const each = measures.map(({ writesPerSecond }) => writesPerSecond);
  const ratios = each.map((rate, round) => rate / (alone[round]?.writesPerSecond ?? rate));
  const per_minute = (median(each) * 60) / WRITES_AN_ALERT;
  console.log(
    JSON.stringify({
      bench: 'workers on one PostgreSQL',
      workers,
      accounts,
      call_ms: callMs,
      writes_per_second: rounded(median(each)),
      alerts_per_minute: Math.round(per_minute),
      ratio_to_one: {
        median: rounded(median(ratios)),
        min: rounded(Math.min(...ratios)),
        max: rounded(Math.max(...ratios)),
      },
      waiting_for_lock: rounded(median(measures.map(({ waitingForLock }) => waitingForLock))),
    }),
  );
}

/** The database after the accounts were read and their people have signed in; nothing is drafted yet. */
async function readAccounts({ addAccount, run, folder }: World): Promise<string> {
  const url = await postgres.database();
  const fields = { 'Use case': 'Plan sprints', 'Onboarding goals': 'Colleagues finish tasks together', CSM: 'cara' };
  const rows = ['account_id,user_id,event,timestamp'];
  for (let n = 1; n <= accounts; n += 1) {
    const own = { 'Account ID': `acc-${n}`, 'Start date': Date.now() - 35 * DAY_MS, 'Onboarding lead': 'lena' };
    await addAccount({ name: `Account ${n}`, fields: { ...fields, ...own } });
    rows.push(`acc-${n},u-${n},Signed In,${new Date().toISOString()}`);
  }
  const events = join(folder, 'events.csv');
  await writeFile(events, `${rows.join('\n')}\n`);
  for (const args of [['sync'], ['import', 'events', events]]) {
    const { code, err } = await run(args, { DATABASE_URL: url });
    if (code !== 0) throw new Error(err);
  }
  return url;
}

async function runWorkers({ standIn, work }: World, url: string, workers: number): Promise<Measure> {
  await standIn.put('/faults', [{ effect: 'delay', path: '/v2/**', ms: callMs, probability: 1 }]);
  await standIn.delete('/requests');
  const given = { DATABASE_URL: url, SWEEP_CRON: '*/2 * * * * *', RECONCILE_CRON: '0 0 1 1 *', LOG_LEVEL: 'warn' };
  const living: readonly ProgramProcess[] = Array.from({ length: workers }, () => work(given));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const looks: number[] = [];
  let writes: readonly number[] = [];
  while (writes.length < accounts * WRITES_AN_ALERT) {
    await pause(LOOK_EVERY_MS);
    looks.push(await waiting(client));
    if (looks.length % 25 === 0) writes = await writesOfAgent(standIn);
    if (living.some((each) => !each.lives())) throw new Error(living.map((each) => each.log()).join('\n'));
  }
  await client.end();
  await Promise.all(living.map((each) => each.stop()));
  await standIn.put('/faults', []);
  const seconds = (Math.max(...writes) - Math.min(...writes)) / 1_000;
  return {
    writesPerSecond: writes.length / seconds,
    waitingForLock: looks.reduce((sum, n) => sum + n, 0) / looks.length,
  };
}

async function waiting(client: pg.Client): Promise<number> {
  const locks = `select count(*)::int as n from pg_locks l join pg_database d on d.oid = l.database
    where d.datname = current_database() and locktype = 'advisory' and not granted`;
  return ((await client.query<{ n: number }>(locks)).rows[0] ?? { n: 0 }).n;
}

async function writesOfAgent(standIn: World['standIn']): Promise<readonly number[]> {
  const { requests } = await standIn.get<{
    requests: readonly {
      readonly at: number;
      readonly method: string;
      readonly path: string;
      readonly user_id: number;
    }[];
  }>('/requests');
  return requests
    .filter(
      ({ method, path, user_id: id }) => id === PEOPLE.agent.id && method === 'POST' && !path.includes('/webhook'),
    )
    .map(({ at }) => at);
}
