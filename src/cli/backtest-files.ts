import { ACCOUNT_COLUMNS } from '../monitor/account-in-file.ts';
import { EVENT_COLUMNS } from '../monitor/event-in-file.ts';
import { importAccounts } from '../monitor/import-accounts.ts';
import { importEvents } from '../monitor/import-events.ts';
import { importPlans } from '../monitor/import-plans.ts';
import type { ImportCounts } from '../monitor/import-rows.ts';
import type { Columns } from './columns.ts';
import type { Kit } from './kit.ts';
import { plansIn } from './plans-in.ts';
import { type TakeIn, takeIn } from './take-in.ts';
import { say } from './terminal.ts';

/** The files of a past, as `import` reads them. */
export interface HistoryFiles {
  readonly accounts: string;
  readonly events: string;
  readonly plans: string;
}

/** Takes the files into the kit's database through the very imports of the service. */
export async function loadHistory(kit: Pick<Kit, 'store' | 'rules' | 'clock' | 'reading'>, files: HistoryFiles) {
  const { store, rules, clock } = kit;
  const now = clock.now();
  const { zone } = await kit.reading();
  const { entries, fileName } = await plansIn(files.plans);
  const accountRules = { store, now, zone, resolveTier: rules.resolveTier };
  await rowsOf(files.accounts, 'accounts', ACCOUNT_COLUMNS, (rows, listener) =>
    importAccounts(accountRules, rows, listener),
  );
  await importPlans({ store, now, fileName }, entries);
  await rowsOf(files.events, 'events', EVENT_COLUMNS, async (rows, listener) => {
    const taken = await importEvents({ store, now, completeTo: null }, rows, listener);
    if (taken.kind === 'file_changed') throw new Error('nothing was remembered of this file');
    return taken;
  });
}

/** How many of the lines that cannot be used are told one by one. */
const REFUSED_SHOWN = 5;

async function rowsOf(
  file: string,
  what: string,
  columns: Pick<Columns, 'required' | 'optional'>,
  run: TakeIn<ImportCounts>,
): Promise<void> {
  let told = 0;
  const refused = (line: number, why: string): void => {
    told += 1;
    if (told <= REFUSED_SHOWN) say(`${file}:${line}: left out: ${why}`);
  };
  const counts = await takeIn({ file, what, columns }, refused, run);
  if (counts.refused > REFUSED_SHOWN) say(`${file}: ${counts.refused} lines left out in all`);
}
