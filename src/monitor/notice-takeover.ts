import type { Instant } from '../domain/account.ts';
import type { Board, BoardTask } from './board.ts';
import type { Written } from './outbox.ts';
import type { AlertRecord } from './alert-store.ts';
import type { Store } from './store.ts';
import { noteTouch } from './touch.ts';

/** What of an outbox row has come to its end; anything else may still change the task. */
const ENDED: ReadonlySet<string> = new Set(['done', 'abandoned', 'withdrawn']);

/**
 * Finds by reading what no delivery told of: that a person has changed the status, the assignee or the due date of an alert's own
 * task. Nothing for tasks that are no alert's, and none while a write of our own is under way to it.
 */
export async function noticeTakeover(
  { store, board }: { readonly store: Store; readonly board: Pick<Board, 'task'> },
  taskId: string,
  now: Instant,
): Promise<void> {
  const made = await store.outbox.byResult(taskId);
  if (made?.kind !== 'create_task' || made.alertId === null || made.accountKey === null) return;
  const { accountKey, alertId } = made;
  const alert = (await store.alerts.open([accountKey])).get(accountKey);
  if (alert?.id !== alertId || alert.takenOver) return;
  if ((await store.outbox.ofAlert(alertId)).some(({ status }) => !ENDED.has(status))) return;
  const task = await board.task(taskId);
  if (task === null || !isChanged(task, alert, made.result)) return;
  await store.transaction((inside) => noteTouch(inside, { accountKey, alertId }, now, true));
}

/** Against what we last made of it: the first status of a list is the one of type open. */
function isChanged(task: BoardTask, { csmId }: AlertRecord, made: Written | null): boolean {
  const isAssigned = task.assignees.length === 1 && task.assignees[0]?.id === csmId;
  const isDue = made?.dueAt === undefined || made.dueAt === task.dueAt;
  return task.status.type !== 'open' || !isAssigned || !isDue;
}
