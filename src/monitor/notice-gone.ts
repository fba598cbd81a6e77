import type { Instant } from '../domain/account.ts';
import { openAlertOf } from './alert-of-task.ts';
import type { Board } from './board.ts';
import { forgetDeleted } from './forget-deleted.ts';
import type { Store } from './store.ts';

export interface NoticeGoneDeps {
  readonly store: Store;
  readonly board: Pick<Board, 'whatBecameOf'>;
}

/**
 * Finds by reading what no delivery told of: that the task of an account or of an open alert, which could not be read, is deleted.
 * One that is hidden from our seat is still there for others: its alert stays open, its account until the list shows it no more.
 */
export async function noticeGone({ store, board }: NoticeGoneDeps, taskId: string, now: Instant): Promise<void> {
  const isOurs = (await store.accounts.byTask(taskId)) !== null || (await openAlertOf(store, taskId)) !== null;
  if (!isOurs) return;
  if ((await board.whatBecameOf(taskId)).kind === 'deleted') await forgetDeleted(store, taskId, now);
}
