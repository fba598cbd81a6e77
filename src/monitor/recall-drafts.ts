import type { Account, AccountKey, Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import { CALL_LEAD_ABOUT_DRAFT_AFTER, draftReminder } from '../domain/reminder.ts';
import type { Colleague } from '../domain/owner.ts';
import { members } from './alert-owner.ts';
import { isAtWork, workplaceOf } from './desk.ts';
import { draftKey } from './store-draft.ts';
import { leadOf } from './who-approves.ts';
import type { Crew } from './keep-accounts.ts';
import type { Message } from './message.ts';
import { draftRecalled, leadCalledToDraft } from './messages/reminders.ts';
import type { Write } from './outbox.ts';
import type { Rules } from './rules.ts';
import type { PlanRecord } from './plan-store.ts';
import type { Store } from './store.ts';
import { writeOnce } from './write-once.ts';

export interface RecallDeps {
  readonly store: Store;
  readonly rules: Rules;
}

/**
 * A draft that waits 3 working days is recalled once in its thread; after 8 `owners.lead` is mentioned, once (CONTRACT section 7,
 * Drafting). Days are those of whoever is asked, and so are the hours in which they are called.
 */
export async function recallDrafts(deps: RecallDeps, crew: Crew, now: Instant): Promise<readonly Write[]> {
  const { store } = deps;
  const keys = await store.plans.waitingKeys();
  const writes: Write[] = [];
  for (let from = 0; from < keys.length; from += CHUNK) {
    const newest = await store.plans.newest(keys.slice(from, from + CHUNK));
    for (const [key, plan] of newest) {
      // Whose draft is younger than that has no working day to count.
      if (now - plan.draftedAt < SOONEST_MS) continue;
      writes.push(...(await recallOne(deps, crew, key, plan, now)));
    }
  }
  const fresh = await writeOnce(store, writes, now);
  for (const { key, accountKey } of fresh)
    await store.audit.add({
      at: now,
      actor: AGENT,
      what: 'draft_recalled',
      accountKey,
      detail: { key },
    });
  return fresh;
}

const CHUNK = 500;
const SOONEST_MS = 2 * 86_400_000;

async function recallOne(
  { store, rules }: RecallDeps,
  crew: Crew,
  key: AccountKey,
  plan: PlanRecord,
  now: Instant,
): Promise<readonly Write[]> {
  const account = await store.accounts.byKey(key);
  if (account === null || account.taskId === null || account.status !== 'open') return [];
  const asked = leadOf(account, rules, crew);
  const boss = rules.owners.lead === null ? null : (members(crew).get(rules.owners.lead) ?? null);
  const counted = asked ?? boss;
  if (counted === null) return [];
  const { zone, isHoliday } = workplaceOf(rules, crew, counted.id);
  const due = draftReminder(plan.draftedAt, zone, now, isHoliday);
  const called = due === 'lead' ? boss : due === 'asked' ? asked : null;
  if (due === null || called === null || !isAtWork(rules, crew, called.id, now)) return [];
  const write = due === 'lead' ? leadCallKey(account, plan.version) : `${draftKey(account, plan.version)}.recall`;
  const body = bodyFor(due, account, called, asked, plan, write);
  return [await inThread(store, account, account.taskId, plan.version, write, body, now)];
}

function bodyFor(
  due: 'asked' | 'lead',
  account: Account,
  called: Colleague,
  asked: Colleague | null,
  plan: PlanRecord,
  key: string,
): Message {
  return due === 'asked'
    ? draftRecalled(account, called, plan.plan.statement, key)
    : leadCalledToDraft(account, called, asked, CALL_LEAD_ABOUT_DRAFT_AFTER, key);
}

const leadCallKey = (account: Account, version: number): string => `${draftKey(account, version)}.lead`;

/** Whoever is mentioned may approve: the lead too, once they were called to this very draft. */
export async function isCalledToDraft(
  { store, rules }: RecallDeps,
  account: Account,
  personId: number,
): Promise<boolean> {
  if (personId !== rules.owners.lead) return false;
  const plan = (await store.plans.newest([account.key])).get(account.key);
  return plan !== undefined && (await store.outbox.get(leadCallKey(account, plan.version))) !== null;
}

/** Under the comment that shows the draft: an edited version stands in the thread of the one that it changes. */
async function inThread(
  store: Store,
  account: Account,
  taskId: string,
  version: number,
  key: string,
  body: Message,
  now: Instant,
): Promise<Write> {
  const head = { key, accountKey: account.key, alertId: null, notBefore: now, lane: 'alert', body } as const;
  for (let shown = version; shown > 0; shown -= 1) {
    const thread = draftKey(account, shown);
    const row = await store.outbox.get(thread);
    if (row !== null && row.status !== 'abandoned' && row.status !== 'withdrawn')
      return { ...head, after: thread, kind: 'reply', taskId, comment: { resultOf: thread } };
  }
  return { ...head, after: null, kind: 'comment', task: { id: taskId } };
}
