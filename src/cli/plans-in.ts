import { basename } from 'node:path';
import { readPlansFile } from '../config/plans-file.ts';
import type { PlanEntry } from '../domain/plan-choice.ts';
import { MonitorError } from '../shared/errors.ts';
import { openSource, textOf } from './open-source.ts';

export interface PlansIn {
  readonly entries: readonly PlanEntry[];
  /** The file as the record of a plan names it. */
  readonly fileName: string;
}

/** The entries of a `plans` file. @throws MonitorError `bad_input` with a line for each mistake */
export async function plansIn(file: string): Promise<PlansIn> {
  const source = await openSource(file, process.stdin);
  const plans = readPlansFile(source.name, await textOf(source));
  if (plans.kind === 'refused') throw new MonitorError('bad_input', plans.lines.join('\n'));
  return { entries: plans.value, fileName: basename(source.name) };
}
