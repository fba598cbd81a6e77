import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Command, Option } from 'commander';
import { dayOf } from '../../domain/local-date.ts';
import type { AccountJson } from '../../monitor/account-json.ts';
import { sandboxControl } from '../../sandbox/control-client.ts';
import type { RunningSandbox } from '../../sandbox/server.ts';
import type { CliDeps, RunningService } from '../kit.ts';
import { progress } from '../progress.ts';
import { firstSignal } from '../serve.ts';
import { jsonOption, print, printJson, say, table } from '../terminal.ts';
import { DemoClock } from './clock.ts';
import { createNarrator } from './narrator.ts';
import { recordStory } from './record.ts';
import { playDay, type Stage, STORY_DAYS, ZONE } from './play.ts';
import { createSender, loadSdk } from './sender.ts';
import { type Check, readVerdict } from './verdict.ts';
import { buildWorkspace, inviteGuest } from './workspace.ts';

interface Flags {
  readonly json?: boolean;
  readonly once?: boolean;
  readonly port: string;
  readonly withoutDelivery?: boolean;
  readonly exchanges?: string;
  readonly record?: string;
}

/** One day of the story. */
const PACE_MS = 1_500;
const WRITE_KEY = 'demo-write-key';
/** Far above what the story needs: its month passes in a minute, ClickUp's minutes do not. */
const RATE_LIMIT = 100_000;

export function addDemoCommand(program: Command, deps: CliDeps): void {
  jsonOption(
    program
      .command('demo')
      .description('the whole product on invented data: a month of several accounts in about a minute'),
  )
    .option('--once', 'end after the story: 0 if all of it happened, else 1')
    .option('--record <folder>', 'keep the story there as files for import and backtest, with the alerts it raised')
    .option('--port <port>', 'port of the dashboard; 0: any free one', '0')
    .addOption(
      new Option(
        '--without-delivery',
        'let ClickUp refuse everything the agent writes, to see the story fail',
      ).hideHelp(),
    )
    .addOption(
      new Option('--exchanges <file>', 'append every request to the stand-in and its answer, as JSON lines').hideHelp(),
    )
    .action((flags: Flags) => runDemo(deps, flags));
}

