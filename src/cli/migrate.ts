import type { Command } from 'commander';
import type { CliDeps } from './kit.ts';
import { jsonOption, print, printJson, withKit } from './terminal.ts';

export function addMigrateCommand(program: Command, deps: CliDeps): void {
  jsonOption(program.command('migrate').description('bring the database up to date')).action(
    async ({ json }: { json?: boolean }) => {
      const migrated = await withKit(deps, async (kit) => kit.migrated);
      if (json) printJson({ migrated });
      else print(migrated.length === 0 ? 'the database is up to date' : `applied ${migrated.join(', ')}`);
    },
  );
}
