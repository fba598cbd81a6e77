import type { AccountKey, Instant } from '../domain/account.ts';
import type { State } from '../domain/assessment.ts';
import { MonitorError } from '../shared/errors.ts';
import { readCursor, writeCursor } from './account-cursor.ts';
import type { Findable, Placed } from './account-index.ts';
import { indexAsOf, indexOfWalk, type ListDeps } from './index-memory.ts';
import type { AccountJson } from './account-json.ts';
import { comparePositions, type Position } from './account-order.ts';
import { asOfInstant } from './as-of.ts';
import type { Choices } from './choices.ts';
import { rowsOf } from './draw-up-index.ts';

/** What is asked of the list; everything may be left out. */
export interface AccountsQuery {
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
  readonly limit?: number;
  /** The cursor of the page before, or the `account_id` (or task id) of its last account. */
  readonly after?: string;
  /** `YYYY-MM-DD`: the end of that date, with what was known then. */
  readonly asOf?: string;
  /** A list of many accounts may be some minutes old: `at` says of when it is. */
  readonly mayBeOld?: boolean;
}

export interface AccountsPage {
  /** The instant judged; the same on every page of one walk through the list. */
  readonly at: Instant;
  readonly rows: readonly AccountJson[];
  /** How many accounts the filters let through, on all pages together. */
  readonly total: number;
  /** How many stand in each state, were `states` not asked for; states that do not occur are left out. */
  readonly states: ReadonlyMap<State, number>;
  /** Accounts that the same filters would let through but that are left out of everything: tests, duplicates, wrong data. */
  readonly excluded: number;
  /** Events of the accounts on all pages that are no evidence. */
  readonly excludedEvents: number;
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
  /** What the whole list can be filtered by. */
  readonly choices: Choices;
}

/**
 * The account list of CONTRACT section 5: judged now by the one formula, filtered, sorted as METHOD section 7 says, cut to a page.
 * @throws MonitorError `bad_input` for an `asOf` or `after` that means nothing
 */
export async function readAccounts(deps: ListDeps, query: AccountsQuery, now: Instant): Promise<AccountsPage> {
  const cursor = query.after === undefined ? null : readCursor(query.after);
  const { mayBeOld = false } = query;
  const index =
    cursor === null
      ? await indexAsOf(deps, {
          asOf: query.asOf ?? null,
          at: asOfInstant(query.asOf ?? null, deps.zone, now),
          now,
          mayBeOld,
        })
      : await indexOfWalk(deps, Math.min(Math.max(cursor.at, 0), now));
  const wanted = wantedBy(query);
  const { states } = query;
  const inAnyState = index.placed.filter(wanted);
  const listed = states === undefined ? inAnyState : inAnyState.filter(({ state }) => states.includes(state));
  const last = cursor?.last ?? (query.after === undefined ? null : positionAfter(listed, query.after));
  const { page, next } = cutPage(listed, last, query.limit ?? Number.POSITIVE_INFINITY, index.at);
  return {
    at: index.at,
    rows: await rowsOf(deps, index, page),
    total: listed.length,
    states: countsOf(inAnyState),
    excluded: index.excluded.filter(wanted).length,
    excludedEvents: listed.reduce((sum, { excludedEvents }) => sum + excludedEvents, 0),
    next,
    choices: index.choices,
  };
}

/** What the list can be filtered by today; of many accounts it may be some minutes old. */
export async function readChoices(deps: ListDeps, now: Instant): Promise<Choices> {
  return (await indexAsOf(deps, { asOf: null, at: now, now, mayBeOld: true })).choices;
}

/** Filters that an excluded account can meet too: all but the state. */
function wantedBy({ csm, tier, useCase, search, keys }: AccountsQuery): (account: Findable) => boolean {
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

function positionAfter(placed: readonly Placed[], after: string): Position {
  const found = placed.find(({ accountId }) => accountId === after) ?? placed.find(({ taskId }) => taskId === after);
  if (found !== undefined) return found.position;
  throw new MonitorError(
    'bad_input',
    `after: "${after}" is not in this list: take it from the Link header of the page before`,
  );
}

function cutPage(
  placed: readonly Placed[],
  last: Position | null,
  limit: number,
  at: Instant,
): { readonly page: readonly Placed[]; readonly next: string | null } {
  const rest = last === null ? placed : placed.filter(({ position }) => comparePositions(position, last) > 0);
  const page = rest.slice(0, limit);
  const end = page.at(-1);
  const next = end === undefined || page.length === rest.length ? null : writeCursor({ at, last: end.position });
  return { page, next };
}
