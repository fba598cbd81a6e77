import type { Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import { askCsm } from './ask-csm.ts';
import type { ApplyDeps } from './facts-for.ts';
import { closeRecord, followOpenAlert } from './follow-alert.ts';
import type { Crew } from './keep-accounts.ts';
import { newsOfValue } from './news-of-value.ts';
import type { Write } from './outbox.ts';
import type { Review } from './review-account.ts';
import type { PlanRecord } from './plan-store.ts';
import type { Store } from './store.ts';

/** What one review, of which the standing is kept by now, means for the account's open alert; new alerts are opened later, by rank. */
export async function applyReview(
  deps: ApplyDeps,
  crew: Crew,
  review: Review,
  plan: PlanRecord | null,
  now: Instant,
): Promise<readonly Write[]> {
  const { store } = deps;
  if (review.account.taskId === null) return [];
  const writes = [
    ...(await newsOfValue(deps, crew, review, plan, now)),
    ...(await followOpenAlert(deps, crew, review, plan, now)),
  ];
  await followHeldAlert(store, review, now);
  await store.outbox.add(writes, now);
  return [...writes, ...(await askCsm(deps, crew, review, now))];
}

/** What is clear again was told to nobody, and goes with its reason; what waits learns for what. */
async function followHeldAlert(store: Store, { held, verdict, decision }: Review, now: Instant): Promise<void> {
  if (held === null) return;
  if (verdict.strength === null) return closeRecord(store, held, 'cleared before it was delivered', now);
  if (decision.kind !== 'wait' || (held.delivery === 'held' && held.reason === decision.because)) return;
  await store.alerts.put({ ...held, delivery: 'held', reason: decision.because });
  const detail = { alert: held.id, kind: held.kind, because: decision.because };
  await store.audit.add({ at: now, actor: AGENT, what: 'alert_held', accountKey: held.accountKey, detail });
}
