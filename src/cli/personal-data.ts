import { randomInt } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Command } from 'commander';
import { eraseAccount, subjectCalled } from '../monitor/erase-account.ts';
import { erasePerson, personCalled } from '../monitor/erase-person.ts';
import { exportData } from '../monitor/export-data.ts';
import type { AccountSubject, Counts, PersonSubject } from '../monitor/subject-store.ts';
import { plural } from '../monitor/words.ts';
import { MonitorError, messageOf } from '../shared/errors.ts';
import type { CliDeps, Kit } from './kit.ts';
import { jsonOption, print, printJson, say, withKit } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly yes?: boolean;
}

const WHO = { account: 'account id, task id or key', person: 'user id, e-mail, or clickup:ID' } as const;
type Kind = keyof typeof WHO;

const FORGET_HELP = `
Without --yes it only says what would go. What is in ClickUp stays there: delete it there first, else it is refused. docs/data.md says what is
kept of whom, and what stays.`;

/** `export` and `forget`: what is kept of one account or one person, handed out or erased. */
export function addPersonalDataCommands(program: Command, deps: CliDeps): void {
  const exporting = program
    .command('export')
    .description('all that is kept of one account or one person, as JSON lines');
  const forgetting = program.command('forget').description('erase what is kept of one account or one person');
  for (const kind of ['account', 'person'] as const) {
    jsonOption(exporting.command(kind).description(`all that is kept of one ${kind}`))
      .argument('<id>', WHO[kind])
      .argument('[file]', 'where to; `-`, or nothing: to the terminal', '-')
      .action((id: string, file: string, flags: Flags) => withKit(deps, (kit) => exportTo(kit, kind, id, file, flags)));
    jsonOption(forgetting.command(kind).description(`erase what is kept of one ${kind}`))
      .argument('<id>', WHO[kind])
      .option('--yes', 'do it')
      .addHelpText('after', FORGET_HELP)
      .action((id: string, flags: Flags) => withKit(deps, (kit) => forget(kit, kind, id, flags)));
  }
}

const find = ({ store }: Kit, kind: Kind, id: string): Promise<AccountSubject | PersonSubject> =>
  kind === 'account' ? subjectCalled(store, id) : personCalled(store, id);

async function exportTo(kit: Kit, kind: Kind, id: string, file: string, { json = false }: Flags): Promise<void> {
  const subject = await find(kit, kind, id);
  const out = file === '-' ? null : await opened(file);
  let rows = 0;
  try {
    for await (const line of exportData(kit.store, subject)) {
      if (out === null) print(JSON.stringify(line));
      else await out.write(`${JSON.stringify(line)}\n`);
      rows += 1;
    }
  } finally {
    await out?.close();
  }
  if (out === null) return;
  if (json) printJson({ file, rows });
  else print(`${file}: ${plural(rows, 'row')}`);
}

/** A file that is there may be of somebody else. */
async function opened(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx', 0o600);
  } catch (thrown) {
    throw new MonitorError('bad_usage', `${file} cannot be written (${messageOf(thrown)}): name a new file`, thrown);
  }
}

async function forget(kit: Kit, kind: Kind, id: string, { json = false, yes = false }: Flags): Promise<void> {
  const subject = await find(kit, kind, id);
  const counts = yes ? await erase(kit, subject) : await countOf(kit, subject);
  const reports = 'key' in subject ? await kit.store.subjects.reportsOn(subject) : [];
  if (json) return printJson({ done: yes, rows: counts, reports });
  const parts = Object.entries(counts).filter(([, rows]) => rows > 0);
  print(`${yes ? 'erased' : 'would be erased'}: ${parts.map(([table, rows]) => `${table} ${rows}`).join(', ')}`);
  if (reports.length > 0) say(`the reports of ${reports.join(', ')} name it, and stay as they were written`);
  say(yes ? 'What was written to ClickUp, and backups, are not touched.' : 'Nothing was changed: say --yes to do it.');
}

async function countOf({ store }: Kit, subject: AccountSubject | PersonSubject): Promise<Counts> {
  const counts: Record<string, number> = {};
  for await (const { table } of store.subjects.dataOf(subject)) counts[table] = (counts[table] ?? 0) + 1;
  return counts;
}

function erase({ store, clock }: Kit, subject: AccountSubject | PersonSubject): Promise<Counts> {
  const now = clock.now();
  return 'key' in subject
    ? eraseAccount(store, subject, now)
    : erasePerson(store, subject, randomInt(2 ** 46, 2 ** 47), now);
}
