import { parseArgs } from 'node:util';
import { assess } from '../src/domain/assess.ts';
import { accountPages } from '../src/monitor/account-pages.ts';
import { readComparison } from '../src/monitor/comparisons.ts';
import { createSnapshotReader } from '../src/monitor/snapshots.ts';
import { contest, perSecond } from './ratio.ts';
import { EXCLUSION, fill, NOW, openWorld, POLICY, readOnce, type World } from './world.ts';

/**
 * Judging every account, comparison groups drawn up anew, beside one set-based SQL pass over the same rows.
 * `node bench/sweep.ts [--events 10] [--rounds 5] [ACCOUNTS …]`, by default 10,000 and 100,000 accounts.
 */
const { values, positionals } = parseArgs({
  options: { events: { type: 'string', default: '10' }, rounds: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const eventsEach = Number(values.events);
const rounds = Number(values.rounds);
const sizes = positionals.length > 0 ? positionals.map(Number) : [10_000, 100_000];

for (const accounts of sizes) {
  const world = await openWorld();
  await fill(world, accounts, eventsEach);
  const outcome = await contest({ rounds, ours: () => judgeAll(world), beside: () => readOnce(world) });
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
