import type { Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import type { Write } from './outbox.ts';
import { alertKeys, softKeyOf } from './raise-alerts.ts';
import type { Store } from './store.ts';

type UntoldStore = Pick<Store, 'alerts' | 'audit' | 'standings'>;

/** Whoever was to be told by a write that is given up was not: their alerts and lines wait again to be told. */
export async function noteUntold(store: UntoldStore, write: Write, now: Instant): Promise<void> {
  await holdUntold(store, write, now);
  await takeBackLines(store, write);
}

/** An alert of which nobody was told is held again: the next sweep tries anew, and the account page says why. */
async function holdUntold(store: UntoldStore, write: Write, now: Instant): Promise<void> {
  const { accountKey, alertId, key } = write;
  if (accountKey === null || alertId === null) return;
  const alert = (await store.alerts.open([accountKey])).get(accountKey);
  if (alert === undefined || alert.id !== alertId) return;
  if (key !== (alert.delivery === 'task' ? alertKeys(alertId).task : softKeyOf(alert))) return;
  const reason = 'refused_by_clickup';
  await store.alerts.put({ ...alert, delivery: 'held', reason, deliveredAt: null, calledAt: null });
  const detail = { alert: alertId, kind: alert.kind, because: reason };
  await store.audit.add({ at: now, actor: AGENT, what: 'alert_held', accountKey, detail });
}

/** The next digest tells what this one did not. What another one has told, before or since, was told. */
async function takeBackLines(store: UntoldStore, { tells }: Write): Promise<void> {
  if (tells === undefined) return;
  for (const alert of (await store.alerts.open(tells.alerts)).values()) {
    if (alert.delivery !== 'digest' || alert.calledAt !== tells.at) continue;
    const deliveredAt = alert.deliveredAt === tells.at ? null : alert.deliveredAt;
    await store.alerts.put({ ...alert, deliveredAt, calledAt: null });
  }
  await store.standings.untoldMissed(tells.missed, tells.at);
}
