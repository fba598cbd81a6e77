import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createRateLimiter } from '../src/clickup/rate-limiter.ts';
import { DAY_MS, MINUTE_MS } from '../src/domain/duration.ts';
import { LISTS, PEOPLE } from '../src/cli/demo/workspace.ts';
import { SimulatedServer, WINDOWS } from '../test/clickup/support/simulated-server.ts';
import { SimulatedTime } from '../test/clickup/support/simulated-time.ts';
import { ALERTS_AT_ONCE, buildWorld, type World } from '../test/end-to-end/world.ts';
import { rounded } from './ratio.ts';

/**
 * What the rate limit of ClickUp leaves: in simulated time the share of the limit that a backlog uses, in each kind of window; then, in
 * real time, what an alert costs and how many a minute one worker delivers at 100 calls a minute, beside the limit divided by that cost.
 * `node bench/clickup.ts [--minutes 2]`
 */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '2' } } });
const minutes = Number(values.minutes);
const LIMIT = 100;
const BEGIN = Date.UTC(2026, 10, 23);
const USED_BEFORE = [0, 60];
/** Another program on the token calls this often: 30 of the 100 calls a minute. */
const OTHER_EVERY_MS = 2_000;

for (const window of WINDOWS)
  for (const used of USED_BEFORE) console.log(JSON.stringify(await simulated(window, used, false)));
for (const window of WINDOWS) console.log(JSON.stringify(await simulated(window, 0, true)));

async function simulated(window: (typeof WINDOWS)[number], usedBefore: number, beside: boolean): Promise<object> {
  const begin = BEGIN + 37_000;
  const time = new SimulatedTime(begin);
  let call = 0;
  const latencyMs = (): number => 5 + ((call++ * 37) % 60);
  const server = new SimulatedServer(time, { limit: LIMIT, window, rounds: 'down', latencyMs, windowFrom: BEGIN });
  const limiter = createRateLimiter({ timers: time });
  if (usedBefore > 0) server.hasSeen(usedBefore);
  const other = { made: 0, lost: 0 };
  const callOfOther = (): void => {
    other.made += 1;
    if (!server.otherCall()) other.lost += 1;
    time.after(OTHER_EVERY_MS, callOfOther);
  };
  if (beside) callOfOther();
  server.backlog(limiter, 'alert', 120);
  await time.passUntil(begin + 8 * MINUTE_MS);
  limiter.close();
  const [from, until] = [begin + 2 * MINUTE_MS, begin + 8 * MINUTE_MS];
  return {
    bench: 'rate limit, simulated',
    window,
    used_before: usedBefore,
    share_of_limit: rounded(server.acceptedBetween(from, until) / (LIMIT * 6)),
    refused: server.refused.length,
    ...(beside ? { others_calls: other.made, others_lost: other.lost } : {}),
  };
}

const ACCOUNTS = 80 * minutes;
/** Comparable accounts that were there in time: else the rules would say that the first step simply comes later. */
const PEERS = 3 * ACCOUNTS;
const world = await buildWorld({ monitor: ALERTS_AT_ONCE });
try {
  await readStalled(world);
  console.log(JSON.stringify(await deliver(world)));
} finally {
  await world.close();
}

/** Stalled accounts with a plan in force, known before the limit counts. */
async function readStalled({ addAccount, run, folder, standIn }: World): Promise<void> {
  const fields = { 'Use case': 'Plan sprints', 'Onboarding goals': 'Colleagues finish tasks together', CSM: 'cara' };
  const rows = ['account_id,user_id,event,timestamp'];
  for (let n = 1; n <= ACCOUNTS; n += 1) {
    await addAccount({
      name: `Account ${n}`,
      fields: { ...fields, 'Account ID': `acc-${n}`, 'Start date': Date.now() - 35 * DAY_MS },
    });
    rows.push(`acc-${n},u-${n},Signed In,${new Date().toISOString()}`);
  }
  const peers = ['account_id,name,use_case,started_on'];
  for (let n = 1; n <= PEERS; n += 1) {
    const day = (age: number): string => new Date(Date.now() - age * DAY_MS).toISOString();
    peers.push(`peer-${n},Peer ${n},Plan sprints,${day(60).slice(0, 10)}`);
    rows.push(`peer-${n},v-${n},Sprint Completed,${day(55)}`);
  }
  const [events, plans, earlier] = [join(folder, 'events.csv'), join(folder, 'plans.yaml'), join(folder, 'peers.csv')];
  await writeFile(earlier, `${peers.join('\n')}\n`);
  await writeFile(events, `${rows.join('\n')}\n`);
  await writeFile(
    plans,
    `- match: {}
  plan:
    statement: Team completed its first sprint
    signal: { event: Sprint Completed }
    by_day: 21
    core_events: [Sprint Completed]
    steps: []
`,
  );
  const imports = [
    ['accounts', earlier],
    ['events', events],
    ['plans', plans],
  ];
  for (const args of [['sync'], ...imports.map((each) => ['import', ...each])]) {
    const { code, err } = await run(args);
    if (code !== 0) throw new Error(err);
  }
  await standIn.put('/rate-limit', { limit: LIMIT });
  await standIn.delete('/requests');
}

interface Request {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly user_id: number;
}

async function deliver({ standIn, work }: World): Promise<object> {
  const worker = work({ SWEEP_CRON: '*/2 * * * * *', LOG_LEVEL: 'warn' });
  await pause((minutes + 1) * MINUTE_MS);
  const { requests } = await standIn.get<{ requests: readonly Request[] }>('/requests');
  await worker.stop();
  const ours = requests.filter(({ user_id: id }) => id === PEOPLE.agent.id);
  const tasks = ours.filter(({ method, path }) => method === 'POST' && path.endsWith(`/list/${LISTS.alerts}/task`));
  const mentions = ours.filter(({ method, path }) => method === 'POST' && path.endsWith('/comment'));
  const first = tasks[0]?.at ?? 0;
  // The first minute is the limiter's: it begins in the middle of a window that it does not know.
  const within = ({ at }: Request): boolean => at >= first + MINUTE_MS && at < first + (minutes + 1) * MINUTE_MS;
  const begun = ours.filter(within);
  const last = Math.max(...begun.map(({ at }) => at));
  const span = (last - first - MINUTE_MS) / MINUTE_MS;
  const alerts = mentions.filter(within).length;
  const cost = (tasks.filter(within).length + alerts) / alerts;
  return {
    bench: 'alerts at 100 calls a minute',
    minutes: rounded(span),
    calls: Object.fromEntries(
      [...Map.groupBy(begun, ({ method, path }) => `${method} ${path.replaceAll(/\/[\w-]*\d[\w-]*/g, '/…')}`)].map(
        ([what, calls]) => [what, calls.length],
      ),
    ),
    refused: ours.filter(({ status }) => status === 429).length,
    calls_a_minute: rounded(begun.length / span),
    alerts_a_minute: rounded(alerts / span),
    calls_an_alert: rounded(cost),
    share_of_most_alerts: rounded(alerts / span / (LIMIT / cost)),
  };
}
