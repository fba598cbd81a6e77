import type { Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import { mayDeliver } from '../domain/delivery.ts';
import type { Colleague } from '../domain/owner.ts';
import { CALL_AGAIN_AFTER, CALL_LEAD_AFTER, type Reminder, reminderFor } from '../domain/reminder.ts';
import { holderOf, members } from './alert-owner.ts';
import { deskOf, isAtWork, workplaceOf } from './desk.ts';
import { type ApplyDeps, factsFor } from './facts-for.ts';
import type { Crew } from './keep-accounts.ts';
import type { AlertFactsForPeople } from './messages/alert-facts.ts';
import type { Message } from './message.ts';
import { calledAgain, leadCalled } from './messages/reminders.ts';
import type { Write } from './outbox.ts';
import { alertKeys, softWrites } from './raise-alerts.ts';
import type { Review } from './review-account.ts';
import type { AlertRecord } from './alert-store.ts';
import type { PlanRecord } from './plan-store.ts';
import { writeOnce } from './write-once.ts';

/** An open alert that stands as it was; whether it is time to call somebody again is looked at after the new ones were placed. */
export interface Standing {
  readonly review: Review;
  readonly plan: PlanRecord | null;
  readonly open: AlertRecord;
}

/** Alerts that are open and still true, of accounts whose alerts do not rest. */
export function standingOf(review: Review, plan: PlanRecord | null): Standing | null {
  const { open, decision, verdict, isSnoozed } = review;
  if (open === null || decision.kind !== 'keep' || verdict.strength === null || isSnoozed) return null;
  return { review, plan, open };
}

/**
 * Calls again where nobody has touched an alert (METHOD section 6, Firing): its CSM after 5 working days, the lead after 10, each
 * once; a soft comment is repeated after 10, with what the day's budget leaves.
 */
export async function remind(
  deps: ApplyDeps,
  crew: Crew,
  standing: readonly Standing[],
  now: Instant,
): Promise<readonly Write[]> {
  const writes: Write[] = [];
  for (const each of standing) {
    if (reminderOf(deps, crew, each.open, now) === null) continue;
    // What a sweep beside this one, or a person, has done to it since it was judged.
    const open = (await deps.store.alerts.open([each.open.accountKey])).get(each.open.accountKey);
    if (open === undefined || open.id !== each.open.id) continue;
    const reminder = reminderOf(deps, crew, open, now);
    if (reminder !== null) writes.push(...(await remindOne(deps, crew, { ...each, open }, reminder, now)));
  }
  return writes;
}

function reminderOf({ rules }: ApplyDeps, crew: Crew, open: AlertRecord, now: Instant): Reminder | null {
  if (open.csmId === null) return null;
  const { zone, isHoliday } = workplaceOf(rules, crew, open.csmId);
  return reminderFor(open, zone, now, isHoliday);
}

async function remindOne(
  deps: ApplyDeps,
  crew: Crew,
  { review, plan, open }: Standing,
  reminder: Reminder,
  now: Instant,
): Promise<readonly Write[]> {
  const choice = holderOf(open, review.account, deps.rules, crew);
  const facts = factsFor(deps, choice, review, plan, open.id, open.strength);
  if (facts === null) return [];
  if (reminder === 'soft_again') return repeatSoft(deps, crew, open, facts, now);
  const called = reminder === 'csm' ? facts.owner : leadOfTeam(deps, crew);
  // Whoever is away reads it when they are back, and the lead does not wait for that.
  if (called === null || crew.away?.has(called.id) === true || !isAtWork(deps.rules, crew, called.id, now)) return [];
  if (reminder === 'lead' && called.id === facts.owner.id) return [];
  const key = reminder === 'csm' ? `${open.id}.again.${called.id}` : `${open.id}.lead`;
  const body =
    reminder === 'csm' ? calledAgain(facts, key, CALL_AGAIN_AFTER) : leadCalled(facts, called, key, CALL_LEAD_AFTER);
  const fresh = await writeOnce(deps.store, [threadWrite(open, key, body, now)], now);
  if (fresh.length > 0) await note(deps, open, reminder, called, now);
  return fresh;
}

const leadOfTeam = ({ rules }: ApplyDeps, crew: Crew): Colleague | null =>
  rules.owners.lead === null ? null : (members(crew).get(rules.owners.lead) ?? null);

function threadWrite(open: AlertRecord, key: string, body: Message, now: Instant): Write {
  const { task } = alertKeys(open.id);
  const head = { key, accountKey: open.accountKey, alertId: open.id, notBefore: now, after: task };
  return { ...head, kind: 'comment', task: { resultOf: task }, body, lane: 'alert' };
}

async function repeatSoft(
  deps: ApplyDeps,
  crew: Crew,
  open: AlertRecord,
  facts: AlertFactsForPeople,
  now: Instant,
): Promise<readonly Write[]> {
  // What a digest told of, the digest tells again.
  if (open.delivery !== 'comment' || facts.account.taskId === null) return [];
  const desk = await deskOf(deps, crew, facts.owner.id, now);
  if (mayDeliver(deps.rules.alerts, desk.zone, desk.calledToday, now, desk.isHoliday).kind === 'held') return [];
  const repeats = open.repeats + 1;
  await deps.store.alerts.put({ ...open, repeats, calledAt: now });
  const writes = softWrites(facts, facts.account.taskId, repeats, { now });
  await deps.store.outbox.add(writes, now);
  await note(deps, open, 'soft_again', facts.owner, now);
  return writes;
}

async function note(
  { store }: ApplyDeps,
  open: AlertRecord,
  reminder: Reminder,
  called: Colleague,
  now: Instant,
): Promise<void> {
  await store.audit.add({
    at: now,
    actor: AGENT,
    what: 'alert_called_again',
    accountKey: open.accountKey,
    detail: { alert: open.id, as: reminder, called: called.id },
  });
}
