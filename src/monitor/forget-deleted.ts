import type { Instant } from '../domain/account.ts';
import { openAlertOf } from './alert-of-task.ts';
import { closeRecord } from './follow-alert.ts';
import { forgetAccountTask } from './forget-account.ts';
import type { Store } from './store.ts';

/** What follows from a task's deletion: its account is gone, or the alert that it was made for is over. */
export async function forgetDeleted(store: Store, taskId: string, now: Instant): Promise<void> {
  await forgetAccountTask(store, taskId, now);
  await closeDeletedAlert(store, taskId, now);
}

/** Whoever deletes an alert's task has decided on it: the alert is over, and silent for its cooldown like any other. */
async function closeDeletedAlert(store: Store, taskId: string, now: Instant): Promise<void> {
  await store.transaction(async (inside) => {
    const found = await openAlertOf(inside, taskId);
    if (found === null) return;
    await inside.outbox.withdraw((await inside.outbox.ofAlert(found.alert.id)).map(({ key }) => key));
    await closeRecord(inside, found.alert, 'its task was deleted', now);
  });
}
