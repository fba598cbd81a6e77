import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { draftPlan } from '../monitor/draft-plan.ts';
import { findAccount } from '../monitor/read-account.ts';
import { planToNotation } from '../domain/plan-notation.ts';
import { MonitorError } from '../shared/errors.ts';
import type { CliDeps, Kit } from './kit.ts';
import { jsonOption, print, printJson, withKit } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly brief?: string;
}

export function addDraftCommand(program: Command, deps: CliDeps): void {
  jsonOption(
    program
      .command('draft')
      .argument('[account]', 'account id (or task id)')
      .description('draft a plan for one account, or for each brief of a file'),
  )
    .option('--brief <file>', 'JSON lines, one brief each; one answer a line')
    .action(async (account: string | undefined, flags: Flags) => {
      if ((account === undefined) === (flags.brief === undefined))
        throw new MonitorError('bad_usage', 'draft: name an account, or a file with --brief FILE');
      if (flags.brief === undefined) await withKit(deps, (kit) => draftOne(kit, account ?? '', flags));
      else await draftBriefs(deps, flags.brief);
    });
}

async function draftOne(kit: Kit, id: string, { json }: Flags): Promise<void> {
  const account = await findAccount(kit, id);
  if (account === null)
    throw new MonitorError('not_found', `no account "${id}": \`accounts\` lists them, \`sync\` reads new ones`);
  const result = await draftPlan(kit.drafting, account, kit.clock.now());
  if (result.kind === 'drafted' && account.taskId !== null && kit.config.settings.CLICKUP_API_TOKEN !== undefined)
    await kit.monitor().deliver();
  const plan = result.kind === 'drafted' ? planToNotation(result.plan.plan) : null;
  const question = 'question' in result ? result.question : null;
  const author = result.kind === 'drafted' ? result.plan.author : 'template';
  if (json) {
    printJson({ id, plan, question, author });
    return;
  }
  print(plan === null ? `A question instead of a plan: ${question}` : JSON.stringify(plan, null, 2));
}

/** One line each: `{ id, plan, question, author }`; a line that is no brief ends the command with its number. */
async function draftBriefs({ readConfig, environment, openBriefs }: CliDeps, file: string): Promise<void> {
  const desk = await openBriefs(await readConfig(environment), process.stderr);
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  try {
    for await (const line of lines) {
      number += 1;
      if (line.trim() !== '') print(JSON.stringify(await desk.answer(line)));
    }
  } catch (thrown) {
    const why =
      (thrown as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'file not found'
        : thrown instanceof Error
          ? thrown.message
          : String(thrown);
    throw new MonitorError('bad_input', `${file}${number === 0 ? '' : `:${number}`}: ${why}`, thrown);
  } finally {
    await desk.close();
  }
}
