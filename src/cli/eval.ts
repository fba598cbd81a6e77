import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { type BriefScore, type LabelledBrief, type NamedDrafter, scoreBriefs } from '../domain/brief-score.ts';
import { type LabelledStatement, scoreStatements } from '../domain/statement-score.ts';
import { MonitorError, messageOf } from '../shared/errors.ts';
import { type Evaluation, evaluationText } from './eval-view.ts';
import type { CliDeps, LabelledLine } from './kit.ts';
import { jsonOption, print, printJson } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly statements?: string;
  readonly briefs?: string;
}

/** The project's own sets; they are part of a clone, not of an installation. */
const OWN = join(import.meta.dirname, '../../test/evaluation');

export function addEvalCommand(program: Command, deps: CliDeps): void {
  jsonOption(
    program
      .command('eval')
      .description('measure the linter on labelled statements and the drafters on labelled briefs'),
  )
    .option('--statements <file>', "JSON lines: id, text, vertical, label (default: the project's own)")
    .option('--briefs <file>', "JSON lines: briefs with accept, reject, question (default: the project's own)")
    .action((flags: Flags) => evaluate(deps, flags));
}

async function evaluate({ readConfig, environment, ...deps }: CliDeps, flags: Flags): Promise<void> {
  const evaluation = await deps.evaluation();
  const statements = await readLines(flags.statements ?? join(OWN, 'statements.jsonl'), evaluation.readStatement);
  const briefs = await readLines(flags.briefs ?? join(OWN, 'briefs.jsonl'), evaluation.readBrief);
  const opened = await evaluation.openDrafters(await readConfig(environment), process.stderr);
  try {
    const result = await measure(statements, briefs, opened.drafters);
    if (flags.json) printJson(evaluationJson(result));
    else print(evaluationText(result));
  } finally {
    await opened.close();
  }
}

async function measure(
  statements: readonly LabelledStatement[],
  briefs: readonly LabelledBrief[],
  drafters: readonly NamedDrafter[],
): Promise<Evaluation> {
  const scores: Record<NamedDrafter['name'], BriefScore | null> = { template: null, model: null };
  for (const drafter of drafters) scores[drafter.name] = await scoreBriefs(briefs, drafter, () => performance.now());
  return { statements: scoreStatements(statements), briefs: scores };
}

/** @throws MonitorError `bad_usage` for a file that is not there, `bad_input` with the number of a line that cannot be read */
async function readLines<T>(file: string, read: (line: string) => LabelledLine<T>): Promise<readonly T[]> {
  const values: T[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (line.trim() === '') continue;
      const reading = read(line);
      if (reading.kind === 'unreadable') throw new MonitorError('bad_input', `${file}:${number}: ${reading.why}`);
      values.push(reading.value);
    }
  } catch (thrown) {
    throw thrown instanceof MonitorError ? thrown : new MonitorError('bad_usage', missing(file, thrown), thrown);
  }
  return values;
}

function missing(file: string, thrown: unknown): string {
  if (!file.startsWith(OWN)) return `${file}: ${messageOf(thrown)}`;
  return "the project's own sets are not part of this installation: name files with --statements FILE and --briefs FILE, or run eval in a clone of the repository";
}

function evaluationJson({ statements, briefs }: Evaluation): object {
  return { statements, briefs: { template: scoreJson(briefs.template), model: scoreJson(briefs.model) } };
}

function scoreJson(score: BriefScore | null): object | null {
  if (score === null) return null;
  const { latencyMs, costUsd, ...rest } = score;
  return { ...rest, latency_ms: latencyMs, cost_usd: costUsd };
}
