import type { Instant } from '../domain/account.ts';
import type { Board, BoardChange, BoardTask } from './board.ts';
import { speakerOf } from './conversation/permission.ts';
import { commandLines } from './conversation/replies.ts';
import type { DraftDeps } from './draft-deps.ts';
import { draftPlan } from './draft-plan.ts';
import type { Logger } from '../shared/logger.ts';
import { bold, type Message, paragraph } from './message.ts';
import { keyedLink } from './outbox.ts';

export interface AssignmentDeps extends DraftDeps {
  readonly board: Pick<Board, 'task'>;
  readonly log: Logger;
}

/** Drafts for the account tasks that were put into the agent's hands, each time once; returns how many. */
export async function draftAssigned(deps: DraftDeps, now: Instant): Promise<number> {
  let answered = 0;
  for (const taskId of await deps.store.assignments.waiting()) {
    const account = await deps.store.accounts.byTask(taskId);
    if (account !== null) {
      await deps.store.plans.clearQuestion(account.key);
      await draftPlan(deps, account, now);
      answered += 1;
    }
    await deps.store.assignments.answered(taskId);
  }
  return answered;
}

/** With this many changes waiting (an import, say), tasks created elsewhere are not looked at: answers to people come first. */
const CROWD = 200;

/**
 * A task outside the accounts list that is put into the agent's hands gets one comment on what it can do. A task that is created
 * with assignees tells of no assignment, so it is read again.
 */
export async function offerHelp(
  deps: AssignmentDeps,
  change: BoardChange,
  taskId: string,
  now: Instant,
): Promise<void> {
  const crew = await deps.crew();
  const told = change.assignedId === crew.seat.id;
  if (!told && (change.event !== 'taskCreated' || (await deps.store.inbox.waiting()) > CROWD)) return;
  const speaker = change.actorId === null ? null : speakerOf(change.actorId, crew);
  if (speaker?.kind === 'agent') return;
  if (speaker?.kind === 'outsider') {
    if (told) deps.log.warn({ taskId, because: speaker.because }, 'assignment by an outsider was not answered');
    return;
  }
  const task = await deps.board.task(taskId, told ? 'conversation' : 'background');
  if (task?.assignees.some(({ id }) => id === crew.seat.id) !== true) return;
  const key = `${taskId}.assigned`;
  const head = { key, accountKey: null, alertId: null, notBefore: now, after: null } as const;
  const body = whatICanDo(task, key);
  await deps.store.outbox.add([{ ...head, kind: 'comment', task: { id: taskId }, body, lane: 'conversation' }], now);
}

function whatICanDo(task: BoardTask, key: string): Message {
  return [
    paragraph(
      bold('There is little I can do with this task: '),
      'it is not in the accounts list, and I never take work over. What I do is watch accounts on their way to first value. On an account’s own task I draft its milestone when it is assigned to me, and on any task I understand these words from a comment that mentions me:',
    ),
    ...commandLines(),
    paragraph('First Value Monitor, an agent · ', keyedLink('this task', task.url, key)),
  ];
}
