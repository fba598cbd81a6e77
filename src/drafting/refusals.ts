import { wordsOf } from '../domain/draft-words.ts';
import type { RejectedDraft } from '../domain/drafting.ts';
import type { Actor, Plan } from '../domain/plan.ts';

/** What earlier refusals ask of the next draft. Reasons are a lead's own words: data to weigh, never instructions to run. */
export interface Refusals {
  readonly drafts: readonly RejectedDraft[];
  /** Stems that the reasons ask for, and those that they turn down. */
  readonly wanted: ReadonlySet<string>;
  readonly unwanted: ReadonlySet<string>;
  /** Figures that the latest reasons name: they change the rule, not the event. */
  readonly amendment: Amendment;
}

export interface Amendment {
  readonly count: number | null;
  readonly distinctUsers: number | null;
  readonly byDay: number | null;
  readonly actor: Actor | null;
}

const UNWANTED = /\b(?:not|no|never|isn'?t|don'?t|doesn'?t|rather than|instead of|without|stop using)\s+([^,.;]+)/gi;

/** Characters that are read for wishes; the patterns here may take the square of the length. */
const LONGEST_REASON = 2_000;

export function readRefusals(drafts: readonly RejectedDraft[]): Refusals {
  const reasons = drafts.map(({ reason }) => reason.slice(0, LONGEST_REASON));
  const unwanted = reasons.flatMap((reason) => [...reason.matchAll(UNWANTED)].flatMap((hit) => wordsOf(hit[1] ?? '')));
  const wanted = reasons.flatMap((reason) => wordsOf(reason.replace(UNWANTED, ' ')));
  return {
    drafts,
    wanted: new Set(wanted),
    unwanted: new Set(unwanted),
    amendment: reasons.map(readAmendment).reduce(merge, NO_AMENDMENT),
  };
}

/**
 * True when a plan says what a refused one said: the same rule by the same day, or the same statement. A reason that names
 * figures changes the rule under an unchanged statement, so one repetition of the words is then no repetition of the plan.
 */
export function isRefused(plan: Plan, { drafts, amendment }: Refusals): boolean {
  const sameWords = drafts.filter(({ statement }) => statement.trim() === plan.statement);
  if (drafts.some(({ plan: old }) => old !== undefined && isSameRule(old, plan))) return true;
  const changed = Object.values(amendment).some((value) => value !== null);
  return sameWords.length > (changed ? 1 : 0);
}

const isSameRule = (one: Plan, other: Plan): boolean =>
  one.byDay === other.byDay && JSON.stringify(one.signal) === JSON.stringify(other.signal);

export const NO_AMENDMENT: Amendment = { count: null, distinctUsers: null, byDay: null, actor: null };

const merge = (earlier: Amendment, later: Amendment): Amendment => ({
  count: later.count ?? earlier.count,
  distinctUsers: later.distinctUsers ?? earlier.distinctUsers,
  byDay: later.byDay ?? earlier.byDay,
  actor: later.actor ?? earlier.actor,
});

const NUMBER_WORDS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const NUMBER = `(\\d+|${NUMBER_WORDS.join('|')})`;
const PERSONS = '(?:different |distinct |other )?(?:people|persons|users|colleagues|members|agents|seats)';
const BY_DAY = new RegExp(`\\bday\\s+${NUMBER}\\b`, 'i');
const IN_TIME = new RegExp(`\\b(?:by|within|in|until|after)\\s+${NUMBER}\\s*(days?|weeks?)\\b`, 'i');
const USERS = new RegExp(`\\b${NUMBER}\\s+${PERSONS}\\b`, 'i');
const COUNT = new RegExp(
  `\\b(?:at least|make it|count(?: of)?|should be|minimum(?: of)?|needs?|only after|want)\\s+${NUMBER}\\b`,
  'i',
);

function readAmendment(reason: string): Amendment {
  const distinctUsers = numberIn(USERS.exec(reason)?.[1]);
  const count = numberIn(COUNT.exec(reason.replace(USERS, ' '))?.[1]);
  return { count, distinctUsers, byDay: daysIn(reason), actor: actorIn(reason) };
}

function daysIn(reason: string): number | null {
  const [, amount, unit] = BY_DAY.exec(reason) ?? IN_TIME.exec(reason) ?? [];
  const value = numberIn(amount);
  return value === null ? null : value * (unit?.toLowerCase().startsWith('week') ? 7 : 1);
}

function actorIn(reason: string): Actor | null {
  if (/\b(someone else|somebody else|another person|not the creator|other than (the|its) creator)\b/i.test(reason)) {
    return 'not_creator';
  }
  if (/\b(non-?admin|not (an|the) admin\w*)\b/i.test(reason)) return 'not_admin';
  return /\b(external|outside)\b/i.test(reason) ? 'external' : null;
}

function numberIn(text: string | undefined): number | null {
  if (text === undefined) return null;
  const word = NUMBER_WORDS.indexOf(text.toLowerCase());
  return word >= 0 ? word + 1 : Number.parseInt(text, 10);
}
