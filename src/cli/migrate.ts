import type { Command } from 'commander';
import type { CliDeps } from './kit.ts';
import { whileCounting } from './progress.ts';
import { jsonOption, print, printJson, say, withKit } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly from?: string;
}

export function addMigrateCommand(program: Command, deps: CliDeps): void {
  jsonOption(program.command('migrate').description('bring the database up to date'))
    .option('--from <sqlite:FILE>', 'then move a SQLite file into it: into PostgreSQL, as long as it holds no data')
    .action(({ from, json = false }: Flags) =>
      from === undefined ? upToDate(deps, json) : moveOver(deps, from, json),
    );
}

async function upToDate(deps: CliDeps, json: boolean): Promise<void> {
  const migrated = await withKit(deps, async (kit) => kit.migrated);
  if (json) printJson({ migrated });
  else print(migrated.length === 0 ? 'the database is up to date' : `applied ${migrated.join(', ')}`);
}

async function moveOver({ environment, readConfig, move }: CliDeps, from: string, json: boolean): Promise<void> {
  const { settings } = await readConfig(environment);
  const { migrated, moved } = await whileCounting('rows moved', (onRows) =>
    move({ from, to: settings.DATABASE_URL, onRows }),
  );
  if (json) printJson({ migrated, moved });
  else print(`moved ${Object.values(moved).reduce((sum, rows) => sum + rows, 0)} rows, all of them counted again`);
  say(`${from} is as it was. Start on DATABASE_URL from now on, and no more on the file: both would write to ClickUp.`);
}
