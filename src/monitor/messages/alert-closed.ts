import type { Account } from '../../domain/account.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { bold, type Message, paragraph, text } from '../message.ts';
import { keyedLink } from '../outbox.ts';
import { evidenceInWords } from '../words.ts';

const REASONS: Readonly<Record<string, string>> = {
  progress: 'the account moves again',
  reached: 'first value is reached',
  left: 'the account has left',
  excluded: 'the account is excluded',
};

function reasonLine(account: Account, verdict: Assessment, because: string): string {
  const last = because === 'progress' || because === 'reached' ? verdict.recent.at(-1) : undefined;
  return `${REASONS[because] ?? because}${last === undefined ? '' : `: ${evidenceInWords(last, account.zone)}`}.`;
}

const signed = (account: Account, key: string) =>
  account.taskUrl === null ? text('') : keyedLink('account', account.taskUrl, key);

/** Why the alert task closes; one that a person has taken over stays theirs. */
export function alertClosed(
  account: Account,
  verdict: Assessment,
  because: string,
  takenOver: boolean,
  key: string,
): Message {
  const reason = reasonLine(account, verdict, because);
  const head = takenOver
    ? 'The reason for this alert is gone; I leave the task open, since it is yours now: '
    : 'Closed: ';
  return [paragraph(bold(head), `${reason} `, signed(account, key))];
}

export function softClosed(account: Account, verdict: Assessment, because: string, key: string): Message {
  return [
    paragraph(
      bold('Settled: '),
      `${reasonLine(account, verdict, because)} First Value Monitor, an agent · `,
      signed(account, key),
    ),
  ];
}
