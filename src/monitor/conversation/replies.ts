import { bold, bullet, code, type Line, type Message, paragraph } from '../message.ts';
import type { Command } from './command.ts';

/** Answers that need no account. */

export function help(command: Command): Message {
  const head =
    command.kind === 'unknown' && command.said !== ''
      ? 'I did not understand that. What I understand, as the first word of a comment that mentions me:'
      : 'What I understand, as the first word of a comment that mentions me:';
  return [paragraph(head), ...commandLines()];
}

/** Every word that the agent understands, by what it is about. */
export const commandLines = (): readonly Line[] => [
  bullet(code('status'), ' where the account stands; ', code('why'), ' the numbers and events behind it'),
  bullet(code('stuck'), ' your own accounts by days without progress'),
  bullet(
    code('approve'),
    ', ',
    code('reject REASON'),
    ', ',
    code('edit'),
    ' and lines: for the onboarding lead and approvers; ',
    code('redraft'),
    ' asks for a new milestone',
  ),
  bullet(
    code('reached 2026-11-20'),
    ' records first value by hand; ',
    code('not reached REASON'),
    ' takes it back; ',
    code('retract MESSAGE_ID REASON'),
    ' withdraws one event',
  ),
  bullet(
    code('snooze 7d REASON'),
    ' lets alerts rest; ',
    code('pause until 2027-01-15 REASON'),
    ' stops the clock; ',
    code('resume'),
    ' ends both',
  ),
  bullet(code('away until 2027-01-15'), ' sends your new alerts to your deputy; ', code('back'), ' ends it'),
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

export const incomplete = ({ word, example, why }: Command & { kind: 'incomplete' }): Message => [
  paragraph(
    bold('Nothing has changed. '),
    ...(why === undefined ? ['I know ', code(word), ', but not what follows it.'] : [why]),
    ' Write it like this: ',
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
