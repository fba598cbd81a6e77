import type { Command } from 'commander';
import { type Judgement, judgeStatement } from '../domain/judge-statement.ts';
import { MonitorError } from '../shared/errors.ts';
import type { CliDeps } from './kit.ts';
import { jsonOption, print, printJson } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly vertical?: string;
}

/** Needs no settings and no database: the rules alone judge. */
export function addLintCommand(program: Command, _deps: CliDeps): void {
  jsonOption(
    program
      .command('lint')
      .argument('[text]', 'the milestone statement, one sentence, in quotes')
      .description('say whether a milestone statement is value, or set-up, a login, a vanity figure or vague'),
  )
    .option('--vertical <name>', "the product's trade, e.g. crm or e-signature: some words are the work there")
    .addHelpText('after', '\nExit code: 0 judged, also when it does not pass (read "pass" in --json); 2 no text.')
    .action((text: string | undefined, flags: Flags) => lint(text, flags));
}

function lint(text: string | undefined, { vertical, json }: Flags): void {
  if (text === undefined || text.trim() === '' || text === '-')
    throw new MonitorError(
      'bad_usage',
      'lint: write the statement as one argument: lint "A customer pays the first invoice"',
    );
  const judgement = judgeStatement(text, vertical ?? null);
  if (json) printJson(judgement);
  else print(inWords(judgement));
}

const inWords = ({ verdict, pass, reason, mend }: Judgement): string =>
  `${verdict}: ${pass ? 'it passes' : 'it does not pass'}. ${reason}${mend === '' ? '' : `\n${mend}`}`;
