import type { Account, Day, Instant, Life, Pause } from './account.ts';
import { dayOf, startOfDay } from './local-date.ts';

/**
 * Lives (METHOD section 1): a customer who left and comes back with a new start date begins another life, with its own start,
 * evidence and outcome; the old one stays in its cohort. Without a new start date the time away is a pause of the same life.
 */

const FIRST_LIFE: Life = { number: 1, before: null, end: null, awaySince: null };

export const lifeOf = ({ life }: Pick<Account, 'life'>): Life => life ?? FIRST_LIFE;

/** Names one life of one account among all lives. */
export const lifeKey = (account: Pick<Account, 'key' | 'life'>): string =>
  lifeOf(account).number === 1 ? account.key : `${account.key}#${lifeOf(account).number}`;

/** What a new reading of an account means for its lives. */
export type Turn =
  | { readonly kind: 'goes_on'; readonly account: Account }
  /** Back without a new start date: the time away counts as a pause, from `awayFrom` on. */
  | { readonly kind: 'back'; readonly account: Account; readonly awayFrom: Day }
  | { readonly kind: 'begins'; readonly account: Account; readonly ended: Account };

/**
 * Compares an account with what was known of it. The start date may be changed before the status, after it, or with it: the start of
 * another life never rewrites the life that has ended.
 */
export function turnOfLife(before: Account, read: Account, now: Instant): Turn {
  const life = lifeOf(before);
  const account: Account = before.life === undefined ? read : { ...read, life };
  const leftAt = before.leftAt ?? (read.status === 'left' ? read.leftAt : life.awaySince);
  if (leftAt === null || read.status === 'excluded') return { kind: 'goes_on', account };
  const isAnew = isAnotherStart(before, read, leftAt);
  if (read.status === 'left') return { kind: 'goes_on', account: isAnew ? withStartOf(before, account) : account };
  if (isAnew) return nextLife(before, read, leftAt, now);
  if (before.leftAt === null) return { kind: 'goes_on', account };
  const back = { ...account, life: { ...life, awaySince: leftAt } };
  return { kind: 'back', account: back, awayFrom: dayOf(leftAt, read.zone) };
}

/**
 * Whether a start date is that of another life and no correction of this one's: it is later, and nearer to the day of leaving than to
 * the old start. People often change the status some days late, so the start of the life to come may lie before the leaving.
 */
function isAnotherStart({ startedOn: old }: Account, { startedOn, zone }: Account, leftAt: Instant): boolean {
  return startedOn > old && startedOn - old > dayOf(leftAt, zone) - startedOn;
}

/** The start of the life to come stands on the task before the customer is back; until then the old one keeps its own. */
const withStartOf = ({ startedOn, startedFrom }: Account, account: Account): Account => ({
  ...account,
  startedOn,
  startedFrom,
});

function nextLife(before: Account, read: Account, leftAt: Instant, succeededAt: Instant): Turn {
  // A status that was changed late does not make the old life reach into the new one.
  const endedAt = Math.min(leftAt, startOfDay(read.startedOn, read.zone));
  const [ended, account] = inLives([endedLife(before, endedAt), { ...read, pauses: [] }], () => succeededAt);
  return ended === undefined || account === undefined
    ? { kind: 'goes_on', account: read }
    : { kind: 'begins', account, ended };
}

/** The life that an account has led so far, over since `leftAt`; what paused it later is no part of it. */
function endedLife(account: Account, leftAt: Instant): Account {
  const lastDay = dayOf(leftAt, account.zone);
  const isOfThisLife = ({ from }: Pause): boolean => from < lastDay;
  return { ...account, status: 'left', leftAt, pauses: account.pauses.filter(isOfThisLife) };
}

/**
 * Numbers the lives of one customer, oldest first, and ties each to the end of the one before. Every life but the last has left.
 * @param succeededAt from when on this life stands in the place of the one before
 */
export function inLives(lives: readonly Account[], succeededAt: (next: Account) => Instant): readonly Account[] {
  const first = lives[0] === undefined ? FIRST_LIFE : lifeOf(lives[0]);
  let { before } = first;
  return lives.map((account, index): Account => {
    const next = lives[index + 1];
    const end = next === undefined ? null : { leftAt: account.leftAt ?? 0, succeededAt: succeededAt(next) };
    const life: Life = { number: first.number + index, before, end, awaySince: null };
    before = end;
    return { ...account, life };
  });
}

/** The life in which an account was at `at`, as it was known then: `ended` are its earlier ones, oldest first. */
export function lifeAt(current: Account, ended: readonly Account[], at: Instant): Account {
  return ended.find((life) => (lifeOf(life).end?.succeededAt ?? 0) > at) ?? current;
}

/** Whether an instant lies in this life: after the end of the one before, up to its own. */
export function isInLife(at: Instant, { before, end }: Life): boolean {
  return (before === null || at > before.leftAt) && (end === null || at <= end.leftAt);
}

/** Whether something was said during this life, up to when the next one took its place. */
export function isSaidInLife(at: Instant, { before, end }: Life): boolean {
  return (before === null || at >= before.succeededAt) && (end === null || at < end.succeededAt);
}

/** Up to when plans bear on an account at `at`: a life that has ended keeps the plan that was in force when it did. */
export const judgedUpTo = (account: Account, at: Instant): Instant => Math.min(lifeOf(account).end?.leftAt ?? at, at);
