import type { Instant } from '../domain/account.ts';
import type { AlertRecord } from './alert-store.ts';
import { openAlertOf } from './alert-of-task.ts';
import type { Board, BoardTask } from './board.ts';
import { noticeGone } from './notice-gone.ts';
import type { Written } from './outbox.ts';
import type { Store } from './store.ts';
import { noteTouch } from './touch.ts';

/** What of an outbox row has come to its end; anything else may still change the task. */
const ENDED: ReadonlySet<string> = new Set(['done', 'abandoned', 'withdrawn']);

/**
 * Finds by reading what no delivery told of: that a person has changed the status, the assignee or the due date of an alert's own
 * task, or deleted it. Nothing for tasks that are no alert's, and nobody has changed one while a write of our own is under way to it.
 */
export async function noticeTakeover(
  { store, board }: { readonly store: Store; readonly board: Pick<Board, 'task' | 'whatBecameOf'> },
  taskId: string,
  now: Instant,
): Promise<void> {
  const found = await openAlertOf(store, taskId);
  if (found === null || found.alert.takenOver) return;
  const { alert, made } = found;
  const isOurs = (await store.outbox.ofAlert(alert.id)).some(({ status }) => !ENDED.has(status));
  const task = await board.task(taskId);
  if (task === null) return noticeGone({ store, board }, taskId, now);
  if (isOurs || !isChanged(task, alert, made)) return;
  const { accountKey, id: alertId } = alert;
  await store.transaction((inside) => noteTouch(inside, { accountKey, alertId }, now, true));
}

/** Against what we last made of it: the first status of a list is the one of type open. */
function isChanged(task: BoardTask, { csmId }: AlertRecord, made: Written | null): boolean {
  const isAssigned = task.assignees.length === 1 && task.assignees[0]?.id === csmId;
  const isDue = made?.dueAt === undefined || made.dueAt === task.dueAt;
  return task.status.type !== 'open' || !isAssigned || !isDue;
}
