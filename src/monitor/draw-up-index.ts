import type { Account, AccountKey, Instant } from '../domain/account.ts';
import { dataBegan } from '../domain/beginning.ts';
import { lifeOf } from '../domain/life.ts';
import type { AccountIndex, Findable, JudgedLife, Placed } from './account-index.ts';
import type { AccountJson } from './account-json.ts';
import { comparePositions, positionOf } from './account-order.ts';
import { accountPages } from './account-pages.ts';
import { accountRow, csmOf, type Judged, personJson } from './account-row.ts';
import { choicesOf } from './choices.ts';
import { journeyOf } from './journey-of.ts';
import { directoryFor, judgeAccounts, openView, type View } from './judge-accounts.ts';
import { everyLife } from './lives.ts';
import type { ReadDeps } from './read-deps.ts';
import { nextTurn, sortedInTurns } from './turns.ts';

/** So many rows may lie in memory beside their index: some 2 KB each. */
export const ROWS_KEPT = 10_000;

/** Judges everybody at `at`, a portion at a time: what was read for one portion is forgotten before the next, its verdicts too. */
export async function drawUpIndex(deps: ReadDeps, at: Instant): Promise<AccountIndex> {
  const view = await openView(deps, at);
  const { accounts, events } = deps.store;
  const began = dataBegan(await events.sources(), await events.first());
  const keepsRows = (await accounts.count()) <= ROWS_KEPT;
  const placed: Placed[] = [];
  const excluded: Findable[] = [];
  const lives: JudgedLife[] = [];
  const rows = new Map<AccountKey, AccountJson>();
  for await (const page of accountPages(accounts)) {
    const judged = await judgeAccounts(deps, view, await everyLife(accounts, page, at));
    lives.push(...judged.filter(({ holder }) => holder === null).map((each) => lifeIn(each, began, at)));
    const today = judged.filter(({ account }) => !isOver(account, at));
    const [listed, others] = [today.filter(isListed), today.filter((each) => !isListed(each))];
    excluded.push(...others.map(({ account }) => findable(account, view)));
    placed.push(...listed.map((each) => placeOf(deps, each, view)));
    if (keepsRows) for (const row of await drawRows(deps, view, listed)) rows.set(...row);
  }
  const inPlace = await sortedInTurns(placed, (one, other) => comparePositions(one.position, other.position));
  return { at, view, placed: inPlace, excluded, lives, rows, choices: choicesOf(inPlace, deps.tierRank) };
}

const isListed = ({ verdict }: Judged): boolean => verdict.state !== 'excluded';

/** Another life had taken its place by then. */
const isOver = (account: Account, at: Instant): boolean =>
  (lifeOf(account).end?.succeededAt ?? Number.POSITIVE_INFINITY) <= at;

function lifeIn(judged: Judged, began: Instant | null, at: Instant): JudgedLife {
  const { account, verdict } = judged;
  const { tier, useCase, leftAt } = account;
  return {
    tier,
    useCase,
    journey: journeyOf(judged, began),
    isExcluded: verdict.state === 'excluded',
    isOver: isOver(account, at),
    judgedAt: verdict.at,
    reachedAt: verdict.reachedAt,
    leftAt: leftAt === null || leftAt > at ? null : leftAt,
  };
}

/** The rows of these places, in their order; drawn up as of the index's instant where that was not done yet. */
export async function rowsOf(
  deps: ReadDeps,
  { view, rows }: AccountIndex,
  placed: readonly Placed[],
): Promise<readonly AccountJson[]> {
  const drawn = new Map<AccountKey, AccountJson>();
  const missing = placed.filter(({ key }) => !rows.has(key)).map(({ key }) => key);
  for (let from = 0; from < missing.length; from += CHUNK) {
    const accounts = await deps.store.accounts.byKeys(missing.slice(from, from + CHUNK));
    for (const row of await drawRows(deps, view, await judgeAccounts(deps, view, accounts))) drawn.set(...row);
    await nextTurn();
  }
  const found = placed.flatMap(({ key }) => rows.get(key) ?? drawn.get(key) ?? []);
  if (rows.size + drawn.size <= ROWS_KEPT) for (const row of drawn) rows.set(...row);
  return found;
}

const CHUNK = 100;

async function drawRows(
  deps: ReadDeps,
  view: View,
  judged: readonly Judged[],
): Promise<readonly (readonly [AccountKey, AccountJson])[]> {
  const directory = await directoryFor(
    deps,
    view,
    judged.flatMap(({ alert }) => alert ?? []),
  );
  return judged.map((each) => [each.account.key, accountRow(each, directory, view.at)]);
}

function placeOf({ tierRank }: ReadDeps, { account, verdict, excluded }: Judged, view: View): Placed {
  return {
    ...findable(account, view),
    position: positionOf(account, verdict, tierRank(account.tier)),
    state: verdict.state,
    excludedEvents: excluded.reduce((sum, { count }) => sum + count, 0),
  };
}

function findable(account: Account, { people }: View): Findable {
  const { key, accountId, taskId, name, tier, useCase } = account;
  const csm = csmOf(account);
  return { key, accountId, taskId, name, tier, useCase, csm: csm === null ? null : personJson(csm, people) };
}
