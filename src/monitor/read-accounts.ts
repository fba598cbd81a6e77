import type { Account, Instant } from '../domain/account.ts';
import type { State } from '../domain/assessment.ts';
import { MonitorError } from '../shared/errors.ts';
import { readCursor, writeCursor } from './account-cursor.ts';
import type { AccountJson } from './account-json.ts';
import { comparePositions, type Position, positionOf } from './account-order.ts';
import { accountPages } from './account-pages.ts';
import { accountRow, csmOf, personJson } from './account-row.ts';
import { asOfInstant } from './as-of.ts';
import { directoryFor, judgeAccounts, openView, type View } from './judge-accounts.ts';
import type { ReadDeps } from './read-deps.ts';

/** What is asked of the list; everything may be left out. */
export interface AccountsQuery {
  /** Any of these; `excluded` accounts are never listed. */
  readonly states?: readonly State[];
  /** A ClickUp user id or an e-mail. */
  readonly csm?: string;
  readonly tier?: string;
  readonly limit?: number;
  /** The cursor of the page before, or the `account_id` (or task id) of its last account. */
  readonly after?: string;
  /** `YYYY-MM-DD`: the end of that date, with what was known then. */
  readonly asOf?: string;
}

export interface AccountsPage {
  /** The instant judged; the same on every page of one walk through the list. */
  readonly at: Instant;
  readonly rows: readonly AccountJson[];
  /** How many accounts the filters let through, on all pages together. */
  readonly total: number;
  /** Accounts that the same filters would let through but that are left out of everything: tests, duplicates, wrong data. */
  readonly excluded: number;
  /** Events of the accounts on all pages that are no evidence. */
  readonly excludedEvents: number;
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
}

/**
 * The account list of CONTRACT section 5: judged now by the one formula, filtered, sorted as METHOD section 7 says, cut to a page.
 * @throws MonitorError `bad_input` for an `asOf` or `after` that means nothing
 */
export async function readAccounts(deps: ReadDeps, query: AccountsQuery, now: Instant): Promise<AccountsPage> {
  const cursor = query.after === undefined ? null : readCursor(query.after);
  const at = cursor === null ? asOfInstant(query.asOf ?? null, deps.zone, now) : Math.min(Math.max(cursor.at, 0), now);
  const view = await openView(deps, at);
  const placed: Placed[] = [];
  let excluded = 0;
  for await (const accounts of accountPages(deps.store.accounts)) {
    const matching = accounts.filter((account) => isWanted(account, query, view));
    const wanted = matching.filter(({ status }) => status !== 'excluded');
    excluded += matching.length - wanted.length;
    if (wanted.length > 0) placed.push(...(await placeAccounts(deps, query, view, wanted)));
  }
  placed.sort((one, other) => comparePositions(one.position, other.position));
  const last = cursor?.last ?? (query.after === undefined ? null : positionAfter(placed, query.after));
  const excludedEvents = placed.reduce((sum, { row }) => sum + row.excluded_events, 0);
  return {
    at,
    total: placed.length,
    excluded,
    excludedEvents,
    ...cutPage(placed, last, query.limit ?? Number.POSITIVE_INFINITY, at),
  };
}

interface Placed {
  readonly position: Position;
  readonly row: AccountJson;
}

function isWanted(account: Account, { csm, tier }: AccountsQuery, view: View): boolean {
  if (tier !== undefined && account.tier?.toLowerCase() !== tier.toLowerCase()) return false;
  return csm === undefined || isCsm(account, csm.toLowerCase(), view);
}

function isCsm(account: Account, wanted: string, { people }: View): boolean {
  const owner = csmOf(account);
  if (owner === null) return false;
  const { id, email } = personJson(owner, people);
  return (id !== null && String(id) === wanted) || email?.toLowerCase() === wanted;
}

async function placeAccounts(
  deps: ReadDeps,
  query: AccountsQuery,
  view: View,
  accounts: readonly Account[],
): Promise<readonly Placed[]> {
  const { states } = query;
  const judged = (await judgeAccounts(deps, view, accounts)).filter(
    ({ verdict }) => states === undefined || states.includes(verdict.state),
  );
  const directory = await directoryFor(
    deps,
    view,
    judged.flatMap(({ alert }) => alert ?? []),
  );
  return judged.map((each) => ({
    position: positionOf(each.account, each.verdict, deps.tierRank(each.account.tier)),
    row: accountRow(each, directory, view.at),
  }));
}

function positionAfter(placed: readonly Placed[], after: string): Position {
  const found = placed.find(({ row }) => row.account_id === after) ?? placed.find(({ row }) => row.task_id === after);
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
): Pick<AccountsPage, 'rows' | 'next'> {
  const rest = last === null ? placed : placed.filter(({ position }) => comparePositions(position, last) > 0);
  const page = rest.slice(0, limit);
  const end = page.at(-1);
  const next = end === undefined || page.length === rest.length ? null : writeCursor({ at, last: end.position });
  return { rows: page.map(({ row }) => row), next };
}
