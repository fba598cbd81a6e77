import type { Day } from '../../domain/account.ts';
import type { Colleague } from '../../domain/owner.ts';
import { bold, bullet, code, type Line, type Message, mention, paragraph, text } from '../message.ts';
import { linkToWritten } from '../outbox.ts';
import { dayInWords, plural } from '../words.ts';
import { accountLine } from './account-line.ts';
import type { JudgedNow } from '../conversation/judge-now.ts';

export interface DigestFacts {
  readonly owner: Colleague;
  readonly on: Day;
  /** Hard alerts that found no room in the day's budget. */
  readonly waiting: readonly JudgedNow[];
  /** Soft ones that the day's budget did not allow. */
  readonly soft: readonly JudgedNow[];
  /** Past the window without first value, or left without a warning: told once, to the lead. */
  readonly missed: readonly JudgedNow[];
  readonly budget: number;
  readonly windowDays: number;
  readonly checked: number;
  readonly key: string;
  /** The key of the task that it stands under. */
  readonly taskKey: string;
}

/** A longer list is not read; the rest is a number. */
const LONGEST = 25;

/** One comment a working day, under the CSM's standing task. */
export function digest(facts: DigestFacts): Message {
  const { owner, on, waiting, soft, missed, budget, windowDays, checked, key, taskKey } = facts;
  return [
    paragraph(mention(owner), text(' '), bold(`Digest of ${dayInWords(on)}`)),
    ...section(`Hard alerts beyond today’s ${budget}; each gets its task as soon as there is room:`, waiting),
    ...section('In use, but slower than they should be:', soft),
    ...section(
      `Missed, told once: past day ${windowDays} without first value, or gone without a warning in time:`,
      missed,
    ),
    ...(waiting.length + soft.length === 0
      ? []
      : [
          paragraph(
            'Answer on the account’s task and mention me: ',
            code('useful'),
            ', ',
            code('noise'),
            ', ',
            code('known'),
            ', ',
            code('snooze 7d REASON'),
            '.',
          ),
        ]),
    paragraph(
      `Checked ${plural(checked, 'account')}, nothing else is new. First Value Monitor, an agent · `,
      linkToWritten('this task', taskKey, key),
    ),
  ];
}

function section(title: string, accounts: readonly JudgedNow[]): readonly Line[] {
  if (accounts.length === 0) return [];
  const more = accounts.length - LONGEST;
  return [
    paragraph(bold(title)),
    ...accounts.slice(0, LONGEST).map(({ account, verdict }) => accountLine(account, verdict)),
    ...(more > 0 ? [bullet(`and ${more} more`)] : []),
  ];
}
