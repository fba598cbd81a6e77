import { z } from 'zod';
import { type BoardAct, SOMEBODY } from '../domain/board-act.ts';
import { type HistoryItem, type ItemOrigin, listOf, threadOf } from './history-item.ts';
import { isDone } from './task.ts';

const WithType = z.object({ type: z.string() });
const isDoneStatus = (status: unknown): boolean => isDone(WithType.safeParse(status).data?.type);

/**
 * What a history item tells of as activity: a task made, a task completed (from a status that is neither done nor closed to one that
 * is), a comment posted. Null: nothing of these. The edit of a comment tells of its posting, whose delivery may have been lost.
 */
export function actOf(item: HistoryItem, origin: ItemOrigin): BoardAct | null {
  if (origin.taskId === null) return null;
  const on = { taskId: origin.taskId, listId: origin.listId ?? listOf(item), taskName: null, creatorId: null };
  const byActor = { actorId: item.userId ?? SOMEBODY, learntBy: 'delivery', ...on } as const;
  const at = item.date;
  if (item.comment !== null) return commentPosted(item, byActor, origin.event === 'taskCommentUpdated');
  const bare = { ...byActor, commentId: null, isReply: false };
  if (at === null) return null;
  if (item.field === 'task_creation') return { name: 'clickup.task_created', at, ...bare };
  const isCompletion = item.field === 'status' && isDoneStatus(item.after) && !isDoneStatus(item.before);
  return isCompletion ? { name: 'clickup.task_completed', at, ...bare } : null;
}

/** By the comment's own author and date: those of the item may be of an edit. */
function commentPosted(
  item: HistoryItem,
  act: Pick<BoardAct, 'taskId' | 'listId' | 'taskName' | 'creatorId' | 'actorId' | 'learntBy'>,
  isEdit: boolean,
): BoardAct | null {
  const { comment } = item;
  const at = comment?.date ?? (isEdit ? null : item.date);
  if (!comment || at === null) return null;
  const isReply = threadOf(item, act.taskId) !== null;
  const actorId = comment.userId ?? act.actorId;
  return { ...act, name: 'clickup.comment_posted', at, commentId: comment.id, isReply, actorId };
}
