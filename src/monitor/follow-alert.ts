import type { Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import { stuckOn } from '../domain/alert.ts';
import { type DeliveryChoice, mayDeliver, nextWithinHours } from '../domain/delivery.ts';
import { holderOf, ownerOf } from './alert-owner.ts';
import { deskOf, isAtWork, workplaceOf } from './desk.ts';
import { type ApplyDeps, factsFor } from './facts-for.ts';
import type { Crew } from './keep-accounts.ts';
import type { AlertFactsForPeople } from './messages/alert-facts.ts';
import { alertClosed, softClosed } from './messages/alert-closed.ts';
import type { Write } from './outbox.ts';
import { alertKeys, changeWrites, listFor, moveWrites, refreshWrites, softKeyOf, textHash } from './raise-alerts.ts';
import type { Review } from './review-account.ts';
import type { AlertRecord } from './alert-store.ts';
import type { PlanRecord } from './plan-store.ts';
import type { Store } from './store.ts';

/** What one review means for the alert that is open: it closes, says something else, or changes hands. */
export async function followOpenAlert(
  deps: ApplyDeps,
  crew: Crew,
  review: Review,
  plan: PlanRecord | null,
  now: Instant,
): Promise<readonly Write[]> {
  const { open, decision } = review;
  if (open === null) return [];
  if (decision.kind === 'close') return closeAlert(deps.store, review, open, decision.because, now);
  const rises = decision.kind === 'update' && decision.rises;
  const { account } = review;
  // A rise is like a new alert: it goes to somebody who is there.
  const choice = rises ? ownerOf(account, deps.rules, crew) : holderOf(open, account, deps.rules, crew);
  const strength = decision.kind === 'update' ? decision.strength : open.strength;
  const facts = factsFor(deps, choice, review, plan, open.id, strength);
  if (facts === null) return [];
  if (decision.kind === 'update') return changeAlert(deps, crew, open, facts, rises, now);
  if (facts.owner.id !== open.csmId) return moveAlert(deps, crew, open, facts, now);
  return decision.kind === 'keep' ? refreshAlert(deps, crew, open, facts, now) : [];
}

/** A comment or task is edited as the account moves; one that a person has taken over is theirs. */
async function refreshAlert(
  { store, rules }: ApplyDeps,
  crew: Crew,
  open: AlertRecord,
  facts: AlertFactsForPeople,
  now: Instant,
): Promise<readonly Write[]> {
  const hash = textHash(facts);
  const isTold = open.delivery === 'comment' || open.delivery === 'task';
  if (!isTold || open.takenOver || hash === open.textHash || !isAtWork(rules, crew, facts.owner.id, now)) return [];
  await store.alerts.put({ ...open, textHash: hash });
  return refreshWrites(open, facts, await nextTurn(store, open), now);
}

/** Changes reach people within their hours, and a rise within their budget; until then the next sweep finds them again. */
async function changeAlert(
  deps: ApplyDeps,
  crew: Crew,
  open: AlertRecord,
  facts: AlertFactsForPeople,
  rises: boolean,
  now: Instant,
): Promise<readonly Write[]> {
  const { rules, store } = deps;
  const desk = await deskOf(deps, crew, facts.owner.id, now);
  const { taskId } = facts.account;
  const choice = mayDeliver(rules.alerts, desk.zone, rises ? desk.calledToday : 0, now, desk.isHoliday);
  if (taskId === null) return [];
  if (choice.kind === 'held') return rises ? noteWaitingRise(store, open, choice, now) : [];
  const risen = {
    delivery: 'task',
    csmId: facts.owner.id,
    calledAt: now,
    touchedAt: null,
    deliveredAt: open.deliveredAt ?? now,
    ...(open.delivery === 'task' ? {} : { listId: listFor(rules, facts.owner.id) }),
  } as const;
  await store.alerts.put({
    ...open,
    kind: facts.kind,
    strength: facts.strength,
    urgent: facts.verdict.urgent,
    step: stuckOn(facts.verdict),
    reason: open.delivery === 'digest' && !rises ? open.reason : null,
    textHash: textHash(facts),
    ...(rises ? risen : {}),
  });
  await store.audit.add({
    at: now,
    actor: AGENT,
    what: 'alert_changed',
    accountKey: open.accountKey,
    detail: { alert: open.id, kind: facts.kind, strength: facts.strength },
  });
  const place = { rules, zone: desk.zone, isHoliday: desk.isHoliday, now };
  return changeWrites(open, facts, taskId, rises, await nextTurn(store, open), place);
}

/** The alert stays as it is, and says why it has not risen. */
async function noteWaitingRise(
  store: Store,
  open: AlertRecord,
  { because }: DeliveryChoice & { kind: 'held' },
  now: Instant,
): Promise<readonly Write[]> {
  if (open.reason === because) return [];
  await store.alerts.put({ ...open, reason: because });
  await store.audit.add({
    at: now,
    actor: AGENT,
    what: 'alert_held',
    accountKey: open.accountKey,
    detail: { alert: open.id, kind: open.kind, because, rises: true },
  });
  return [];
}

/** The account has another CSM now: the open alert moves to them at once, and calls them within their hours. */
async function moveAlert(
  { store, rules }: ApplyDeps,
  crew: Crew,
  open: AlertRecord,
  facts: AlertFactsForPeople,
  now: Instant,
): Promise<readonly Write[]> {
  const { zone, isHoliday } = workplaceOf(rules, crew, facts.owner.id);
  const callAt = nextWithinHours(rules.alerts.hours, zone, now, isHoliday);
  const calledAt = open.delivery === 'digest' ? open.calledAt : callAt;
  await store.alerts.put({ ...open, csmId: facts.owner.id, calledAt, textHash: textHash(facts) });
  await store.audit.add({
    at: now,
    actor: AGENT,
    what: 'alert_moved',
    accountKey: open.accountKey,
    detail: { alert: open.id, from: open.csmId, to: facts.owner.id },
  });
  return moveWrites(open, facts, await nextTurn(store, open), now, callAt);
}

/** Numbers what is written of one alert: saying again what was said before, as in A, B, A, is another write and not the same. */
const nextTurn = async (store: Store, { id }: AlertRecord): Promise<number> => (await store.outbox.ofAlert(id)).length;

async function closeAlert(
  store: Store,
  { account, verdict }: Review,
  open: AlertRecord,
  because: string,
  now: Instant,
): Promise<readonly Write[]> {
  const made = open.delivery === 'task' ? alertKeys(open.id).task : softKeyOf(open);
  const rows = await store.outbox.ofAlert(open.id);
  await store.outbox.withdraw(rows.map(({ key }) => key));
  const told = (await store.outbox.get(made))?.status;
  if (told === 'withdrawn' || told === 'abandoned') {
    // Nobody was told, so nobody is told that it is over, and the next alert need not keep silent after this one.
    await closeRecord(store, { ...open, deliveredAt: null }, because, now);
    return [];
  }
  await closeRecord(store, open, because, now);
  if (open.delivery === 'digest') return [];
  const head = { accountKey: account.key, alertId: open.id, notBefore: now, after: made };
  const key = `${open.id}.closed`;
  if (open.delivery === 'comment') {
    const body = softClosed(account, verdict, because, key);
    return [{ ...head, key, kind: 'edit_comment', comment: { resultOf: made }, body }];
  }
  const note: Write = {
    ...head,
    key,
    kind: 'comment',
    task: { resultOf: made },
    body: alertClosed(account, verdict, because, open.takenOver, key),
    lane: 'alert',
  };
  if (open.takenOver) return [note];
  return [
    note,
    { ...head, key: `${key}.task`, kind: 'close_task', task: { resultOf: made }, listId: open.listId ?? '' },
  ];
}

export async function closeRecord(store: Store, alert: AlertRecord, because: string, now: Instant): Promise<void> {
  await store.alerts.put({ ...alert, closedAt: now, closeReason: because });
  await store.audit.add({
    at: now,
    actor: AGENT,
    what: 'alert_closed',
    accountKey: alert.accountKey,
    detail: { alert: alert.id, because },
  });
}
