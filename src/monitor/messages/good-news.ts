import type { Account } from '../../domain/account.ts';
import type { Assessment } from '../../domain/assessment.ts';
import type { Colleague } from '../../domain/owner.ts';
import { bold, bullet, type Message, mention, paragraph, text } from '../message.ts';
import { keyedLink } from '../outbox.ts';
import { evidenceInWords, momentInWords, plural, signalInWords } from '../words.ts';

/** First value reached: the date, the days it took, and what a success plan needs (statement, receipts, who used it). */
export function goodNews(
  account: Account,
  verdict: Assessment,
  statement: string,
  owner: Colleague | null,
  key: string,
): Message {
  const milestone = verdict.steps.at(-1);
  const receipts = milestone?.evidence.slice(-3) ?? [];
  const people = [...new Set((milestone?.evidence ?? []).flatMap((item) => item.userId ?? []))];
  const greeting = owner === null ? [] : [mention(owner), text(' ')];
  return [
    paragraph(...greeting, bold(`${account.name} has reached first value.`)),
    paragraph(bold('Milestone: '), statement),
    paragraph(
      bold('When: '),
      `${verdict.reachedAt === null ? '' : momentInWords(verdict.reachedAt, account.zone)}, ${plural(verdict.daysToValue ?? 0, 'day')} after the start`,
    ),
    ...(people.length === 0 ? [] : [paragraph(bold('Who used it: '), people.join(', '))]),
    ...(receipts.length === 0
      ? []
      : [paragraph(bold('Receipts: '), milestone === undefined ? '' : signalInWords(milestone.signal))]),
    ...receipts.map((item) => bullet(evidenceInWords(item, account.zone))),
    paragraph(
      'Ready for the success plan. First Value Monitor, an agent · ',
      account.taskUrl === null ? text('') : keyedLink('account', account.taskUrl, key),
    ),
  ];
}
