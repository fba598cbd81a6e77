import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Environment } from '../config.ts';
import { readPolicyFile } from '../config/policy-file.ts';
import type { Day } from '../domain/account.ts';
import { isoToDay } from '../domain/local-date.ts';
import { type BacktestQuery, type BacktestReport, backtest } from '../monitor/backtest.ts';
import { MonitorError } from '../shared/errors.ts';
import { loadHistory } from './backtest-files.ts';
import { readOutcomes } from './backtest-outcomes.ts';
import { showBacktest } from './backtest-view.ts';
import type { CliDeps } from './kit.ts';
import { openSource, textOf } from './open-source.ts';
import { type Progress, progress } from './progress.ts';
import { jsonOption, printJson, withKit } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly accounts: string;
  readonly events: string;
  readonly plans: string;
  readonly outcomes?: string;
  readonly bad?: string;
  readonly from: string;
  readonly to: string;
  readonly flagBy: string;
  readonly policy?: string;
}

/** `backtest`: what the rules would have said of past accounts (CONTRACT section 6). Uses a database of its own, in memory. */
export function addBacktestCommand(program: Command, deps: CliDeps): void {
  jsonOption(program.command('backtest').description('replay past accounts day by day through the same rules'))
    .requiredOption('--accounts <file>', 'as for import accounts')
    .requiredOption('--events <file>', 'as for import events')
    .requiredOption('--plans <file>', 'as for import plans')
    .option('--outcomes <file>', 'how the accounts ended: account_id,bad (0 or 1)')
    .option(
      '--bad <column=values>',
      'with --outcomes: the column and the values, separated by commas, that count as bad',
    )
    .requiredOption('--from <date>', 'the first start date that is replayed; earlier accounts are history')
    .requiredOption('--to <date>', 'the first start date that is not replayed any more')
    .option('--flag-by <day>', 'an account is flagged by a hard alert up to this day', '60')
    .option('--policy <file>', 'a second policy to compare with: YAML with the keys of `alerts` in monitor.yaml')
    .action((flags: Flags) => run(deps, flags));
}

async function run(deps: CliDeps, flags: Flags): Promise<void> {
  const query = await queryOf(flags);
  const own = await replayWith(deps, flags, query, null);
  const other = flags.policy === undefined ? null : await replayWith(deps, flags, query, flags.policy);
  if (flags.json) printJson(other === null ? own : { ...own, compared: { policy: flags.policy, ...other } });
  else showBacktest(own, other === null ? null : { name: basename(flags.policy ?? ''), report: other }, query);
}

async function queryOf(flags: Flags): Promise<BacktestQuery> {
  const from = dateIn('--from', flags.from);
  const to = dateIn('--to', flags.to);
  if (to <= from) throw new MonitorError('bad_usage', `--to ${flags.to}: must lie after --from ${flags.from}`);
  if (!/^\d{1,4}$/.test(flags.flagBy))
    throw new MonitorError('bad_usage', `--flag-by "${flags.flagBy}" is no day: write a whole number such as 60`);
  if (flags.bad !== undefined && flags.outcomes === undefined)
    throw new MonitorError('bad_usage', '--bad says how to read --outcomes: name that file too');
  const outcomes =
    flags.outcomes === undefined ? new Map<string, boolean>() : await readOutcomes(flags.outcomes, flags.bad ?? null);
  return { from, to, flagBy: Number(flags.flagBy), outcomes };
}

function dateIn(flag: string, text: string): Day {
  const day = isoToDay(text);
  if (day === null) throw new MonitorError('bad_usage', `${flag} ${text}: no date: write it as 2026-11-22`);
  return day;
}

/** Everything happens in a database of its own, so neither the service's data nor an earlier replay plays a part. */
function replayWith(deps: CliDeps, flags: Flags, query: BacktestQuery, policy: string | null): Promise<BacktestReport> {
  const apart: CliDeps = { ...deps, readConfig: async (environment) => privateConfig(deps, environment, policy) };
  return withKit(apart, async (kit) => {
    await loadHistory(kit, flags);
    const { exclusion, policyOf, zone } = await kit.reading();
    const history = { store: kit.store, exclusion, policyOf, zone, alerts: kit.rules.alerts };
    const bar = lateProgress('dates replayed');
    try {
      return await backtest(history, query, kit.clock.now(), bar.at);
    } finally {
      bar.stop();
    }
  });
}

async function privateConfig({ readConfig }: CliDeps, environment: Environment, policy: string | null) {
  const config = await readConfig(environment);
  const settings = { ...config.settings, DATABASE_URL: 'sqlite::memory:' };
  if (policy === null) return { ...config, settings };
  const source = await openSource(policy, process.stdin);
  const alerts = readPolicyFile(source.name, await textOf(source), config.monitor.alerts);
  if (alerts.kind === 'refused') throw new MonitorError('bad_usage', alerts.lines.join('\n'));
  return { ...config, settings, monitor: { ...config.monitor, alerts: alerts.value } };
}

/** A bar whose length is known only once the work has begun. */
function lateProgress(what: string) {
  let bar: Progress | null = null;
  return {
    at(done: number, of: number): void {
      bar ??= progress(what, of);
      bar.at(done);
    },
    stop: (): void => bar?.stop(),
  };
}
