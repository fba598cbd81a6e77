import { SOMEBODY, type TaskAct } from '../domain/board-act.ts';
import type { HistoryItem, ItemOrigin } from './history-item.ts';
import { isDone } from './task.ts';
import { fieldsOf, textOf } from './wire-hand.ts';

const isDoneStatus = (status: unknown): boolean => isDone(textOf(fieldsOf(status)?.type) ?? undefined);

/**
 * What a history item tells of as activity: a task made, a task completed (from a status that is neither done nor closed to one that
 * is), a comment posted. Null: nothing of these. The edit of a comment tells of its posting, whose delivery may have been lost.
 */
export function actOf(item: HistoryItem, { taskId, event }: ItemOrigin): TaskAct | null {
  if (taskId === null) return null;
  if (item.comment !== null) return commentPosted(item, event === 'taskCommentUpdated');
  const at = item.date;
  if (at === null) return null;
  const actorId = item.userId ?? SOMEBODY;
  if (item.field === 'task_creation') return { name: 'clickup.task_created', at, actorId };
  const isCompletion = item.field === 'status' && isDoneStatus(item.after) && !isDoneStatus(item.before);
  return isCompletion ? { name: 'clickup.task_completed', at, actorId } : null;
}

/** By the comment's own author and date: those of the item may be of an edit. */
function commentPosted({ comment, date, userId }: HistoryItem, isEdit: boolean): TaskAct | null {
  const at = comment?.date ?? (isEdit ? null : date);
  if (!comment || at === null) return null;
  return { name: 'clickup.comment_posted', at, actorId: comment.userId ?? userId ?? SOMEBODY };
}
