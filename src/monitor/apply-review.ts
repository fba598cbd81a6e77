import type { Account, Instant } from '../domain/account.ts';
import type { Assessment, Strength } from '../domain/assessment.ts';
import { stuckOn } from '../domain/alert.ts';
import { chooseOwner, type OwnerChoice } from '../domain/owner.ts';
import { withinHours } from '../domain/delivery.ts';
import type { Crew } from './keep-accounts.ts';
import type { AlertFactsForPeople, Move } from './messages/alert-facts.ts';
import { alertClosed, softClosed } from './messages/alert-closed.ts';
import { goodNews } from './messages/good-news.ts';
import type { Write } from './outbox.ts';
import { alertKeys, changeWrites, moveWrites, textHash } from './raise-alerts.ts';
import { isAlertState, type Review } from './review-account.ts';
import { type Rules, zoneOfCsm } from './rules.ts';
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
  { account, verdict, runs, turned, before }: Review,
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
    lastDay: verdict.today,
    assessedAt: now,
  });
  if (turned || before?.strength !== verdict.strength)
    await store.standings.addHistory(account.key, now, verdict.state, verdict.strength);
}

/** One comment, once: the key is the account's, so a second telling is the same row. */
async function newsOfValue(
  { rules }: ApplyDeps,
  crew: Crew,
  review: Review,
  plan: PlanRecord | null,
  now: Instant,
): Promise<readonly Write[]> {
  const { account, verdict, turned } = review;
  if (!turned || verdict.state !== 'reached' || account.taskId === null || plan === null) return [];
  const news = verdict.reachedAt !== null && now - verdict.reachedAt <= rules.windowDays * DAY_MS;
  if (!news) return [];
  const owner = ownerOf(account, rules, crew);
  const key = `${account.taskId}.reached`;
  const body = goodNews(account, verdict, plan.plan.statement, owner.kind === 'found' ? owner.owner : null, key);
  return [
    {
      key,
      accountKey: account.key,
      alertId: null,
      notBefore: now,
      after: null,
      kind: 'comment',
      task: { id: account.taskId },
      body,
      lane: 'alert',
    },
  ];
}

const DAY_MS = 86_400_000;

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
  const facts = factsFor(
    deps,
    crew,
    review,
    plan,
    open.id,
    decision.kind === 'update' ? decision.strength : open.strength,
  );
  if (facts === null) return [];
  if (decision.kind === 'update') return changeAlert(deps, crew, open, facts, decision.rises, now);
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
  const taskId = facts.account.taskId;
  if (taskId === null || !withinHours(rules.alerts.hours, zone, now)) return [];
  const changed: AlertRecord = {
    ...open,
    kind: facts.kind,
    strength: facts.strength,
    urgent: facts.verdict.urgent,
    step: stuckOn(facts.verdict),
    delivery: rises ? 'task' : open.delivery,
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
  return changeWrites(open, facts, taskId, rises, { rules, zone, now });
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
  return moveWrites(open, facts, now);
}

async function closeAlert(
  store: Store,
  { account, verdict }: Review,
  open: AlertRecord,
  because: string,
  now: Instant,
): Promise<readonly Write[]> {
  await closeRecord(store, open, because, now);
  const keys = alertKeys(open.id);
  const made = open.delivery === 'task' ? keys.task : keys.soft;
  await store.outbox.withdraw([keys.task, keys.mention, keys.soft]);
  if ((await store.outbox.get(made))?.status === 'withdrawn') return [];
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

async function closeRecord(store: Store, alert: AlertRecord, because: string, now: Instant): Promise<void> {
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
  deps: Pick<ApplyDeps, 'rules' | 'moveFor'>,
  crew: Crew,
  { account, verdict }: Pick<Review, 'account' | 'verdict'>,
  plan: PlanRecord | null,
  alertId: string,
  strength: Strength,
): AlertFactsForPeople | null {
  const choice = ownerOf(account, deps.rules, crew);
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

/** Active members only: guests are customers, negative ids are ClickUp's own agents, and ours is nobody's CSM. */
export function ownerOf(account: Account, rules: Rules, crew: Crew): OwnerChoice {
  const available = new Map(
    crew.people
      .filter(({ id, role }) => id > 0 && role !== 'guest' && id !== crew.seat.id)
      .map(({ id, name }) => [id, { id, name }]),
  );
  return chooseOwner(account, rules.owners, available);
}
