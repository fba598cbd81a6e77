import type { Assessment } from '../../domain/assessment.ts';
import { amongOthersInWords } from '../../domain/rank-words.ts';
import { bold, bullet, code, heading, type Line, type Message, mention, paragraph, text } from '../message.ts';
import { keyedLink, linkToWritten } from '../outbox.ts';
import { countInWords, dayInWords, evidenceInWords, momentInWords, percent, plural, signalInWords } from '../words.ts';
import { whoseMoveLines } from './whose-move-lines.ts';
import { type AlertFactsForPeople, KIND_IN_WORDS, openStepOf, stuckInWords, whyInWords } from './alert-facts.ts';

/** The alert task's description: what, where, how long, why, what next, each within a glance. */
export function alertTaskBody(facts: AlertFactsForPeople, key: string): Message {
  const { account, instead, owner } = facts;
  return [
    paragraph(bold('Milestone: '), milestoneWords(facts)),
    paragraph(bold('Where it stands: '), standingWords(facts)),
    ...amongOthers(facts),
    paragraph(bold('Stuck for: '), stuckInWords(facts)),
    paragraph(bold('Why now: '), whyInWords(facts)),
    ...(instead === null ? [] : [paragraph(bold(`Why ${owner.name}: `), instead)]),
    ...whoseMoveLines(facts.move.whose ?? null),
    heading('What to do'),
    ...facts.move.moves.map((move) => bullet(move)),
    paragraph(bold('Words you could send: '), facts.move.message),
    heading('The way so far'),
    ...stepLines(facts),
    heading('Evidence'),
    ...evidenceLines(facts),
    heading('How to answer'),
    paragraph(
      'Comment on the account task and mention me: ',
      code('useful'),
      ', ',
      code('noise'),
      ', ',
      code('known'),
      ' or ',
      code('too late'),
      ' tells me what this alert was worth; ',
      code('snooze 7d REASON'),
      ' or ',
      code('pause until DATE REASON'),
      ' lets it rest.',
    ),
    paragraph(
      'It closes by itself on real progress. First Value Monitor, an agent · ',
      account.taskUrl === null ? text(account.name) : keyedLink('account task', account.taskUrl, key),
    ),
  ];
}

function milestoneWords({ account, statement, verdict }: AlertFactsForPeople): string {
  if (statement === null) return 'no plan is in force yet; judged by the events that count as core use';
  const target = verdict.steps.at(-1);
  return target === undefined
    ? statement
    : `${statement} (target: day ${target.byDay}, ${dayInWords(account.startedOn + target.byDay)})`;
}

function standingWords({ verdict, account }: AlertFactsForPeople): string {
  const day =
    verdict.day === verdict.activeDay
      ? `day ${verdict.day}`
      : `day ${verdict.day}, ${verdict.activeDay} without pauses`;
  const before = verdict.steps.slice(0, -1);
  const reached = before.filter((step) => step.reachedAt !== null).length;
  const steps = before.length === 0 ? '' : `; ${reached} of ${plural(before.length, 'step')} reached`;
  const progress =
    verdict.progress === null || verdict.expected === null
      ? ''
      : `; progress ${percent(verdict.progress)}, expected by now ${percent(verdict.expected)}`;
  const behind =
    verdict.daysBehind === null || verdict.daysBehind < 1
      ? ''
      : `; ${plural(Math.round(verdict.daysBehind), 'day')} behind`;
  const trial =
    verdict.trialDaysLeft === null || account.trialEndsOn === null
      ? ''
      : `; trial ends ${dayInWords(account.trialEndsOn)}`;
  return `${day} since ${dayInWords(account.startedOn)}${steps}${progress}${behind}${trial}`;
}

const amongOthers = ({ verdict }: AlertFactsForPeople): readonly Line[] => {
  const words = amongOthersInWords(verdict);
  return words === null ? [] : [paragraph(bold('Among others: '), words)];
};

function stepLines({ verdict, account }: AlertFactsForPeople): readonly Line[] {
  if (verdict.steps.length === 0) return [paragraph('No steps: no plan is in force.')];
  return verdict.steps.map((step) => {
    const done =
      step.reachedAt === null
        ? `${countInWords(step)}, target day ${step.byDay}`
        : `reached ${momentInWords(step.reachedAt, account.zone)}`;
    return bullet(bold(step.name), `: ${done} (${signalInWords(step.signal)})`);
  });
}

