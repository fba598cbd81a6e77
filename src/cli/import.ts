import type { Command } from 'commander';
import type { Instant } from '../domain/account.ts';
import { endOfDay, isoToDay } from '../domain/local-date.ts';
import { ACCOUNT_COLUMNS } from '../monitor/account-in-file.ts';
import { EVENT_COLUMNS } from '../monitor/event-in-file.ts';
import { importAccounts } from '../monitor/import-accounts.ts';
import { importEvents } from '../monitor/import-events.ts';
import { importPlans } from '../monitor/import-plans.ts';
import type { ImportCounts } from '../monitor/import-rows.ts';
import { MonitorError } from '../shared/errors.ts';
import { readTimestamp } from '../shared/timestamp.ts';
import type { CliDeps, Kit } from './kit.ts';
import type { Columns } from './csv-rows.ts';
import { plansIn } from './plans-in.ts';
import { progress } from './progress.ts';
import { refusedLines } from './refused-lines.ts';
import { type TakeIn, takeIn } from './take-in.ts';
import { jsonOption, print, printJson, withKit } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly completeTo?: string;
}

/** `import accounts|events|plans FILE`: restartable, repeats are harmless (CONTRACT section 6). */
export function addImportCommands(program: Command, deps: CliDeps): void {
  const group = program
    .command('import')
    .description('take in accounts, events or plans from a file, or from stdin with -');
  jsonOption(group.command('accounts <file>').description('CSV or JSON lines, .gz too')).action(
    (file: string, flags: Flags) => withKit(deps, (kit) => accountsFromFile(kit, file, flags)),
  );
  jsonOption(group.command('events <file>').description('CSV or JSON lines, .gz too'))
    .option('--complete-to <date>', 'nothing is missing up to this date or time (default: the newest row)')
    .action((file: string, flags: Flags) => withKit(deps, (kit) => eventsFromFile(kit, file, flags)));
  jsonOption(
    group.command('plans <file>').description('YAML: plans for the accounts they match, in force at once'),
  ).action((file: string, flags: Flags) => withKit(deps, (kit) => plansFromFile(kit, file, flags)));
}

async function accountsFromFile(kit: Kit, file: string, flags: Flags): Promise<void> {
  const { store, rules, clock } = kit;
  const { zone } = await kit.reading();
  const deps = { store, now: clock.now(), zone, resolveTier: rules.resolveTier };
  await fromFile(file, 'accounts', ACCOUNT_COLUMNS, flags, (rows, listener) => importAccounts(deps, rows, listener));
}

async function eventsFromFile(kit: Kit, file: string, flags: Flags): Promise<void> {
  const { zone } = await kit.reading();
  const completeTo = flags.completeTo === undefined ? null : readCompleteTo(flags.completeTo, zone);
  const deps = { store: kit.store, now: kit.clock.now(), completeTo };
  await fromFile(file, 'events', EVENT_COLUMNS, flags, (rows, listener) => importEvents(deps, rows, listener));
}

/** What both kinds of rows have in common: the refused lines beside the file, and the summary. */
async function fromFile(
  file: string,
  what: string,
  columns: Pick<Columns, 'required' | 'optional'>,
  flags: Flags,
  run: TakeIn,
): Promise<void> {
  const refused = refusedLines(file, what);
  try {
    const counts = await takeIn(file, what, columns, refused.add, run);
    summarise({ ...counts, refused_file: refused.close() }, flags);
  } finally {
    refused.close();
  }
}

function summarise(summary: ImportCounts & { readonly refused_file: string | null }, { json }: Flags): void {
  const { stored, known, refused, refused_file: file } = summary;
  if (json) printJson(summary);
  else print(`${stored} stored, ${known} known, ${refused} refused${file === null ? '' : `: see ${file}`}`);
}

async function plansFromFile(kit: Kit, file: string, { json }: Flags): Promise<void> {
  const { entries, fileName } = await plansIn(file);
  const bar = progress('accounts read', await kit.store.accounts.count());
  try {
    const deps = { store: kit.store, now: kit.clock.now(), fileName };
    const { stored, known, unmatched } = await importPlans(deps, entries, (read) => bar.at(read));
    if (json) printJson({ stored, known, refused: 0, unmatched });
    else print(`${stored} stored, ${known} known, 0 refused; ${unmatched} accounts match no entry`);
  } finally {
    bar.stop();
  }
}

/** A date means its end in the workspace's zone. */
function readCompleteTo(text: string, zone: string): Instant {
  const day = isoToDay(text);
  if (day !== null) return endOfDay(day, zone);
  const reading = readTimestamp(text);
  if (reading.kind === 'at') return reading.at;
  throw new MonitorError('bad_usage', `--complete-to ${text}: no date: write it as 2026-11-22 or 2026-11-22T14:00:00Z`);
}
