import type { EvidenceItem } from './assessment.ts';
import { blindnessInWords } from './standing-words.ts';
import type { MoveKind, TaskEvidence, UnknownBecause, WhoseMove } from './whose-move.ts';

/** Whose move it is, and what shows it, in words: the same in every alert, answer and page. */

export const MOVE_IN_WORDS: Readonly<Record<MoveKind, string>> = {
  customer: 'the customer’s',
  ours: 'ours',
  product: 'the product’s, which failed them',
  data: 'the data’s, since the account cannot be seen',
  unknown: 'unknown',
};

const WHY_UNKNOWN: Readonly<Record<UnknownBecause, string>> = {
  no_open_task: 'no onboarding task is open with anybody, and no failure was seen',
  no_workspace: 'the account names no onboarding list to look at',
  not_read_yet: 'its onboarding list has not been read yet',
  out_of_sight: 'its onboarding list is not there, or the agent cannot see it',
};

/** `ours: “Migrate the data” (Omar, 4 days overdue)` */
export const moveInWords = (move: WhoseMove): string => `${MOVE_IN_WORDS[move.kind]}: ${moveEvidenceInWords(move)}`;

/** What shows whose move it is, in half a sentence. */
export function moveEvidenceInWords(move: WhoseMove): string {
  switch (move.kind) {
    case 'customer':
    case 'ours':
      return tasksInWords(move.tasks);
    case 'product':
      return failuresInWords(move.errors);
    case 'data':
      return blindnessInWords(move.reason);
    case 'unknown':
      return WHY_UNKNOWN[move.because];
  }
}

/** More names than these help nobody who reads them. */
const SHOWN = 3;

/** `“Migrate the data” (Omar, 4 days overdue) and “Grant access” (nobody, due in 2 days)` */
export function tasksInWords(tasks: readonly TaskEvidence[]): string {
  return listed(tasks.map((task) => `“${task.name}” (${whoInWords(task)}, ${dueInWords(task)})`));
}

const whoInWords = ({ assignees }: TaskEvidence): string =>
  assignees.length === 0 ? 'assigned to nobody' : assignees.join(' and ');

export function dueInWords({ overdueDays }: Pick<TaskEvidence, 'overdueDays'>): string {
  if (overdueDays === null) return 'without a due date';
  if (overdueDays === 0) return 'due today';
  return overdueDays > 0 ? `${days(overdueDays)} overdue` : `due in ${days(-overdueDays)}`;
}

/** `“Import Failed” 3 times and “Sync Error” once` */
export function failuresInWords(errors: readonly EvidenceItem[]): string {
  const counts = new Map<string, number>();
  for (const { event } of errors) counts.set(event, (counts.get(event) ?? 0) + 1);
  return listed([...counts].map(([event, count]) => `“${event}” ${count === 1 ? 'once' : `${count} times`}`));
}

function listed(items: readonly string[]): string {
  const shown = items.slice(0, SHOWN);
  const rest = items.length - shown.length;
  const all = rest === 0 ? shown : [...shown, `${rest} more`];
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
