import type { Account, Instant } from '../../domain/account.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { dayOf } from '../../domain/local-date.ts';
import type { AgreedPause } from '../../domain/question.ts';
import { reasonInWords } from '../../domain/reason-words.ts';
import { bold, type Line, link, paragraph } from '../message.ts';
import { agreementInWords } from '../messages/questions.ts';
import { alertKeys } from '../raise-alerts.ts';
import { reviewAccount } from '../review-account.ts';
import type { AlertRecord } from '../alert-store.ts';
import { momentInWords } from '../words.ts';
import type { AnswerDeps } from './said.ts';

/** What has become of the account's alert, or why there is none although its state would call for one. */
export async function alertLines(
  { store, rules }: AnswerDeps,
  account: Account,
  verdict: Assessment,
): Promise<readonly Line[]> {
  const open = (await store.alerts.open([account.key])).get(account.key) ?? null;
  if (open !== null) {
    const task = await store.outbox.result(alertKeys(open.id).task);
    const where = open.delivery === 'task' && task?.url !== undefined ? [link('its task', task.url)] : [];
    return [paragraph(bold('Alert: '), `${deliveryInWords(open, account.zone)} `, ...where)];
  }
  const { decision } = reviewAccount(
    account,
    verdict,
    {
      standing: (await store.standings.of([account.key])).get(account.key) ?? null,
      open,
      lastTold: (await store.alerts.lastTold([account.key])).get(account.key) ?? null,
      snoozedUntil: (await store.accounts.snoozedUntil([account.key])).get(account.key) ?? null,
    },
    rules.alerts,
  );
  if (verdict.state === 'fleet_hold') return [paragraph(bold('No alert: '), `${reasonInWords('fleet_hold')}.`)];
  if (decision.kind === 'wait') return [paragraph(bold('No alert yet: '), `${reasonInWords(decision.because)}.`)];
  return decision.kind === 'open' ? [paragraph(bold('No alert yet: '), 'the next sweep raises one.')] : [];
}

export function deliveryInWords(alert: AlertRecord, zone: string): string {
  const { delivery, strength, reason, deliveredAt, openedAt } = alert;
  const since = momentInWords(deliveredAt ?? openedAt, zone);
  const because = reason === null ? '' : `; ${reasonInWords(reason)}`;
  switch (delivery) {
    case 'task':
      return `${strength}, as a task since ${since}${because}.`;
    case 'comment':
      return `${strength}, as a comment on this task since ${since}${because}.`;
    case 'digest':
      return `${strength}, as a line of the digest since ${since}${because}.`;
    case 'held':
      return `${strength}, held back since ${since}${because}.`;
  }
}

/** A pause as it was agreed: who asked for it, why and until when. */
export async function pauseLines(
  { store }: Pick<AnswerDeps, 'store'>,
  account: Account,
  now: Instant,
): Promise<readonly Line[]> {
  const today = dayOf(now, account.zone);
  const pause: AgreedPause | undefined = (await store.accounts.lastPauses([account.key], today + 1)).get(account.key);
  if (pause === undefined || pause.from > today) return [];
  const by = (await store.people.all()).find(({ id }) => id === pause.byId)?.name ?? null;
  return [paragraph(bold('Paused '), `${agreementInWords(pause, by)}.`)];
}
