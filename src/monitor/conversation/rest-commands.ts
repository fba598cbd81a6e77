import { dayOf, dayToIso } from '../../domain/local-date.ts';
import { bold, code, type Message, paragraph } from '../message.ts';
import type { Verdict } from '../alert-store.ts';
import { noteTouch } from '../touch.ts';
import { dayInWords } from '../words.ts';
import type { Act, AnswerDeps } from './said.ts';

/** What CSMs say about alerts: rest for a while, stop the clock, run again, what it was worth. */

/** Alerts rest, the clock goes on. */
export async function snooze(
  { store }: AnswerDeps,
  { account, person, comment, now }: Act,
  days: number,
  reason: string,
): Promise<Message> {
  const today = dayOf(now, account.zone);
  const until = today + days;
  // The last word counts: a shorter snooze takes the place of a longer one.
  await store.accounts.endHolds(account.key, 'snooze', 'comment', today, now);
  await store.accounts.openHold(
    { accountKey: account.key, kind: 'snooze', from: today, until, source: 'comment', reason, byId: person.id },
    now,
  );
  await store.audit.add({
    at: now,
    actor: { kind: 'person', id: person.id },
    what: 'alerts_snoozed',
    accountKey: account.key,
    detail: { until: dayToIso(until), reason, commentId: comment.id },
  });
  return [
    paragraph(
      bold(`No alerts for ${account.name} until ${dayInWords(until)}. `),
      'Its clock goes on; ',
      code('resume'),
      ' ends this earlier.',
    ),
  ];
}

/** The clock stops: paused days count for nothing, and nothing is alerted. */
export async function pause(
  { store }: AnswerDeps,
  { account, person, comment, now }: Act,
  until: number,
  reason: string,
): Promise<Message> {
  const today = dayOf(now, account.zone);
  if (until <= today) return [paragraph(`${dayInWords(until)} is not ahead of us; nothing has changed.`)];
  // The new agreement takes the place of the earlier one.
  await store.accounts.endHolds(account.key, 'pause', 'comment', today, now);
  await store.accounts.openHold(
    {
      accountKey: account.key,
      kind: 'pause',
      from: today,
      until,
      source: 'comment',
      reason,
      byId: person.id,
      begins: now,
    },
    now,
  );
  await store.audit.add({
    at: now,
    actor: { kind: 'person', id: person.id },
    what: 'account_paused',
    accountKey: account.key,
    detail: { until: dayToIso(until), reason, commentId: comment.id },
  });
  return [
    paragraph(
      bold(`${account.name} is paused until ${dayInWords(until)}`),
      reason === '' ? '. ' : ` (${reason}). `,
      'Its clock stands still; ',
      code('resume'),
      ' lets it run again earlier.',
    ),
  ];
}

/** Ends what comments began; a pause that the task's own status says is the status's to end. */
export async function resume({ store }: AnswerDeps, { account, person, comment, now }: Act): Promise<Message> {
  const today = dayOf(now, account.zone);
  const paused = await store.accounts.endHolds(account.key, 'pause', 'comment', today, now);
  const snoozed = await store.accounts.endHolds(account.key, 'snooze', 'comment', today, now);
  const byStatus = account.pauses.some(({ until }) => until === null);
  if (!paused && !snoozed) {
    return [
      paragraph(
        byStatus
          ? 'The status of this task says that the account is paused: change the status, and its clock runs again.'
          : `${account.name} is neither paused nor snoozed.`,
      ),
    ];
  }
  await store.audit.add({
    at: now,
    actor: { kind: 'person', id: person.id },
    what: 'account_resumed',
    accountKey: account.key,
    detail: { paused, snoozed, commentId: comment.id },
  });
  return [paragraph(bold(`${account.name} is back. `), paused ? 'Its clock runs again.' : 'Alerts may come again.')];
}

/** One word from the alert's CSM; the last one counts. */
export async function judgeAlert(
  { store }: AnswerDeps,
  { account, person, comment, now }: Act,
  verdict: Verdict,
): Promise<Message> {
  const alert = (await store.alerts.ofAccount(account.key)).findLast(({ deliveredAt }) => deliveredAt !== null);
  if (alert === undefined) return [paragraph(`There has been no alert for ${account.name} yet.`)];
  if (alert.csmId !== person.id)
    return [paragraph(bold('Nothing has changed. '), 'The verdict on an alert is for the CSM who got it.')];
  await store.alerts.judge(alert.id, verdict, person.id, now);
  await noteTouch(store, { accountKey: account.key, alertId: alert.id }, comment.at, false);
  await store.audit.add({
    at: now,
    actor: { kind: 'person', id: person.id },
    what: 'alert_judged',
    accountKey: account.key,
    detail: { alert: alert.id, verdict, commentId: comment.id },
  });
  return [paragraph('Noted: ', code(verdict), '. It counts into how well these alerts are aimed.')];
}
