import type { Account, AccountKey, Day, Instant } from '../domain/account.ts';
import type { Assessment, State } from '../domain/assessment.ts';

/** Where an account stands in the list; two accounts never stand in the same place. */
export interface Position {
  /** 0: on the way; 1: paused and blind; 2: reached and left. */
  readonly group: number;
  readonly daysStuck: number;
  /** Days to the trial's or contract's end; null: none ahead. */
  readonly daysToEnd: number | null;
  readonly tierRank: number;
  readonly name: string;
  readonly key: AccountKey;
}

const GROUPS: Readonly<Partial<Record<State, number>>> = { paused: 1, blind: 1, reached: 2, left: 2 };

/** @param tierRank larger for larger customers */
export function positionOf(account: Account, verdict: Assessment, tierRank: number): Position {
  return {
    group: GROUPS[verdict.state] ?? 0,
    daysStuck: verdict.daysStuck ?? -1,
    daysToEnd: endAhead(account, verdict)?.days ?? null,
    tierRank,
    name: account.name,
    key: account.key,
  };
}

/** The end that presses: the trial's while it runs, afterwards the contract's; one that has passed presses nobody any more. */
export interface Ahead {
  readonly kind: 'trial' | 'renewal';
  readonly on: Day;
  readonly days: number;
}

export function endAhead(
  { trialEndsOn, renewsOn }: Pick<Account, 'trialEndsOn' | 'renewsOn'>,
  { today, trialDaysLeft }: Pick<Assessment, 'today' | 'trialDaysLeft'>,
): Ahead | null {
  if (trialDaysLeft !== null && trialEndsOn !== null) return { kind: 'trial', on: trialEndsOn, days: trialDaysLeft };
  return renewsOn === null || renewsOn < today ? null : { kind: 'renewal', on: renewsOn, days: renewsOn - today };
}

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** METHOD section 7: days stuck descending, then the nearest end, then the larger tier, then the name, group by group. */
export function comparePositions(one: Position, other: Position): number {
  return (
    one.group - other.group ||
    other.daysStuck - one.daysStuck ||
    compareEnds(one.daysToEnd, other.daysToEnd) ||
    other.tierRank - one.tierRank ||
    byName.compare(one.name, other.name) ||
    (one.key < other.key ? -1 : one.key > other.key ? 1 : 0)
  );
}

function compareEnds(one: number | null, other: number | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one - other;
}

/** Where the next page of a list begins, and the instant for which the whole walk is judged, so that nothing moves under it. */
export interface Cursor {
  readonly at: Instant;
  readonly last: Position;
}
