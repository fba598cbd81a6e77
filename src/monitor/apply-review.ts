import type { Account, Instant } from '../domain/account.ts';
import type { Assessment, Strength } from '../domain/assessment.ts';
import { stuckOn } from '../domain/alert.ts';
import type { OwnerChoice } from '../domain/owner.ts';
import { withinHours } from '../domain/delivery.ts';
import { holderOf, ownerOf } from './alert-owner.ts';
import type { Crew } from './keep-accounts.ts';
import type { AlertFactsForPeople, Move } from './messages/alert-facts.ts';
import { alertClosed, softClosed } from './messages/alert-closed.ts';
import { newsOfValue } from './news-of-value.ts';
import type { Write } from './outbox.ts';
import { alertKeys, changeWrites, listFor, moveWrites, textHash } from './raise-alerts.ts';
import { isAlertState, type Review } from './review-account.ts';
import { holidaysOfCsm, type Rules, zoneOfCsm } from './rules.ts';
import type { AlertRecord, PlanRecord, Store } from './store.ts';

export interface ApplyDeps {
  readonly store: Store;
  readonly rules: Rules;
  /** The suggested next move for this very gap. */
  readonly moveFor: (account: Account, verdict: Assessment, plan: PlanRecord | null) => Move;
}

/** Stores what one review means for standing, history and the account's open alert; new alerts are opened later, by rank. */
export async function applyReview(
  deps: ApplyDeps,
  crew: Crew,
  review: Review,
  plan: PlanRecord | null,
  now: Instant,
): Promise<readonly Write[]> {
  const { store } = deps;
  const { account, verdict } = review;
  await keepStanding(store, review, now);
  if (account.taskId === null) return [];
  const writes = [
    ...(await newsOfValue(deps, crew, review, plan, now)),
    ...(await followOpenAlert(deps, crew, review, plan, now)),
  ];
  if (review.held !== null && verdict.strength === null)
    await closeRecord(store, review.held, 'cleared before it was delivered', now);
  await store.outbox.add(writes, now);
  return writes;
}

async function keepStanding(
  store: Store,
  { account, verdict, runs, turned, reopenedOn, before }: Review,
  now: Instant,
): Promise<void> {
  const same = before !== null && !turned && before.strength === verdict.strength && before.lastDay === verdict.today;
  if (same) return;
  await store.standings.put({
    accountKey: account.key,
    state: verdict.state,
    strength: verdict.strength,
    since: turned || before === null ? now : before.since,
    ...runs,
    reopenedOn,
    lastDay: verdict.today,
    assessedAt: now,
  });
  if (turned || before?.strength !== verdict.strength)
    await store.standings.addHistory(account.key, now, verdict.state, verdict.strength);
}

async function followOpenAlert(
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
  return facts.owner.id === open.csmId ? [] : moveAlert(deps, open, facts, now);
}

/** Changes reach people within their hours; until then the next sweep finds the same change again. */
async function changeAlert(
  deps: ApplyDeps,
  crew: Crew,
  open: AlertRecord,
  facts: AlertFactsForPeople,
  rises: boolean,
  now: Instant,
): Promise<readonly Write[]> {
  const { rules, store } = deps;
  const zone = zoneOfCsm(rules, facts.owner.id, crew.zone);
  const isHoliday = holidaysOfCsm(rules, facts.owner.id);
  const taskId = facts.account.taskId;
  if (taskId === null || !withinHours(rules.alerts.hours, zone, now, isHoliday)) return [];
  const changed: AlertRecord = {
    ...open,
    kind: facts.kind,
    strength: facts.strength,
    urgent: facts.verdict.urgent,
    step: stuckOn(facts.verdict),
    delivery: rises ? 'task' : open.delivery,
    ...(rises && open.delivery === 'comment' ? { csmId: facts.owner.id, listId: listFor(rules, facts.owner.id) } : {}),
    textHash: textHash(facts),
  };
  await store.alerts.put(changed);
  await store.audit.add({
    at: now,
    actor: { kind: 'agent', id: null },
    what: 'alert_changed',
    accountKey: open.accountKey,
    detail: { alert: open.id, kind: facts.kind, strength: facts.strength },
  });
  const turn = await nextTurn(store, open);
  return changeWrites(open, facts, taskId, rises, turn, { rules, zone, now });
}

/** The account has another CSM now: the open alert moves to them. */
async function moveAlert(
  { store }: ApplyDeps,
  open: AlertRecord,
  facts: AlertFactsForPeople,
  now: Instant,
): Promise<readonly Write[]> {
  await store.alerts.put({ ...open, csmId: facts.owner.id });
  await store.audit.add({
    at: now,
    actor: { kind: 'agent', id: null },
    what: 'alert_moved',
    accountKey: open.accountKey,
    detail: { alert: open.id, from: open.csmId, to: facts.owner.id },
  });
  return moveWrites(open, facts, await nextTurn(store, open), now);
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
  const keys = alertKeys(open.id);
  const made = open.delivery === 'task' ? keys.task : keys.soft;
  const rows = await store.outbox.ofAlert(open.id);
  await store.outbox.withdraw(rows.map(({ key }) => key));
  const told = (await store.outbox.get(made))?.status;
  if (told === 'withdrawn' || told === 'abandoned') {
    // Nobody was told, so nobody is told that it is over, and the next alert need not keep silent after this one.
    await closeRecord(store, { ...open, deliveredAt: null }, because, now);
    return [];
  }
  await closeRecord(store, open, because, now);
  const head = { accountKey: account.key, alertId: open.id, notBefore: now, after: made };
  const key = `${open.id}.closed`;
  if (open.delivery === 'comment')
    return [
      {
        ...head,
        key,
        kind: 'edit_comment',
        comment: { resultOf: made },
        body: softClosed(account, verdict, because, key),
      },
    ];
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
    actor: { kind: 'agent', id: null },
    what: 'alert_closed',
    accountKey: alert.accountKey,
    detail: { alert: alert.id, because },
  });
}

/** What an alert says of this review; null when nobody active could own it or the state alerts nobody. */
export function factsFor(
  deps: Pick<ApplyDeps, 'moveFor'>,
  choice: OwnerChoice,
  { account, verdict }: Pick<Review, 'account' | 'verdict'>,
  plan: PlanRecord | null,
  alertId: string,
  strength: Strength,
): AlertFactsForPeople | null {
  if (choice.kind === 'nobody' || !isAlertState(verdict.state)) return null;
  return {
    alertId,
    account,
    verdict,
    kind: verdict.state,
    strength,
    statement: plan?.plan.statement ?? null,
    owner: choice.owner,
    instead: choice.instead,
    move: deps.moveFor(account, verdict, plan),
  };
}
