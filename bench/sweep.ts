import { assess } from '../src/domain/assess.ts';
import { accountPages } from '../src/monitor/account-pages.ts';
import { readComparison } from '../src/monitor/comparisons.ts';
import { createSnapshotReader } from '../src/monitor/snapshots.ts';
import { contest, perSecond } from './ratio.ts';
import { EXCLUSION, fill, NOW, openWorld, POLICY, readOnce, type World } from './world.ts';

/**
 * Judging every account, comparison groups drawn up anew, beside one set-based SQL pass over the same rows.
 * `node bench/sweep.ts [EVENTS EACH] [ACCOUNTS …]`, by default 10 events, 10,000 and 100,000 accounts.
 */
const eventsEach = Number(process.argv[2] ?? 10);
const sizes = process.argv.length > 3 ? process.argv.slice(3).map(Number) : [10_000, 100_000];
const ROUNDS = 5;

for (const accounts of sizes) {
  const world = await openWorld();
  await fill(world, accounts, eventsEach);
  const outcome = await contest({ rounds: ROUNDS, ours: () => judgeAll(world), beside: () => readOnce(world) });
  const speed = { accounts_per_second: perSecond(accounts, outcome.ours_ms) };
  console.log(JSON.stringify({ bench: 'sweep', accounts, events: accounts * eventsEach, ...speed, ...outcome }));
  await world.close();
}

async function judgeAll({ store }: World): Promise<void> {
  const deps = { store, exclusion: EXCLUSION, policyOf: () => POLICY };
  const comparison = await readComparison(deps, store, NOW, '2026-11-23');
  const reader = createSnapshotReader({ ...deps, compare: async () => comparison });
  for await (const page of accountPages(store.accounts)) {
    for (const snapshot of await reader.load(page, NOW)) assess(snapshot, NOW);
  }
}
