import type { Instant } from '../domain/account.ts';
import type { Board, BoardComment } from './board.ts';
import { type AnswerDeps, answerComment } from './conversation/answer-comment.ts';

export interface HearDeps extends AnswerDeps {
  readonly board: Pick<Board, 'comments' | 'replies' | 'task'>;
}

/** What ClickUp says of a comment may arrive a little after it was stamped. */
const LOOK_BACK_MS = 60 * 60_000;

/** Reads one comment that a delivery named, and answers it if it is addressed to the agent. */
export async function hearComment(
  deps: HearDeps,
  taskId: string,
  commentId: string,
  parentId: string | null,
  at: Instant | null,
  now: Instant,
): Promise<void> {
  const found =
    parentId === null
      ? null
      : (await deps.board.replies(taskId, parentId, 'conversation')).find(({ id }) => id === commentId);
  const comment =
    found ??
    (await deps.board.comments(taskId, (at ?? now) - LOOK_BACK_MS, 'conversation')).find(({ id }) => id === commentId);
  if (comment !== undefined && comment !== null) await considerComment(deps, comment, now);
}

/** Answers a comment that is addressed to the agent: mentioned, assigned, or in a thread that the agent began. */
export async function considerComment(deps: HearDeps, comment: BoardComment, now: Instant): Promise<void> {
  const { seat } = await deps.crew();
  if (comment.authorId === seat.id || !(await isAddressed(deps, comment, seat.id))) return;
  const account = await deps.store.accounts.byTask(comment.taskId);
  const alert = account === null ? await deps.store.outbox.byResult(comment.taskId) : null;
  const ofAlert = alert?.accountKey == null ? null : await deps.store.accounts.byKey(alert.accountKey);
  const taskUrl = account?.taskUrl ?? (await deps.board.task(comment.taskId, 'conversation'))?.url;
  if (taskUrl === undefined || taskUrl === null) return;
  await answerComment(deps, { comment, account: account ?? ofAlert, taskUrl }, now);
}

async function isAddressed({ store }: HearDeps, comment: BoardComment, agentId: number): Promise<boolean> {
  if (comment.mentions.includes(agentId) || comment.assigneeId === agentId) return true;
  return comment.parentId !== null && (await store.outbox.byResult(comment.parentId)) !== null;
}

/** Reads a task's comments and the threads in it that the agent began: how a comment is found that no delivery told of. */
export async function hearTask(deps: HearDeps, taskId: string, since: Instant | null, now: Instant): Promise<void> {
  const { seat } = await deps.crew();
  const comments = await deps.board.comments(taskId, since);
  for (const comment of [...comments].reverse()) {
    await considerComment(deps, comment, now);
    const ours = comment.authorId === seat.id || comment.mentions.includes(seat.id);
    if (!ours || comment.replyCount === 0) continue;
    for (const reply of await deps.board.replies(taskId, comment.id)) await considerComment(deps, reply, now);
  }
}