/** Receipts: what was seen and what was not, and both explanations where nothing ever came. */
export function evidenceLines({ verdict, account }: Pick<AlertFactsForPeople, 'verdict' | 'account'>): readonly Line[] {
  if (verdict.eventCount === 0) {
    return [
      bullet(
        `No event has ever arrived for “${account.accountId ?? 'this account'}”: either nobody has used the product, or the product sends another id for it. Check the Account ID field first.`,
      ),
    ];
  }
  const last = verdict.recent.at(-1);
  return [
    ...activityInWords(verdict, account.zone).map((words) => bullet(words)),
    ...(last === undefined ? [] : [bullet(`Last seen: ${evidenceInWords(last, account.zone)}`)]),
  ];
}

/** How much is known of an account that has sent something: in all, and of late. */
export function activityInWords(verdict: Assessment, zone: string): readonly string[] {
  const core =
    verdict.lastCoreAt === null
      ? 'none of them is core use'
      : `${verdict.coreCount} of them are core use, the last on ${momentInWords(verdict.lastCoreAt, zone)}`;
  return [
    `${plural(verdict.eventCount, 'event')} known; ${core}`,
    `In the last seven working days: activity on ${plural(verdict.activeDays, 'day')}, core use on ${plural(verdict.coreDays, 'day')}`,
  ];
}

/** The one comment on the account task that calls the CSM to the alert task. */
export function alertMention(facts: AlertFactsForPeople, key: string, taskKey: string): Message {
  const { account, kind, move, owner, instead } = facts;
  return [
    paragraph(
      mention(owner),
      text(' '),
      bold(`${account.name}: ${KIND_IN_WORDS[kind]}.`),
      ` Stuck for ${stuckInWords(facts)}.`,
    ),
    paragraph(bold('First move: '), move.moves[0] ?? ''),
    ...(instead === null ? [] : [paragraph(`Why you: ${instead}.`)]),
    paragraph(
      linkToWritten('Everything about it is in the alert task', taskKey),
      ' · ',
      account.taskUrl === null ? text('First Value Monitor') : keyedLink('First Value Monitor', account.taskUrl, key),
    ),
  ];
}

/** One line in the alert task's thread when its reason or step changes. */
export function alertChanged(facts: AlertFactsForPeople, key: string, rises: boolean): Message {
  const call = rises ? [mention(facts.owner), text(' ')] : [];
  const { account } = facts;
  return [
    paragraph(
      ...call,
      `Now: ${KIND_IN_WORDS[facts.kind]}, stuck for ${stuckInWords(facts)}. `,
      account.taskUrl === null ? text('') : keyedLink('account task', account.taskUrl, key),
    ),
  ];
}

/** The soft signal: one comment on the account task, no task. */
export function softComment(facts: AlertFactsForPeople, key: string): Message {
  const { account, owner, instead } = facts;
  const step = openStepOf(facts.verdict);
  return [
    paragraph(
      mention(owner),
      text(' '),
      bold(`${account.name}: ${KIND_IN_WORDS[facts.kind]}.`),
      ` Stuck for ${stuckInWords(facts)}.`,
    ),
    paragraph(bold('Milestone: '), milestoneWords(facts)),
    paragraph(
      bold('Where it stands: '),
      standingWords(facts),
      step === null ? '' : `; next is “${step.name}”: ${signalInWords(step.signal)} (${countInWords(step)})`,
    ),
    ...amongOthers(facts),
    paragraph(bold('Why now: '), whyInWords(facts)),
    ...evidenceLines(facts),
    ...whoseMoveLines(facts.move.whose ?? null),
    paragraph(bold('What to do:')),
    ...facts.move.moves.map((move) => bullet(move)),
    ...(instead === null ? [] : [paragraph(`Why you: ${instead}.`)]),
    paragraph(
      'Reply ',
      code('useful'),
      ', ',
      code('noise'),
      ', ',
      code('known'),
      ', ',
      code('snooze 7d REASON'),
      '. First Value Monitor, an agent · ',
      account.taskUrl === null ? text('') : keyedLink('account', account.taskUrl, key),
    ),
  ];
}
