import type { Instant } from '../domain/account.ts';
import { MonitorError } from '../shared/errors.ts';
import { readCursor, writeCursor } from './account-cursor.ts';
import type { AccountIndex, Placed } from './account-index.ts';
import { indexAsOf, indexOfWalk, type ListDeps } from './index-memory.ts';
import type { AccountJson } from './account-json.ts';
import { comparePositions, type Position } from './account-order.ts';
import { type AccountFilter, selectAccounts, type Selection } from './account-selection.ts';
import { asOfInstant } from './as-of.ts';
import type { Choices } from './choices.ts';
import { rowsOf } from './draw-up-index.ts';
import type { IndexAnswers } from './index-answers.ts';

/** What is asked of the list; everything may be left out. */
export interface AccountsQuery extends AccountFilter {
  readonly limit?: number;
  /** The cursor of the page before, or the `account_id` (or task id) of its last account. */
  readonly after?: string;
  /** `YYYY-MM-DD`: the end of that date, with what was known then. */
  readonly asOf?: string;
  /** A list of many accounts may be some minutes old: `at` says of when it is. */
  readonly mayBeOld?: boolean;
}

export interface AccountsPage extends Omit<Selection, 'listed'> {
  /** The instant judged; the same on every page of one walk through the list. */
  readonly at: Instant;
  readonly rows: readonly AccountJson[];
  /** How many accounts the filters let through, on all pages together. */
  readonly total: number;
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
  /** What the whole list can be filtered by. */
  readonly choices: Choices;
}

export interface AccountsDeps extends ListDeps {
  /** What filters let through of a list in memory; default: each list is filtered anew. */
  readonly selections?: IndexAnswers<Selection>;
}

/**
 * The account list of CONTRACT section 5: judged now by the one formula, filtered, sorted as METHOD section 7 says, cut to a page.
 * @throws MonitorError `bad_input` for an `asOf` or `after` that means nothing
 */
export async function readAccounts(deps: AccountsDeps, query: AccountsQuery, now: Instant): Promise<AccountsPage> {
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
  const { listed, ...counts } = await selected(deps, index, query);
  const last = cursor?.last ?? (query.after === undefined ? null : positionAfter(listed, query.after));
  const { page, next } = cutPage(listed, last, query.limit ?? Number.POSITIVE_INFINITY, index.at);
  return {
    at: index.at,
    rows: await rowsOf(deps, index, page),
    total: listed.length,
    ...counts,
    next,
    choices: index.choices,
  };
}

/** What the list can be filtered by today; of many accounts it may be some minutes old. */
export async function readChoices(deps: ListDeps, now: Instant): Promise<Choices> {
  return (await indexAsOf(deps, { asOf: null, at: now, now, mayBeOld: true })).choices;
}

/** Accounts that are named one by one are nobody else's question. */
async function selected({ selections }: AccountsDeps, index: AccountIndex, query: AccountsQuery): Promise<Selection> {
  const { states, csm, tier, useCase, search, keys } = query;
  const select = async (): Promise<Selection> => selectAccounts(index, query);
  if (selections === undefined || keys !== undefined) return select();
  return selections.recall(index, JSON.stringify([states, csm, tier, useCase, search]), select);
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
  const start = last === null ? 0 : firstAfter(placed, last);
  const page = placed.slice(start, start + limit);
  const end = page.at(-1);
  const isLast = end === undefined || start + page.length === placed.length;
  return { page, next: isLast ? null : writeCursor({ at, last: end.position }) };
}

/** By halves: the list is in this order. */
function firstAfter(placed: readonly Placed[], last: Position): number {
  let [low, high] = [0, placed.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = placed[middle];
    if (found !== undefined && comparePositions(found.position, last) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
