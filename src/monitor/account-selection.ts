import type { AccountKey } from '../domain/account.ts';
import type { State } from '../domain/assessment.ts';
import type { AccountIndex, Findable, Placed } from './account-index.ts';

/** Which accounts of the list are wanted; everything may be left out. */
export interface AccountFilter {
  /** Any of these; `excluded` accounts are never listed. */
  readonly states?: readonly State[];
  /** A ClickUp user id or an e-mail. */
  readonly csm?: string;
  readonly tier?: string;
  readonly useCase?: string;
  /** Words of which each stands somewhere in the name or the account id. */
  readonly search?: string;
  /** Only these. */
  readonly keys?: ReadonlySet<AccountKey>;
}

/** What a filter lets through. */
export interface Selection {
  /** In the order of the list. */
  readonly listed: readonly Placed[];
  /** How many stand in each state, were `states` not asked for; states that do not occur are left out. */
  readonly states: ReadonlyMap<State, number>;
  /** Accounts that the same filters would let through but that are left out of everything: tests, duplicates, wrong data. */
  readonly excluded: number;
  /** Events of the accounts on all pages that are no evidence. */
  readonly excludedEvents: number;
}

export function selectAccounts({ placed, excluded }: AccountIndex, filter: AccountFilter): Selection {
  const wanted = wantedBy(filter);
  const { states } = filter;
  const inAnyState = placed.filter(wanted);
  const listed = states === undefined ? inAnyState : inAnyState.filter(({ state }) => states.includes(state));
  return {
    listed,
    states: countsOf(inAnyState),
    excluded: excluded.filter(wanted).length,
    excludedEvents: listed.reduce((sum, { excludedEvents }) => sum + excludedEvents, 0),
  };
}

/** Filters that an excluded account can meet too: all but the state. */
function wantedBy({ csm, tier, useCase, search, keys }: AccountFilter): (account: Findable) => boolean {
  const words = search?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const person = csm?.toLowerCase();
  return (account) =>
    (keys === undefined || keys.has(account.key)) &&
    isSame(account.tier, tier) &&
    isSame(account.useCase, useCase) &&
    (person === undefined || isPerson(account.csm, person)) &&
    (words.length === 0 || saysAll(account, words));
}

const isSame = (value: string | null, wanted: string | undefined): boolean =>
  wanted === undefined || value?.toLowerCase() === wanted.toLowerCase();

const isPerson = (csm: Findable['csm'], wanted: string): boolean =>
  csm !== null && ((csm.id !== null && String(csm.id) === wanted) || csm.email?.toLowerCase() === wanted);

function saysAll({ name, accountId }: Findable, words: readonly string[]): boolean {
  const text = `${name} ${accountId ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function countsOf(listed: readonly Placed[]): ReadonlyMap<State, number> {
  const counts = new Map<State, number>();
  for (const { state } of listed) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}
