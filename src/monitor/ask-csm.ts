import type { Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import { dayOf, dayToIso } from '../domain/local-date.ts';
import type { Colleague } from '../domain/owner.ts';
import {
  type AgreedPause,
  ASKED_WITHIN_DAYS,
  isTrialQuestionDue,
  type PauseQuestion,
  pauseQuestion,
  SETTLED,
} from '../domain/question.ts';
import { ownerOf } from './alert-owner.ts';
import { isAtWork, workplaceOf } from './desk.ts';
import type { Crew } from './keep-accounts.ts';
import { commentOnAccount } from './comment-on-account.ts';
import { pauseQuestionComment, trialQuestion } from './messages/questions.ts';
import type { Write } from './outbox.ts';
import type { Review } from './review-account.ts';
import type { Rules } from './rules.ts';
import type { Store } from './store.ts';
import { writeOnce } from './write-once.ts';

interface AskDeps {
  readonly store: Store;
  readonly rules: Rules;
}

/**
 * What only a person knows is asked once, on the account's task, within the hours of whoever owns the account: whether a trial
 * that is over was converted, and whether a pause that is over, or has no end, still holds.
 */
export async function askCsm(deps: AskDeps, crew: Crew, review: Review, now: Instant): Promise<readonly Write[]> {
  const { account, verdict, pause } = review;
  // Most accounts have nothing to ask about: the owner is looked up for the others only.
  if (account.taskId === null || (account.trialEndsOn === null && pause === null)) return [];
  const choice = ownerOf(account, deps.rules, crew);
  if (choice.kind === 'nobody' || !isAtWork(deps.rules, crew, choice.owner.id, now)) return [];
  const { owner } = choice;
  const { zone, isHoliday } = workplaceOf(deps.rules, crew, owner.id);
  const writes: Write[] = [];
  if (isTrialQuestionDue(account, verdict.state, dayOf(now, zone), isHoliday))
    writes.push(askAboutTrial(deps, review, account.taskId, owner, now));
  const question = pauseQuestion(pause, verdict.state, dayOf(now, account.zone));
  if (question !== null && pause !== null)
    writes.push(askAboutPause(crew, { review, pause, question, owner, taskId: account.taskId }, now));
  const fresh = await writeOnce(deps.store, writes, now);
  for (const { key } of fresh)
    await deps.store.audit.add({
      at: now,
      actor: AGENT,
      what: key.includes('.trial-end.') ? 'trial_question_asked' : 'pause_question_asked',
      accountKey: account.key,
      detail: { key, asked: owner.id },
    });
  return fresh;
}

/** A question is due about now, and is put once whoever owns the account is at work: it is looked at with every sweep. */
export function isAskedAbout({ account, verdict, pause }: Review, now: Instant): boolean {
  const { taskId, trialEndsOn, zone } = account;
  if (taskId === null || SETTLED.has(verdict.state)) return false;
  const today = dayOf(now, zone);
  // The owner's date may be one off.
  const isTrialOver = trialEndsOn !== null && today >= trialEndsOn - 1 && today <= trialEndsOn + ASKED_WITHIN_DAYS + 1;
  return isTrialOver || pauseQuestion(pause, verdict.state, today) !== null;
}

function askAboutTrial({ rules }: AskDeps, { account }: Review, taskId: string, owner: Colleague, now: Instant): Write {
  const endedOn = account.trialEndsOn ?? 0;
  const key = `${taskId}.trial-end.${dayToIso(endedOn)}`;
  const leftStatuses = [...rules.statuses.left];
  const facts = { account, owner, key, endedOn, leftStatuses, trialField: rules.fields.trial_ends_on };
  return commentOnAccount(account.key, taskId, key, trialQuestion(facts), now);
}

interface PauseToAskAbout {
  readonly review: Review;
  readonly pause: AgreedPause;
  readonly question: PauseQuestion;
  readonly owner: Colleague;
  readonly taskId: string;
}

function askAboutPause(crew: Crew, { review, pause, question, owner, taskId }: PauseToAskAbout, now: Instant): Write {
  const { account, verdict } = review;
  const key =
    question.kind === 'expired'
      ? `${taskId}.pause-over.${dayToIso(question.until)}`
      : `${taskId}.pause-open.${dayToIso(question.since)}.${question.round}`;
  const askedBy = crew.people.find(({ id }) => id === pause.byId)?.name ?? null;
  const { day, activeDay } = verdict;
  const today = dayOf(now, account.zone);
  const body = pauseQuestionComment({ account, owner, key, pause, question, askedBy, day, activeDay, today });
  return commentOnAccount(account.key, taskId, key, body, now);
}
