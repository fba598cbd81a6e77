import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { createDashboard } from '../src/dashboard/routes.ts';
import { createComparisons } from '../src/monitor/comparisons.ts';
import { listAccounts } from '../src/monitor/list-accounts.ts';
import { readActivation } from '../src/monitor/read-activation.ts';
import { readQuality } from '../src/monitor/read-quality.ts';
import { type Reading, remembering } from '../src/monitor/remembering.ts';
import express from 'express';
import { apiRoutes } from '../src/http/api.ts';
import { contest } from './ratio.ts';
import { EXCLUSION, fill, NOW, openWorld, POLICY, readOnce, type World } from './world.ts';

/**
 * Each page and data route over HTTP, beside one set-based SQL pass over the rows behind it; `today` also beside the indexed read of
 * the first page's rows. First the very first answer, when everybody has to be judged, then those that memory has.
 * `node bench/pages.ts [--events 10] [--rounds 5] [ACCOUNTS …]`, by default 1,000, 10,000 and 100,000 accounts.
 */
const { values, positionals } = parseArgs({
  options: { events: { type: 'string', default: '10' }, rounds: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const eventsEach = Number(values.events);
const rounds = Number(values.rounds);
const sizes = positionals.length > 0 ? positionals.map(Number) : [1_000, 10_000, 100_000];

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

for (const accounts of sizes) {
  const world = await openWorld();
  await fill(world, accounts, eventsEach);
  const read = readingOf(world);
  const first = await firstAnswers(read);
  console.log(JSON.stringify({ bench: 'pages, first answers', accounts, ...first, memory_mb: megabytes() }));
  const { url, close } = await listen(read);
  for (const route of ROUTES) {
    const ours = async (): Promise<void> => void (await (await fetch(`${url}${route}`)).text());
    const outcome = await contest({ rounds, ours, beside: () => readOnce(world) });
    console.log(JSON.stringify({ bench: 'pages', accounts, route, ...outcome }));
  }
  const ours = async (): Promise<void> => void (await (await fetch(`${url}/`)).text());
  const beside = () => readFirstPage(world, accounts);
  const outcome = await contest({ rounds: rounds * 4, ours, beside });
  console.log(JSON.stringify({ bench: 'pages, first page beside its indexed rows', accounts, ...outcome }));
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

/** What nobody asked before: the comparison groups (drawn once a day), then each reading; milliseconds. */
async function firstAnswers(read: Reading): Promise<Record<string, number>> {
  return {
    comparison_ms: await timed(() => read.compare?.(NOW)),
    list_ms: await timed(() => listAccounts(read, { limit: 100 }, NOW)),
    activation_ms: await timed(() => readActivation(read, {}, NOW)),
    quality_ms: await timed(() => readQuality(read, {}, NOW)),
  };
}

async function timed(work: () => Promise<unknown> | undefined): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round(performance.now() - start);
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 1e6);
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
