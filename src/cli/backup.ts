import type { Command } from 'commander';
import type { CliDeps } from './kit.ts';
import { whileCounting } from './progress.ts';
import { jsonOption, print, printJson, say } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly force?: boolean;
  readonly replace?: boolean;
}

const BACKUP_HELP = `
While the service runs: everything committed when it begins is in the file, and the file has its name only when it is whole, checked and on
the disk. It is a SQLite file whatever the database is, for \`restore\` into either. Customer data is in it: keep it as you keep the database.`;

const RESTORE_HELP = `
Stop everything that runs on the database first. The file is copied, checked and brought up to date; it stays as it is. What was done after the
backup is done again where it can be read again (comments, tasks), and looked for in ClickUp before it is written there, so nothing stands
there twice. Events of that time are gone unless they are sent again.`;

export function addBackupCommands(program: Command, deps: CliDeps): void {
  jsonOption(program.command('backup').description('a consistent copy of the database, made while it is in use'))
    .argument('<file>', 'where to; in a folder that is there')
    .option('--force', 'replace a file that is there')
    .addHelpText('after', BACKUP_HELP)
    .action((file: string, flags: Flags) => backUp(deps, file, flags));
  jsonOption(program.command('restore').description('make a backup the database again'))
    .argument('<file>', 'a file that `backup` wrote')
    .option('--replace', 'put a SQLite database with data in it aside, under another name')
    .addHelpText('after', RESTORE_HELP)
    .action((file: string, flags: Flags) => restore(deps, file, flags));
}

async function backUp(deps: CliDeps, file: string, { json = false, force = false }: Flags): Promise<void> {
  const { settings } = await deps.readConfig(deps.environment);
  const made = await whileCounting('copied', (onCopied) =>
    deps.backup({ from: settings.DATABASE_URL, to: file, force, onCopied }),
  );
  const at = new Date(made.at).toISOString();
  if (json) printJson({ file: made.file, bytes: made.bytes, at });
  else print(`${made.file}: ${made.bytes} bytes, whole and checked; everything up to ${at} is in it`);
}

async function restore(deps: CliDeps, file: string, { json = false, replace = false }: Flags): Promise<void> {
  const { settings } = await deps.readConfig(deps.environment);
  const { backedUpAt, migrated, rows, putAside } = await whileCounting('copied', (onCopied) =>
    deps.restore({ from: file, to: settings.DATABASE_URL, replace, onCopied }),
  );
  const backedUp = new Date(backedUpAt).toISOString();
  if (json) printJson({ backed_up_at: backedUp, migrated, rows, put_aside: putAside });
  else print(`restored ${rows} rows, as of ${backedUp}`);
  if (putAside !== null) say(`what was there before is in ${putAside}`);
  say('Start the service on it, and on no other copy: both would write to ClickUp.');
}
