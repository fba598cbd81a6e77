import type { Command } from 'commander';
import { STATES } from '../monitor/account-json.ts';
import type { AccountJson } from '../monitor/account-json.ts';
import { type AccountsPage, readAccounts } from '../monitor/read-accounts.ts';
import { excludedInWords } from '../monitor/words.ts';
import { MonitorError } from '../shared/errors.ts';
import type { State } from '../domain/assessment.ts';
import type { CliDeps, Kit } from './kit.ts';
import { fromFlags, jsonOption, print, printJson, table, withKit } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly asOf?: string;
  readonly state?: string;
  readonly csm?: string;
  readonly tier?: string;
  readonly limit?: string;
}

export function addAccountsCommand(program: Command, deps: CliDeps): void {
  jsonOption(program.command('accounts').description('every account: state, days stuck, pace'))
    .option('--as-of <date>', 'as of the end of this date, with what was known then')
    .option('--state <states>', 'only these, separated by commas')
    .option('--csm <id or e-mail>', 'only this CSM’s')
    .option('--tier <tier>', 'only this tier')
    .option('--limit <n>', 'at most so many')
    .action((flags: Flags) => withKit(deps, async (kit) => show(await listed(kit, flags), flags)));
}

async function listed(kit: Kit, flags: Flags): Promise<AccountsPage> {
  const reading = await kit.reading();
  return await fromFlags(() => readAccounts(reading, queryOf(flags), kit.clock.now()));
}

function queryOf({ asOf, state, csm, tier, limit }: Flags) {
  return {
    ...(asOf === undefined ? {} : { asOf }),
    ...(state === undefined ? {} : { states: statesIn(state) }),
    ...(csm === undefined ? {} : { csm }),
    ...(tier === undefined ? {} : { tier }),
    ...(limit === undefined ? {} : { limit: wholeNumber(limit) }),
  };
}

function statesIn(text: string): readonly State[] {
  return text.split(',').map((word) => {
    const state = STATES.find((each) => each === word.trim());
    if (state === undefined)
      throw new MonitorError('bad_usage', `--state: "${word}" is no state: write one of ${STATES.join(', ')}`);
    return state;
  });
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new MonitorError('bad_usage', `--limit: "${text}" is no whole number, 1 or more`);
}

function show(
  { rows, total, excluded, excludedEvents }: Pick<AccountsPage, 'rows' | 'total' | 'excluded' | 'excludedEvents'>,
  { json }: Flags,
): void {
  if (json) {
    printJson(rows);
    return;
  }
  const leftOut = excludedInWords(excluded, excludedEvents);
  if (rows.length === 0) {
    if (leftOut !== '') print(leftOut);
    print('no accounts: `sync` reads the accounts list, `import accounts FILE` a file');
    return;
  }
  print(table(['account', 'tier', 'csm', 'state', 'stuck on', 'days stuck', 'day', 'pace'], rows.map(rowOf)));
  print(`${rows.length === total ? '' : `${rows.length} of `}${total} accounts${leftOut === '' ? '' : `; ${leftOut}`}`);
}

const LONGEST_STEP = 40;

function rowOf({ name, tier, csm, state, stuck_on: stuckOn, days_stuck: daysStuck, day, pace }: AccountJson): string[] {
  const step = stuckOn ?? '';
  const short = step.length > LONGEST_STEP ? `${step.slice(0, LONGEST_STEP - 1)}…` : step;
  return [
    name,
    tier ?? '',
    csm?.name ?? '',
    state.replaceAll('_', ' '),
    short,
    daysStuck === null ? '' : String(daysStuck),
    String(day),
    pace === null ? '' : pace.toFixed(2),
  ];
}
