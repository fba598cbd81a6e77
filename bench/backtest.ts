import { loadHistory } from '../src/cli/backtest-files.ts';
import { readConfig, readEnvironment } from '../src/config.ts';
import { isoToDay } from '../src/domain/local-date.ts';
import { backtest } from '../src/monitor/backtest.ts';
import { exclusionOf, rulesOf } from '../src/rules.ts';
import { contest, perSecond } from './ratio.ts';
import { openWorld, readOnce } from './world.ts';

/**
 * A replay of past accounts day by day, beside one set-based SQL pass over the same rows.
 * `node bench/backtest.ts FOLDER FROM TO`, with accounts.csv, events.csv and plans.yaml in the folder.
 */
const [folder = '.', from = '', to = ''] = process.argv.slice(2);
const days = { from: isoToDay(from) ?? 0, to: isoToDay(to) ?? 0 };
const ROUNDS = 3;

const config = await readConfig(readEnvironment());
const rules = rulesOf(config);
const world = await openWorld();
const { store } = world;
const now = Date.now();
const zone = 'UTC';
const kit = { store, rules, clock: { now: () => now }, reading: async () => ({ zone }) as never };
const file = (name: string): string => `${folder}/${name}`;
await loadHistory(kit, { accounts: file('accounts.csv'), events: file('events.csv'), plans: file('plans.yaml') });
const deps = { store, exclusion: exclusionOf(config), policyOf: rules.policyOf, zone, alerts: rules.alerts };
let replayed = 0;
const outcome = await contest({
  rounds: ROUNDS,
  ours: async () => {
    const report = await backtest(deps, { ...days, flagBy: 60, outcomes: new Map() }, now);
    replayed = report.summary.population;
  },
  beside: () => readOnce(world),
});
const speed = { accounts_per_second: perSecond(replayed, outcome.ours_ms) };
console.log(JSON.stringify({ bench: 'backtest', accounts: replayed, ...speed, ...outcome }));
await world.close();
