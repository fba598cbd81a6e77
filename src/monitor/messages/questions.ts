import type { Account, Day } from '../../domain/account.ts';
import type { Colleague } from '../../domain/owner.ts';
import type { AgreedPause, PauseQuestion } from '../../domain/question.ts';
import { bold, code, type Line, type Message, mention, paragraph, type Span, text } from '../message.ts';
import { dayInWords, plural } from '../words.ts';
import { signature } from './signature.ts';

/** What the agent asks a CSM on the account's task, and how to answer. */
export interface QuestionFacts {
  readonly account: Account;
  readonly owner: Colleague;
  readonly key: string;
}

export interface TrialFacts extends QuestionFacts {
  readonly endedOn: Day;
  /** The statuses that say that a customer has left, and the name of the field, as this workspace calls them. */
  readonly leftStatuses: readonly string[];
  readonly trialField: string;
}

export function trialQuestion({ account, owner, key, endedOn, leftStatuses, trialField }: TrialFacts): Message {
  const statuses = leftStatuses.flatMap((name, index) => [...(index === 0 ? [] : [text(' or ')]), code(name)]);
  const left =
    statuses.length === 0
      ? ['Left: say so in the status of this task (monitor.yaml, statuses.left, names none yet).']
      : ['Left: set the status of this task to ', ...statuses, '.'];
  return [
    paragraph(
      mention(owner),
      text(' '),
      bold(`The trial of ${account.name} ended on ${dayInWords(endedOn)}: converted, or left?`),
    ),
    paragraph('Converted: clear the field ', code(trialField), ', or set its new date.'),
    paragraph(...left),
    paragraph('Until I know, I go on as with any customer. ', ...signature(account, key)),
  ];
}

export interface PauseFacts extends QuestionFacts {
  readonly pause: AgreedPause;
  readonly question: PauseQuestion;
  /** Who asked for the pause; null where nobody is known. */
  readonly askedBy: string | null;
  /** Both clocks: days since the start, with and without pauses. */
  readonly day: number;
  readonly activeDay: number;
  readonly today: Day;
}

export function pauseQuestionComment(facts: PauseFacts): Message {
  const { account, owner, key, day, activeDay } = facts;
  return [
    paragraph(mention(owner), text(' '), ...headOf(facts)),
    paragraph(bold('Agreed: '), agreementInWords(facts.pause, facts.askedBy), '.'),
    paragraph(bold('Clocks: '), `day ${day} since the start, ${activeDay} of them without pauses.`),
    answerOf(facts.question),
    paragraph(...signature(account, key)),
  ];
}

function headOf({ account, question, today }: PauseFacts): readonly Span[] {
  if (question.kind === 'expired')
    return [
      bold(`The pause of ${account.name} ended on ${dayInWords(question.until)}. `),
      text('Its clock runs again.'),
    ];
  return [
    bold(`${account.name} has been paused for ${plural(today - question.since, 'day')}, with no end date. `),
    text('Does that still hold?'),
  ];
}

function answerOf(question: PauseQuestion): Line {
  if (question.kind === 'expired')
    return paragraph('Nothing to do if they are back; if not, reply ', code('pause until DATE REASON'), '.');
  return paragraph(
    'If they are back, change the status of this task; an end date (',
    code('pause until DATE REASON'),
    ') is better than none.',
  );
}

/** `Cara Chen asked for it on …`: who, why, from when, until when. */
export function agreementInWords({ from, until, source, reason }: AgreedPause, askedBy: string | null): string {
  const who = askedBy ?? (source === 'status' ? 'the status of its task' : 'a colleague');
  const why = source === 'status' || reason === null || reason === '' ? '' : `: ${reason}`;
  const end = until === null ? 'with no end date' : `until ${dayInWords(until)}`;
  return `by ${who}, from ${dayInWords(from)} ${end}${why}`;
}
