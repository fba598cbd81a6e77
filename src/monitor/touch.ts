import type { AccountKey, Instant } from '../domain/account.ts';
import type { Store } from './store.ts';

/**
 * A person did something about an account's alert: nobody is called to it again. `takesOver`: it was done to the alert's own task,
 * which from then on is theirs: the agent comments and leaves it open (METHOD section 6, Firing).
 */
export async function noteTouch(
  store: Pick<Store, 'alerts'>,
  { accountKey, alertId }: { readonly accountKey: AccountKey; readonly alertId: string | null },
  at: Instant,
  takesOver: boolean,
): Promise<void> {
  // Inside a transaction: a sweep may be closing it just now, and writing back what was read before would open it again.
  const alert = (await store.alerts.open([accountKey])).get(accountKey);
  if (alert === undefined || (alertId !== null && alert.id !== alertId)) return;
  const takenOver = alert.takenOver || takesOver;
  const touchedAt = Math.max(alert.touchedAt ?? at, at);
  if (takenOver === alert.takenOver && touchedAt === alert.touchedAt) return;
  await store.alerts.put({ ...alert, takenOver, touchedAt });
}
