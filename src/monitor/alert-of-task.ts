import type { AlertRecord } from './alert-store.ts';
import type { Written } from './outbox.ts';
import type { Store } from './store.ts';

/** The open alert that a task was made for, with what ClickUp answered when it was; null for any other task. */
export async function openAlertOf(
  store: Pick<Store, 'outbox' | 'alerts'>,
  taskId: string,
): Promise<{ readonly alert: AlertRecord; readonly made: Written | null } | null> {
  const row = await store.outbox.byResult(taskId);
  if (row?.kind !== 'create_task' || row.alertId === null || row.accountKey === null) return null;
  const alert = (await store.alerts.open([row.accountKey])).get(row.accountKey);
  return alert?.id === row.alertId ? { alert, made: row.result } : null;
}
