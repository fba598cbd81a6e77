import type { Account, Instant } from '../../domain/account.ts';
import { stuckOn } from '../../domain/alert.ts';
import { assess } from '../../domain/assess.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { stateInWords } from '../../domain/standing-words.ts';
import { bold, bullet, code, type Line, type Message, paragraph } from '../message.ts';
import { evidenceLines } from '../messages/alert-task.ts';
import { createSnapshotReader } from '../snapshots.ts';
import { countInWords, momentInWords, percent, plural, signalInWords } from '../words.ts';
import type { AnswerDeps } from './answer-comment.ts';
import type { Command } from './command.ts';

/** Answers that change nothing. */

export function help(command: Command): Message {
  const head =
    command.kind === 'unknown' && command.said !== ''
      ? 'I did not understand that. What I understand, as the first word of a comment that mentions me:'
      : 'What I understand, as the first word of a comment that mentions me:';
  return [
    paragraph(head),
    bullet(code('status'), ' where the account stands; ', code('why'), ' the events behind it'),
    bullet(
      code('approve'),
      ', ',
      code('reject REASON'),
      ', ',
      code('edit'),
      ' and lines: for the onboarding lead and approvers',
    ),
    bullet(code('redraft'), ' asks for a new milestone'),
    bullet(
      code('snooze 7d REASON'),
      ' lets alerts rest; ',
      code('pause until 2027-01-15 REASON'),
      ' stops the clock; ',
      code('resume'),
      ' ends both',
    ),
    bullet(
      code('useful'),
      ', ',
      code('noise'),
      ', ',
      code('known'),
      ' or ',
      code('too late'),
      ': what the alert was worth, from the CSM who got it',
    ),
    bullet(code('help'), ' this list'),
  ];
}

export const incomplete = ({ word, example }: Command & { kind: 'incomplete' }): Message => [
  paragraph(
    bold('Nothing has changed. '),
    'I know ',
    code(word),
    ', but not what follows it. Write it like this: ',
    code(example),
    '.',
  ),
];

export const noAccount = (): Message => [
  paragraph(
    'This task is not one of the accounts I watch. Mention me on the account’s own task, or put this one into the accounts list.',
  ),
];

export const mayNot = (command: Command, who: string): Message => [
  paragraph(bold('Nothing has changed. '), code(command.kind), ` is for ${who}.`),
];

/** `status`: where the account stands. `why`: the same with every step and the events behind it. */
export async function status(
  { store, exclusion, rules }: AnswerDeps,
  account: Account,
  kind: 'status' | 'why',
  now: Instant,
): Promise<Message> {
  const reader = createSnapshotReader({ store, exclusion, policyOf: rules.policyOf });
  const [snapshot] = await reader.load([account], now);
  if (snapshot === undefined) return noAccount();
  const verdict = assess(snapshot, now);
  const lines = [paragraph(bold(`${account.name}: `), stateInWords(verdict)), paragraph(standing(verdict))];
  return kind === 'status' ? lines : [...lines, ...steps(verdict, account), ...evidenceLines({ verdict, account })];
}

function standing(verdict: Assessment): string {
  const step = stuckOn(verdict);
  const progress =
    verdict.progress === null
      ? 'no plan is in force'
      : `progress ${percent(verdict.progress)}${verdict.expected === null ? '' : `, expected by now ${percent(verdict.expected)}`}`;
  const stuck =
    verdict.daysStuck === null
      ? ''
      : `; ${plural(verdict.daysStuck, 'day')} without progress${step === null ? '' : ` on “${step}”`}`;
  return `Day ${verdict.day}; ${progress}${stuck}.`;
}

function steps(verdict: Assessment, account: Account): readonly Line[] {
  return verdict.steps.map((step) =>
    bullet(
      bold(step.name),
      `: ${step.reachedAt === null ? `${countInWords(step)}, target day ${step.byDay}` : `reached ${momentInWords(step.reachedAt, account.zone)}`} (${signalInWords(step.signal)})`,
    ),
  );
}