async function runDemo(deps: CliDeps, flags: Flags): Promise<void> {
  await loadSdk();
  const { startSandbox } = await import('../../sandbox/server.ts');
  const folder = await mkdtemp(join(tmpdir(), 'first-value-monitor-demo-'));
  const sandbox = await startSandbox({ rateLimit: RATE_LIMIT, retrySpacingMs: 50 });
  try {
    const clock = new DemoClock();
    const stage = await setStage(deps, sandbox, folder, clock, flags);
    try {
      const ok = await tellStory(stage, sandbox, flags);
      if (!ok) process.exitCode = 1;
      if (flags.record !== undefined) await recordStory(stage.service.kit.store, folder, flags.record, clock.now());
      if (flags.once !== true) await firstSignal();
    } finally {
      await stage.service.stop();
    }
    if (flags.exchanges !== undefined) await keepExchanges(stage, flags.exchanges);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** With `--json` the answer alone goes to stdout. */
const tellerOf = ({ json }: Flags): ((text: string) => void) => (json === true ? say : print);

async function setStage(
  deps: CliDeps,
  sandbox: RunningSandbox,
  folder: string,
  clock: DemoClock,
  flags: Flags,
): Promise<Stage> {
  const standIn = sandboxControl(sandbox.url);
  const firstDay = dayOf(Date.now(), ZONE) - STORY_DAYS - 1;
  const workspace = await buildWorkspace(standIn);
  await inviteGuest(standIn);
  await copyConfig(folder);
  const service = await startService(deps, sandbox, workspace.tokens.agent, folder, clock, flags.port);
  const sender = await createSender(service.url, WRITE_KEY, clock.now);
  const narrator = createNarrator(service.kit.store, ZONE, tellerOf(flags));
  return { standIn, workspace, service, sender, clock, narrator, tasks: new Map(), firstDay };
}

async function startService(
  deps: CliDeps,
  sandbox: RunningSandbox,
  token: string,
  folder: string,
  clock: DemoClock,
  port: string,
): Promise<RunningService> {
  const chosen = Number(port) === 0 ? await freePort() : Number(port);
  const config = await deps.readConfig({
    CLICKUP_API_TOKEN: token,
    CLICKUP_API_URL: sandbox.apiUrl,
    PUBLIC_URL: `http://127.0.0.1:${chosen}`,
    DATABASE_URL: `sqlite:${join(folder, 'demo.db')}`,
    CONFIG_DIR: folder,
    INGEST_WRITE_KEYS: WRITE_KEY,
    PORT: String(chosen),
    LOG_LEVEL: 'error',
  });
  return deps.serve(config, { web: true, worker: true, demo: true, clock, logTo: process.stderr });
}

/** ClickUp must be told the address before the service listens on it. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** The shipped playbooks and tiers, with the demo's own product and lists. */
async function copyConfig(folder: string): Promise<void> {
  const shipped = fileURLToPath(new URL('../../../config/', import.meta.url));
  await cp(join(shipped, 'playbooks'), join(folder, 'playbooks'), { recursive: true });
  await cp(join(shipped, 'tiers.yaml'), join(folder, 'tiers.yaml'));
  await cp(fileURLToPath(new URL('./config/', import.meta.url)), folder, { recursive: true });
}

async function tellStory(stage: Stage, sandbox: RunningSandbox, flags: Flags): Promise<boolean> {
  const { withoutDelivery, once } = flags;
  const tell = tellerOf(flags);
  tell('First Value Monitor, demo. Every account, person and event below is invented.\n');
  if (withoutDelivery) await refuseWrites(stage);
  const bar = progress('days of the story played', STORY_DAYS + 1);
  for (let day = 0; day <= STORY_DAYS; day += 1) {
    // Slowly enough to read along: a month in about a minute. Whoever only wants to know whether it works need not wait.
    await Promise.all([playDay(stage, day), once === true ? null : sleep(PACE_MS)]);
    bar.at(day + 1);
  }
  bar.stop();
  await stage.sender.close();
  await stage.standIn.put('/faults', []);
  tell(await accountsTable(stage.service.url));
  const checks = await readVerdict(stage.standIn, stage.workspace, stage.tasks);
  const places = {
    stand_in: sandbox.url,
    dashboard: `${stage.service.url}/`,
    accounts: `${stage.service.url}/api/accounts`,
  };
  const ok = checks.every(({ holds }) => holds);
  if (flags.json) printJson({ ok, checks, ...places });
  else tell(verdictText(checks, places));
  return ok;
}

/** Every comment on a task is refused before it is applied; replies of people still reach the stand-in. */
async function refuseWrites({ standIn }: Stage): Promise<void> {
  await standIn.put('/faults', [{ method: 'POST', path: '/v2/task/*/comment', effect: 'status', status: 503 }]);
}

/** For checking what was said against ClickUp's own description of its API. */
async function keepExchanges({ standIn }: Stage, file: string): Promise<void> {
  const { requests } = await standIn.get<{ requests: readonly unknown[] }>('/requests');
  await appendFile(file, requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
}

async function accountsTable(url: string): Promise<string> {
  const rows = (await (await fetch(`${url}/api/accounts`)).json()) as readonly AccountJson[];
  return `\n${table(
    ['account', 'csm', 'state', 'stuck on', 'days stuck'],
    rows.map((row) => [
      row.name,
      row.csm?.name ?? '',
      row.state.replaceAll('_', ' '),
      row.stuck_on ?? '',
      row.days_stuck === null ? '' : String(row.days_stuck),
    ]),
  )}`;
}

interface Places {
  readonly stand_in: string;
  readonly dashboard: string;
  readonly accounts: string;
}

const verdictText = (checks: readonly Check[], { stand_in, dashboard, accounts }: Places): string =>
  [
    '\nRead back from the stand-in:',
    ...checks.map(({ says, holds }) => `  ${holds ? '✓' : '✗'} ${says}`),
    `\nClickUp stand-in  ${stand_in}\nDashboard         ${dashboard}\nJSON              ${accounts}`,
  ].join('\n');
