import type { Command } from 'commander';
import { COHORT_SPANS, type CohortSpan } from '../domain/cohort.ts';
import { activationAnswer } from '../monitor/activation-answer.ts';
import { readActivation } from '../monitor/read-activation.ts';
import { MonitorError } from '../shared/errors.ts';
import { activationInWords } from './activation-view.ts';
import type { CliDeps } from './kit.ts';
import { fromFlags, jsonOption, print, printJson, withKit } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly cohort?: string;
  readonly tier?: string;
  readonly useCase?: string;
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
  readonly plan?: string;
}

export function addActivationCommand(program: Command, deps: CliDeps): void {
  jsonOption(
    program.command('activation').description('time to first value, activation rates and the funnel, by cohort'),
  )
    .option('--as-of <date>', 'as of the end of this date, with what was known then')
    .option('--cohort <span>', 'cohorts by month (the default) or week of the start date')
    .option('--tier <tier>', 'only this tier')
    .option('--use-case <use case>', 'only this use case')
    .option('--from <date>', 'only accounts that started on this date or later')
    .option('--to <date>', 'only accounts that started on this date or earlier')
    .option('--plan <plan>', 'whose steps the funnel shows')
    .action((flags: Flags) =>
      withKit(deps, async (kit) => {
        const { json = false, cohort, ...query } = flags;
        const asked = { ...query, ...(cohort === undefined ? {} : { cohort: spanIn(cohort) }) };
        const reading = await kit.reading();
        const answer = activationAnswer(await fromFlags(() => readActivation(reading, asked, kit.clock.now())));
        if (json) printJson(answer);
        else print(activationInWords(answer));
      }),
    );
}

function spanIn(text: string): CohortSpan {
  const span = COHORT_SPANS.find((each) => each === text);
  if (span !== undefined) return span;
  throw new MonitorError('bad_usage', `--cohort: "${text}" is no span: write one of ${COHORT_SPANS.join(', ')}`);
}
