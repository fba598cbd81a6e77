import { isOnScale } from '../domain/health-score.ts';
import { linesOf } from './account-task.ts';
import type { BoardTask, FieldValue } from './board.ts';
import type { Rules } from './rules.ts';

/** What an account task says besides the account itself: where its onboarding work lies, and inputs of the health score. */
export interface TaskInputs {
  /** Id of a list, a folder or a space; which of them is found out by asking. */
  readonly workspace: string | null;
  /** By the words of `health.fields`, 0 to 100 each; `seats`: how many people the customer bought it for. */
  readonly health: ReadonlyMap<string, number>;
  /** Values that could not be understood, each with the way out. */
  readonly complaints: readonly string[];
}

/** Custom fields first, `Name: value` lines of the description where a field is absent. */
export function readTaskInputs(task: BoardTask, { fields, health }: Pick<Rules, 'fields' | 'health'>): TaskInputs {
  const lines = linesOf(task.description);
  const complaints: string[] = [];
  const complain = (name: string, why: string): null => {
    complaints.push(`“${task.name}”: ${name} ${why}`);
    return null;
  };
  const textOf = (name: string): string => {
    const value = task.fields.get(name);
    return value === undefined ? (lines.get(name.toLowerCase()) ?? '') : words(value);
  };
  const workspace = textOf(fields.workspace);
  const place = /^\d+$/.test(workspace)
    ? workspace
    : workspace === ''
      ? null
      : complain(fields.workspace, 'is no id of a list, folder or space: write the digits of its address');
  const values = new Map<string, number>();
  const keep = (input: string, name: string, isRight: (value: number) => boolean, why: string): void => {
    const written = textOf(name);
    if (written === '') return;
    const value = Number(written.replace(/%$/, '').trimEnd());
    if (isRight(value)) values.set(input, value);
    else complain(name, `is “${written}”, ${why}`);
  };
  for (const [input, name] of health.fields)
    keep(input, name, isOnScale, 'which is no number from 0 to 100: the health score leaves it out');
  if (health.seats !== null)
    keep('seats', health.seats, (value) => value >= 1, 'which is no number of people: write a whole number, 1 or more');
  return { workspace: place, health: values, complaints };
}

function words(value: FieldValue): string {
  if (value.kind === 'text') return value.text.trim();
  return value.kind === 'number' ? String(value.value) : '';
}
