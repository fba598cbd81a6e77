import type { Account } from '../../domain/account.ts';
import type { Assessment, StepStanding } from '../../domain/assessment.ts';
import type { Colleague } from '../../domain/owner.ts';
import { bold, bullet, type Line, type Message, mention, paragraph, type Span, text } from '../message.ts';
import { keyedLink } from '../outbox.ts';
import { dayInWords, evidenceInWords, momentInWords, plural, signalInWords } from '../words.ts';
import { dayOf } from '../../domain/local-date.ts';

export interface GoodNewsFacts {
  readonly account: Account;
  readonly verdict: Assessment;
  /** The milestone of the plan in force; null where a person recorded value without one. */
  readonly statement: string | null;
  readonly owner: Colleague | null;
  /** Who recorded it by hand; null where events show it. */
  readonly recordedBy: string | null;
  readonly key: string;
}

/** First value reached: the date, the days it took, and what a success plan needs (statement, receipts, who used it). */
export function goodNews({ account, verdict, statement, owner, recordedBy, key }: GoodNewsFacts): Message {
  return [
    paragraph(...greeting(owner), bold(`${account.name} has reached first value.`)),
    ...(statement === null ? [] : [paragraph(bold('Milestone: '), statement)]),
    paragraph(
      bold('When: '),
      `${whenInWords(account, verdict)}, ${plural(verdict.daysToValue ?? 0, 'day')} after the start`,
    ),
    ...(recordedBy === null
      ? receiptLines(account, verdict.steps.at(-1))
      : [paragraph(bold('Recorded by hand: '), `by ${recordedBy}, in a comment; it does not rest on events.`)]),
    paragraph('Ready for the success plan. First Value Monitor, an agent · ', signature(account, key)),
  ];
}

/** A person names a date, an event has its minute. */
function whenInWords(account: Account, { reachedAt, reachedByHand }: Assessment): string {
  if (reachedAt === null) return '';
  return reachedByHand ? dayInWords(dayOf(reachedAt, account.zone)) : momentInWords(reachedAt, account.zone);
}

function receiptLines(account: Account, milestone: StepStanding | undefined): readonly Line[] {
  if (milestone === undefined) return [];
  const people = [...new Set(milestone.evidence.flatMap((item) => item.userId ?? []))];
  const receipts = milestone.evidence.slice(-3);
  return [
    ...(people.length === 0 ? [] : [paragraph(bold('Who used it: '), people.join(', '))]),
    ...(receipts.length === 0 ? [] : [paragraph(bold('Receipts: '), signalInWords(milestone.signal))]),
    ...receipts.map((item) => bullet(evidenceInWords(item, account.zone))),
  ];
}

export interface ReopenedFacts extends Pick<GoodNewsFacts, 'account' | 'verdict' | 'owner' | 'key'> {
  /** What a person gave as the reason; null where no one did: then a rule or the plan has changed. */
  readonly because: string | null;
}

/** One reply under the good news: what counted does not count any more, and where the account stands without it. */
export function valueReopened({ account, verdict, owner, because, key }: ReopenedFacts): Message {
  const why = because ?? 'the plan, or the rules of what counts, have changed';
  const stuck = verdict.daysStuck === null ? '' : ` ${plural(verdict.daysStuck, 'day')} without progress.`;
  return [
    paragraph(...greeting(owner), bold(`First value of ${account.name} is open again: `), `${why}.`),
    paragraph(
      `Day ${verdict.day}.${stuck} There is no hard alert about it for now. First Value Monitor, an agent · `,
      signature(account, key),
    ),
  ];
}

const greeting = (owner: Colleague | null): readonly Span[] => (owner === null ? [] : [mention(owner), text(' ')]);

const signature = (account: Account, key: string): Span =>
  account.taskUrl === null ? text('') : keyedLink('account', account.taskUrl, key);
