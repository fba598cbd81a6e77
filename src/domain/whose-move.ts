import type { Day } from './account.ts';
import type { Assessment, BlindReason, EvidenceItem, State } from './assessment.ts';
import { plainWordsOf } from './draft-words.ts';

/** Who has to act so that a stalled account moves on. */
export const MOVE_KINDS = ['customer', 'ours', 'product', 'data', 'unknown'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

/** On whose desk a task lies: a member's, a guest's (guests are customers), or nobody's. */
export type Side = 'ours' | 'customer' | 'nobody';

/** One open task of the account's onboarding workspace. */
export interface OnboardingTask {
  readonly taskId: string;
  readonly name: string;
  readonly url: string;
  /** A date in the account's zone. */
  readonly dueOn: Day | null;
  readonly side: Side;
  /** Names of whoever it is assigned to; empty: nobody. */
  readonly assignees: readonly string[];
}

/** What is known of the workspace: its open tasks, or why there are none to look at. */
export type OnboardingWork =
  | { readonly kind: 'read'; readonly tasks: readonly OnboardingTask[] }
  /** The account names no list, folder or space. */
  | { readonly kind: 'no_workspace' }
  | { readonly kind: 'not_read_yet' }
  /** What it names is not there, or the agent's seat cannot see it. */
  | { readonly kind: 'out_of_sight' };

export interface TaskEvidence extends OnboardingTask {
  /** Whole days past the due date; 0 or less: not overdue; null: it has none. */
  readonly overdueDays: number | null;
}

/** Union over who moves, each with what shows it; `evidence` is never empty but for `unknown`. */
export type WhoseMove =
  | { readonly kind: 'customer' | 'ours'; readonly tasks: readonly TaskEvidence[] }
  | { readonly kind: 'product'; readonly errors: readonly EvidenceItem[] }
  | { readonly kind: 'data'; readonly reason: BlindReason }
  | { readonly kind: 'unknown'; readonly because: UnknownBecause };
export type UnknownBecause = 'no_open_task' | Exclude<OnboardingWork['kind'], 'read'>;

export type JudgedForMove = Pick<Assessment, 'state' | 'today' | 'blind' | 'steps' | 'recent' | 'lastCoreAt'>;

/** Where nothing is stalled there is no move to wait for. */
const STALLED: ReadonlySet<State> = new Set([
  'early_alert',
  'gone_dark',
  'trial_risk',
  'stalled',
  'soft_signal',
  'fleet_hold',
  'blind',
] satisfies State[]);

/**
 * Whose move it is (PRODUCT, item 15). The first rule that holds:
 * 1. we cannot see the account: data;
 * 2. a task of ours, or one that nobody has, is overdue: ours, whatever the customer owes besides;
 * 3. the product failed the account and no core use came after it: product;
 * 4. a customer's task is overdue: the customer;
 * 5. tasks that are not overdue yet: whoever's is due first, ours at the same day or without dates;
 * 6. unknown: never the customer by default.
 * @returns null for a state that waits for nobody
 */
export function whoseMove(verdict: JudgedForMove, work: OnboardingWork): WhoseMove | null {
  if (!STALLED.has(verdict.state)) return null;
  if (verdict.blind !== null) return { kind: 'data', reason: verdict.blind };
  const tasks = work.kind === 'read' ? byUrgency(work.tasks, verdict.today) : [];
  const overdue = tasks.filter(isOverdue);
  const ours = overdue.filter(({ side }) => side !== 'customer');
  if (ours.length > 0) return { kind: 'ours', tasks: ours };
  const errors = failuresOf(verdict);
  if (errors.length >= FAILURES_THAT_SHOW) return { kind: 'product', errors };
  if (overdue.length > 0) return { kind: 'customer', tasks: overdue };
  return moveOfOpen(tasks) ?? { kind: 'unknown', because: work.kind === 'read' ? 'no_open_task' : work.kind };
}

const isOverdue = ({ overdueDays }: TaskEvidence): boolean => overdueDays !== null && overdueDays > 0;

/** The longest overdue first; those without a date last. */
function byUrgency(tasks: readonly OnboardingTask[], today: Day): readonly TaskEvidence[] {
  return tasks
    .map((task) => ({ ...task, overdueDays: task.dueOn === null ? null : today - task.dueOn }))
    .toSorted(
      (one, other) =>
        (one.dueOn ?? Number.MAX_SAFE_INTEGER) - (other.dueOn ?? Number.MAX_SAFE_INTEGER) ||
        (one.taskId < other.taskId ? -1 : 1),
    );
}

/** An open task that nobody has and that is not due yet says nothing of anybody. */
function moveOfOpen(tasks: readonly TaskEvidence[]): WhoseMove | null {
  const assigned = tasks.filter(({ side }) => side !== 'nobody');
  const first = assigned[0];
  if (first === undefined) return null;
  const atOnce = assigned.filter(({ dueOn }) => dueOn === first.dueOn);
  const kind = atOnce.some(({ side }) => side === 'ours') ? 'ours' : 'customer';
  return { kind, tasks: assigned.filter(({ side }) => side === kind) };
}

/** One failure happens to everybody. */
const FAILURES_THAT_SHOW = 3;
/** Failures older than a week were got over or given up; either way they are no reason to wait now. */
const FAILURE_MEMORY_MS = 7 * 86_400_000;
const FAILURE_WORDS = /^(error|fail|exception|crash|retr(y|ied)|timeout|unavailable)/;

/**
 * Failures of the product among the newest events, in the words of their names, of the last week before the newest event and not
 * followed by core use. An event that a step of the plan asks for is what the customer came for (error tracking has such) and
 * none of these.
 */
function failuresOf({ recent, steps, lastCoreAt }: JudgedForMove): readonly EvidenceItem[] {
  const wanted = new Set(steps.flatMap(({ signal }) => signal.event));
  const newest = recent.at(-1)?.at ?? 0;
  return recent.filter(
    ({ event, at }) =>
      !wanted.has(event) &&
      at > newest - FAILURE_MEMORY_MS &&
      (lastCoreAt === null || at > lastCoreAt) &&
      plainWordsOf(event).some((word) => FAILURE_WORDS.test(word)),
  );
}
