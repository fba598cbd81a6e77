import type { Account, Day, Instant } from '../../domain/account.ts';
import { NO_RUNS } from '../../domain/alert.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { lifeOf } from '../../domain/life.ts';
import { stateInWords } from '../../domain/standing-words.ts';
import { dayOf, dayToIso, localNoon } from '../../domain/local-date.ts';
import { firstEvidenceDay } from '../../domain/scene.ts';
import { bold, code, type Message, paragraph, type Span } from '../message.ts';
import { dayInWords, momentInWords } from '../words.ts';
import { noteAct } from './act.ts';
import { judgeOne } from './judge-now.ts';
import type { Act, AnswerDeps } from './said.ts';

/** What people know and the events do not: first value was reached, or was not, or an event was none. */

/** First value as a person saw it, on that date. It is marked so wherever it is shown, and no event touches it. */
export async function recordValue(deps: AnswerDeps, act: Act, on: Day): Promise<Message> {
  const { account, person, comment, now } = act;
  if (on > dayOf(now, account.zone)) return refused(`${dayInWords(on)} is still ahead of us.`);
  if (on < firstEvidenceDay(account.startedOn))
    return refused(`${account.name} only starts on ${dayInWords(account.startedOn)}.`);
  const earlier = lifeOf(account).before;
  if (earlier !== null && on <= dayOf(earlier.leftAt, account.zone))
    return refused(`That was before ${account.name} left; since its return it starts anew.`);
  // Noon stands for the date; this morning's word must not lie in the future.
  const reachedAt = Math.min(localNoon(on, account.zone), now);
  const record = { accountKey: account.key, reachedAt, reason: null, by: person.id, at: now, commentId: comment.id };
  await deps.store.corrections.recordValue(record);
  await noteAct(deps, 'value_recorded', act, { on: dayToIso(on) });
  const { daysToValue } = await judgeOne(deps, account, now);
  return [
    paragraph(
      bold(`First value of ${account.name}: ${dayInWords(on)}, day ${daysToValue ?? 0}. `),
      'Recorded by hand.',
    ),
    paragraph('It stands whatever the events say; ', code('not reached REASON'), ' takes it back.'),
  ];
}

/** First value is taken back, by hand or by events: from now on only what is still to come can make it. */
export async function denyValue(deps: AnswerDeps, act: Act, reason: string): Promise<Message> {
  const { account, person, comment, now } = act;
  if (reason === '') return refused('Please say why: ', code('not reached REASON'), '.');
  const before = await judgeOne(deps, account, now);
  if (before.reachedAt === null) return refused(`First value of ${account.name} is not reached as it is.`);
  await deps.store.corrections.recordValue({
    accountKey: account.key,
    reachedAt: null,
    reason,
    by: person.id,
    at: now,
    commentId: comment.id,
  });
  await noteAct(deps, 'value_taken_back', act, { reason, wasReachedAt: before.reachedAt });
  const after = await judgeOne(deps, account, now);
  await noteReopened(deps, account, after, now);
  return [
    paragraph(bold(`First value of ${account.name} is open again. `), `Now: ${stateInWords(after)}.`),
    paragraph('Your reason is kept. What happened up to now does not make it any more; what follows may.'),
  ];
}

/** One event is withdrawn: it is evidence for nothing, here and in every figure from now on. */
export async function withdrawEvent(deps: AnswerDeps, act: Act, messageId: string, reason: string): Promise<Message> {
  const { account, person, now } = act;
  const { store } = deps;
  const sent =
    account.accountId === null
      ? []
      : ((await store.events.ofAccounts([account.accountId], now)).get(account.accountId) ?? []);
  const event = sent.find((each) => each.messageId === messageId);
  if (event === undefined)
    return refused(`No event of ${account.name} has the id `, code(messageId), '; ', code('why'), ' lists the ids.');
  const before = await judgeOne(deps, account, now);
  const isNew = await store.corrections.withdraw({
    accountKey: account.key,
    messageId,
    reason,
    by: person.id,
    at: now,
  });
  if (!isNew) return refused('That event was withdrawn before.');
  await noteAct(deps, 'event_withdrawn', act, { messageId, event: event.name, eventAt: event.at, reason });
  const after = await judgeOne(deps, account, now);
  if (before.reachedAt !== null && after.reachedAt === null) await noteReopened(deps, account, after, now);
  return [
    paragraph(bold('Withdrawn: '), `“${event.name}”, ${momentInWords(event.at, account.zone)}. Your reason is kept.`),
    paragraph(consequence(before, after)),
  ];
}

/** A sweep finds value re-opened only where an earlier one saw it; whoever takes it back in between knows all the same. */
async function noteReopened(
  { store }: AnswerDeps,
  { key }: Account,
  { today, eventCount }: Assessment,
  now: Instant,
): Promise<void> {
  await store.standings.noteReopened({
    accountKey: key,
    state: 'reached',
    strength: null,
    since: now,
    ...NO_RUNS,
    reopenedOn: today,
    missedOn: null,
    lastDay: today,
    assessedAt: now,
    dueAt: 0,
    unheard: eventCount === 0,
  });
}

function consequence(before: Assessment, after: Assessment): string {
  if (after.reachedByHand) return 'First value stays: it was recorded by hand.';
  if (before.reachedAt !== null && after.reachedAt === null)
    return `First value is open again. Now: ${stateInWords(after)}.`;
  if (before.reachedAt !== after.reachedAt)
    return `First value was reached later than it seemed: ${stateInWords(after)}.`;
  return before.state === after.state ? 'The state stays as it is.' : `Now: ${stateInWords(after)}.`;
}

const refused = (...why: readonly (Span | string)[]): Message => [paragraph(bold('Nothing has changed. '), ...why)];
