import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { createDashboard } from '../src/dashboard/routes.ts';
import { createComparisons } from '../src/monitor/comparisons.ts';
import { createIndexAnswers } from '../src/monitor/index-answers.ts';
import { listAccounts } from '../src/monitor/list-accounts.ts';
import { readActivation } from '../src/monitor/read-activation.ts';
import { readQuality } from '../src/monitor/read-quality.ts';
import { type Reading, remembering } from '../src/monitor/remembering.ts';
import express from 'express';
import { apiRoutes } from '../src/http/api.ts';
import { multiply } from './multiply.ts';
import { contest, type Contest, spentOn } from './ratio.ts';
import { EXCLUSION, fill, NOW, openWorld, POLICY, readOnce, type World } from './world.ts';

/**
 * What pages cost beside one set-based SQL pass over the rows behind them, in the same run: each reading drawn anew with the longest
 * time for which it holds the event loop, then each page and data route over HTTP from memory, then the first page beside the indexed
 * read of its own accounts' rows. `node bench/pages.ts [--events 10] [--rounds 5] [ACCOUNTS …]`.
 */
const { values, positionals } = parseArgs({
  options: { events: { type: 'string', default: '10' }, rounds: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const eventsEach = Number(values.events);
const rounds = Number(values.rounds);
const sizes = positionals.length > 0 ? positionals.map(Number) : [1_000, 10_000, 100_000];
/** So many are written one by one, the others are copies of them. */
const WRITTEN = 1_000;

const ROUTES = [
  '/',
  '/activation',
  '/quality',
  '/accounts/a1',
  '/api/accounts?limit=100',
  '/api/activation',
  '/api/quality',
  '/api/accounts/a1',
];

const print = (line: object): void => console.log(JSON.stringify(line));

for (const accounts of sizes) {
  const world = await openWorld();
  await fill(world, Math.min(accounts, WRITTEN), eventsEach);
  await multiply(world.database, Math.ceil(accounts / WRITTEN));
  const read = readingOf(world);
  const groups = await spentOn(async () => void (await read.compare?.(NOW)));
  print({ bench: 'pages, comparison groups (once a day)', accounts, ms: groups.wall, cpu_ms: groups.cpu });
  for (const [reading, ours] of Object.entries(drawnAnew(world, read)))
    print({
      bench: 'pages, drawn anew',
      accounts,
      reading,
      ...(await held({ rounds, ours, beside: () => readOnce(world) })),
    });
  const { url, close } = await listen(read);
  const ask = (route: string) => async (): Promise<void> => void (await (await fetch(`${url}${route}`)).text());
  for (const route of ROUTES)
    print({
      bench: 'pages, from memory',
      accounts,
      route,
      ...(await contest({ rounds, ours: ask(route), beside: () => readOnce(world) })),
    });
  const ownRows = { rounds: rounds * 4, ours: ask('/'), beside: () => readFirstPage(world, accounts) };
  print({ bench: 'pages, first page beside its indexed rows', accounts, ...(await contest(ownRows)) });
  print({ bench: 'pages, memory', accounts, ...megabytes() });
  await close();
  await world.close();
}

function readingOf({ store }: World): Reading {
  const policyOf = () => POLICY;
  const zone = 'Europe/Berlin';
  const comparisons = createComparisons({ exclusion: EXCLUSION, policyOf, zone: async () => zone });
  const rest = { tierRank: () => 1, freshnessHours: 72, moveFor: () => ({ moves: [], message: '' }) };
  const deps = { store, exclusion: EXCLUSION, policyOf, zone, compare: (now: number) => comparisons.at(store, now) };
  return remembering({ ...deps, ...rest }, store);
}

/** Everybody is judged for the list; the figures and the quality are drawn from that list, as in a service that runs. */
function drawnAnew({ store }: World, read: Reading): Readonly<Record<string, () => Promise<void>>> {
  return {
    list: async () => void (await listAccounts(remembering(read, store), { limit: 100 }, NOW)),
    activation: async () => void (await readActivation({ ...read, figures: createIndexAnswers(1) }, {}, NOW)),
    quality: async () => void (await readQuality({ ...read, qualities: createIndexAnswers(1) }, {}, NOW)),
  };
}

/** A contest in which also counts for how long `ours` held the event loop at most: wall clock, and processor time of this thread alone. */
async function held({ ours, ...others }: Contest) {
  const holds = { wall: 0, cpu: 0 };
  const watched = async (): Promise<void> => {
    let last = { wall: performance.now(), cpu: threadMs() };
    const note = (): void => {
      const now = { wall: performance.now(), cpu: threadMs() };
      holds.wall = Math.max(holds.wall, now.wall - last.wall);
      holds.cpu = Math.max(holds.cpu, now.cpu - last.cpu);
      last = now;
    };
    const look = (): void => {
      note();
      next = setImmediate(look);
    };
    let next = setImmediate(look);
    await ours();
    note();
    clearImmediate(next);
  };
  const outcome = await contest({ ...others, ours: watched });
  return { ...outcome, longest_hold_ms: { wall: Math.round(holds.wall), cpu: Math.round(holds.cpu) } };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** `most`: that this process ever held. */
function megabytes(): Readonly<Record<string, number>> {
  const { rss, heapUsed } = process.memoryUsage();
  return {
    rss_mb: Math.round(rss / 1e6),
    heap_mb: Math.round(heapUsed / 1e6),
    most_mb: Math.round(process.resourceUsage().maxRSS / 1e3),
  };
}

async function listen(read: Reading): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const clock = { now: () => NOW };
  const app = express();
  app.use('/api', apiRoutes({ read, clock, version: 'bench' }));
  const patience = () => new Promise<void>(() => undefined);
  app.use(createDashboard({ read, clock, productName: 'Bench', demo: false, patience }).routes);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  // While SQL runs nobody answers: a connection must outlive that.
  server.keepAliveTimeout = 3_600_000;
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The rows that a hundred accounts are judged from, by their keys and indexes: accounts, plans, alerts, outbox, events. */
async function readFirstPage({ database: { db } }: World, accounts: number): Promise<void> {
  const numbers = Array.from({ length: Math.min(100, accounts) }, (_, n) => n);
  const keys = numbers.map((n) => `file:a${n}`);
  await db.selectFrom('accounts').selectAll().where('key', 'in', keys).execute();
  await db.selectFrom('plans').selectAll().where('account_key', 'in', keys).execute();
  await db.selectFrom('alerts').selectAll().where('account_key', 'in', keys).execute();
  const ids = sql.join(numbers.map((n) => `a${n}`));
  await sql`select * from events where account_id in (${ids}) order by account_id, at`.execute(db);
}
