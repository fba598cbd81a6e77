import type { Instant } from '../domain/account.ts';
import { speakerOf } from './conversation/permission.ts';
import type { Crew } from './keep-accounts.ts';
import type { Store } from './store.ts';

export interface TouchDeps {
  readonly store: Store;
  readonly crew: () => Promise<Crew>;
}

/** Somebody did something on a task: by a delivery, or by a comment that was read. */
export interface Touch {
  readonly taskId: string;
  readonly actorId: number | null;
  readonly at: Instant;
  /** A comment or a change of status, which is what METHOD section 8 counts as having acted; else a touch all the same. */
  readonly acted: boolean;
}

/**
 * A person dealt with an alert: on its own task they take it over (METHOD section 6: from then on the agent comments and leaves
 * it open), on the account's task they only touch it. Guests are customers, and other agents nobody's colleague.
 * @returns whether the task is one that the agent made for an alert
 */
export async function noteTouch(deps: TouchDeps, touch: Touch): Promise<boolean> {
  const { store } = deps;
  const made = await store.outbox.byResult(touch.taskId);
  const isAlertTask = made?.alertId != null && made.accountKey !== null;
  if (touch.actorId === null || speakerOf(touch.actorId, await deps.crew()).kind !== 'member') return isAlertTask;
  if (made?.alertId == null || made.accountKey === null) await touchOnAccount(store, touch);
  else await takeOver(store, made.accountKey, made.alertId, touch);
  return isAlertTask;
}

async function touchOnAccount(store: Store, { taskId, at, acted }: Touch): Promise<void> {
  const account = await store.accounts.byTask(taskId);
  if (account === null || !acted) return;
  const alert = (await store.alerts.open([account.key])).get(account.key);
  if (alert === undefined || alert.deliveredAt === null || at < alert.deliveredAt) return;
  await store.alerts.touch(alert.id, at, true);
}

async function takeOver(store: Store, accountKey: string, alertId: string, { at, acted }: Touch): Promise<void> {
  await store.alerts.touch(alertId, at, acted);
  // In one go: a sweep may be closing it just now, and writing back what was read before would open it again.
  await store.transaction(async (inside) => {
    const alert = (await inside.alerts.open([accountKey])).get(accountKey);
    if (alert?.id === alertId && !alert.takenOver) await inside.alerts.put({ ...alert, takenOver: true });
  });
}
