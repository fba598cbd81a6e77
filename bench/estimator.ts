import { sql } from 'kysely';
import { dayReaching, intervalReaching, survivalCurve, tallyOf } from '../src/domain/survival.ts';
import { contest, perSecond } from './ratio.ts';
import { openWorld } from './world.ts';

/**
 * The Kaplan–Meier curve with its intervals and quantiles over many accounts, beside one SQL statement that reads and groups the
 * same rows. `node bench/estimator.ts [ACCOUNTS]`, by default 100,000.
 */
const accounts = Number(process.argv[2] ?? 100_000);
const ROUNDS = 9;

const observations = Array.from({ length: accounts }, (_, n) => ({ days: (n * 7919) % 365, reached: n % 3 !== 0 }));
const world = await openWorld();
const { db } = world.database;
await sql`create table observed (days integer not null, reached integer not null)`.execute(db);
for (let from = 0; from < accounts; from += 5_000) {
  const rows = observations.slice(from, from + 5_000).map(({ days, reached }) => sql`(${days}, ${Number(reached)})`);
  await sql`insert into observed values ${sql.join(rows)}`.execute(db);
}
const outcome = await contest({
  rounds: ROUNDS,
  ours: () => {
    const curve = survivalCurve(tallyOf(observations));
    for (const share of [0.25, 0.5, 0.75, 0.9]) dayReaching(curve, share);
    intervalReaching(curve, 0.5);
  },
  beside: async () => {
    await sql`select days, reached, count(*) from observed group by days, reached`.execute(db);
  },
});
const speed = { accounts_per_second: perSecond(accounts, outcome.ours_ms) };
console.log(JSON.stringify({ bench: 'estimator', accounts, ...speed, ...outcome }));
await world.close();
