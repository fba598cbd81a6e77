import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Instant } from '../domain/account.ts';
import { endOfDay, isoToDay } from '../domain/local-date.ts';
import { ACCOUNT_COLUMNS } from '../monitor/account-in-file.ts';
import { EVENT_COLUMNS } from '../monitor/event-in-file.ts';
import { importAccounts } from '../monitor/import-accounts.ts';
import { type EventImport, type EventImportCounts, importEvents } from '../monitor/import-events.ts';
import { importPlans } from '../monitor/import-plans.ts';
import type { ImportCounts, ImportListener } from '../monitor/import-rows.ts';
import { contentDigest } from '../shared/content-digest.ts';
import { MonitorError } from '../shared/errors.ts';
import { readTimestamp } from '../shared/timestamp.ts';
import type { CliDeps, Kit } from './kit.ts';
import { plansIn } from './plans-in.ts';
import { progress } from './progress.ts';
import { refusedLines } from './refused-lines.ts';
import { type RowsFile, type RowsFlags, rowsFile, rowsOptions } from './rows-file.ts';
import { takeIn } from './take-in.ts';
import { jsonOption, print, printJson, say, withKit } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
}

interface EventFlags extends RowsFlags {
  readonly completeTo?: string;
}

/** `import accounts|events|plans FILE`: restartable, repeats are harmless (CONTRACT section 6). */
export function addImportCommands(program: Command, deps: CliDeps): void {
  const group = program
    .command('import')
    .description('take in accounts, events or plans from a file, or from stdin with -');
  jsonOption(rowsOptions(group.command('accounts <file>'))).action((file: string, flags: RowsFlags) =>
    withKit(deps, (kit) => accountsFromFile(kit, file, flags)),
  );
  jsonOption(rowsOptions(group.command('events <file>')))
    .option('--complete-to <date>', 'nothing is missing up to this date or time (default: the newest row)')
    .action((file: string, flags: EventFlags) => withKit(deps, (kit) => eventsFromFile(kit, file, flags)));
  jsonOption(
    group.command('plans <file>').description('YAML: plans for the accounts they match, in force at once'),
  ).action((file: string, flags: Flags) => withKit(deps, (kit) => plansFromFile(kit, file, flags)));
}

async function accountsFromFile(kit: Kit, file: string, flags: RowsFlags): Promise<void> {
  const { store, rules, clock } = kit;
  const from = rowsFile(file, 'accounts', ACCOUNT_COLUMNS, flags);
  const { zone } = await kit.reading();
  const deps = { store, now: clock.now(), zone, resolveTier: rules.resolveTier };
  await withRefused(from, flags, (refused) =>
    takeIn(from, refused, (rows, listener) => importAccounts(deps, rows, listener)),
  );
}

async function eventsFromFile(kit: Kit, file: string, flags: EventFlags): Promise<void> {
  const from = rowsFile(file, 'events', EVENT_COLUMNS, flags);
  const { zone } = await kit.reading();
  const completeTo = flags.completeTo === undefined ? null : readCompleteTo(flags.completeTo, zone);
  // What stdin gave before cannot be had again.
  const mark = file === '-' ? {} : { markName: `import.events.${contentDigest(resolve(file))}` };
  const retentionDays = kit.config.monitor.events.retention_days;
  const deps = { store: kit.store, now: kit.clock.now(), completeTo, retentionDays, ...mark };
  const once = (refused: Refused): Promise<EventImport> =>
    takeIn(from, refused, (rows, listener) => importEvents(deps, rows, listener));
  const first = await withRefused(from, flags, once);
  if (first !== 'again') return;
  say(`${file}: is not what it was when its import stopped: taken in from the beginning`);
  await withRefused(from, flags, once);
}

type Refused = ImportListener['refused'];

/** What both kinds of rows have in common: the refused lines beside the file, and the summary. */
async function withRefused(
  { file, what }: RowsFile,
  flags: Flags,
  run: (refused: Refused) => Promise<ImportCounts | EventImport>,
): Promise<'done' | 'again'> {
  const refused = refusedLines(file, what);
  try {
    const taken = await run(refused.add);
    if ('kind' in taken && taken.kind === 'file_changed') return 'again';
    summarise(file, taken, refused.close(), flags);
    return 'done';
  } finally {
    refused.close();
  }
}

function summarise(
  file: string,
  counts: ImportCounts & Partial<EventImportCounts>,
  refusedFile: string | null,
  { json }: Flags,
): void {
  const { stored, known, refused, resumedAfter = null } = counts;
  if (resumedAfter !== null)
    say(
      `${file}: an earlier import stopped after line ${resumedAfter}: went on from there; the counts are those of both`,
    );
  const resumed = resumedAfter === null ? {} : { resumed_after: resumedAfter };
  if (json) printJson({ stored, known, refused, refused_file: refusedFile, ...resumed });
  else
    print(`${stored} stored, ${known} known, ${refused} refused${refusedFile === null ? '' : `: see ${refusedFile}`}`);
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
