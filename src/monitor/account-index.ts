import type { Account, AccountKey, Instant } from '../domain/account.ts';
import type { State } from '../domain/assessment.ts';
import type { AccountJson } from './account-json.ts';
import { comparePositions, type Position, positionOf } from './account-order.ts';
import { accountPages } from './account-pages.ts';
import { accountRow, csmOf, type Judged, personJson } from './account-row.ts';
import { type Choices, choicesOf } from './choices.ts';
import { directoryFor, judgeAccounts, openView, type View } from './judge-accounts.ts';
import type { ReadDeps } from './read-deps.ts';
import type { ReadingMemory } from './reading-memory.ts';

export interface ListDeps extends ReadDeps {
  /** Lists drawn up for whoever asked before; default: each list is drawn up anew. */
  readonly lists?: ReadingMemory<AccountIndex>;
}

/** What the list can be filtered and found by. */
export interface Findable {
  readonly key: AccountKey;
  readonly accountId: string | null;
  readonly taskId: string | null;
  readonly name: string;
  readonly tier: string | null;
  readonly useCase: string | null;
  readonly csm: AccountJson['csm'];
}

/** One judged account in its place; the row that people see is drawn up only for those who are shown. */
export interface Placed extends Findable {
  readonly position: Position;
  readonly state: State;
  readonly excludedEvents: number;
}

/** Every account judged at one instant, in the order of the list. */
export interface AccountIndex {
  readonly at: Instant;
  readonly placed: readonly Placed[];
  /** Left out of everything: tests, duplicates, wrong data. */
  readonly excluded: readonly Findable[];
  readonly view: View;
  /** What the whole list can be filtered by. */
  readonly choices: Choices;
  /** Rows drawn up so far. */
  readonly rows: Map<AccountKey, AccountJson>;
}

/** So many rows may lie in memory beside their index: some 2 KB each. */
const ROWS_KEPT = 10_000;
/** Up to here judging everybody takes a moment, and nobody need see an old list. */
export const FEW = 2_000;

/**
 * The list as of `at`, from memory where it still holds.
 * @param asOf the date that was asked for; null: now
 */
export function indexAsOf(
  deps: ListDeps,
  { asOf, at, now, mayBeOld }: { asOf: string | null; at: Instant; now: Instant; mayBeOld: boolean },
): Promise<AccountIndex> {
  const memory = deps.lists;
  if (memory === undefined) return drawUp(deps, at);
  const read = async (): Promise<AccountIndex> => {
    const index = await drawUp(deps, at);
    memory.keep(walkOf(at), now, index);
    return index;
  };
  return memory.recall(asOf ?? 'now', { now, ...(mayBeOld ? { mayBeOld: isLarge } : {}) }, read);
}

/** The list that somebody began to walk through at `at`, however much has changed since. */
export function indexOfWalk(deps: ListDeps, at: Instant): Promise<AccountIndex> {
  return deps.lists?.last(walkOf(at)) ?? drawUp(deps, at);
}

const walkOf = (at: Instant): string => `walk ${at}`;
const isLarge = ({ placed }: AccountIndex): boolean => placed.length > FEW;

async function drawUp(deps: ReadDeps, at: Instant): Promise<AccountIndex> {
  const index = { at, view: await openView(deps, at), placed: [] as Placed[], excluded: [] as Findable[] };
  const rows = new Map<AccountKey, AccountJson>();
  for await (const accounts of accountPages(deps.store.accounts)) {
    const counted = accounts.filter(({ status }) => status !== 'excluded');
    index.excluded.push(
      ...accounts.filter(({ status }) => status === 'excluded').map((each) => findable(each, index.view)),
    );
    if (counted.length === 0) continue;
    const judged = await judgeAccounts(deps, index.view, counted);
    index.placed.push(...judged.map((each) => placeOf(deps, each, index.view)));
    if (index.placed.length <= ROWS_KEPT) for (const row of await drawRows(deps, index.view, judged)) rows.set(...row);
  }
  // Of too many none are kept: there is room then for those that are looked at.
  if (index.placed.length > ROWS_KEPT) rows.clear();
  index.placed.sort((one, other) => comparePositions(one.position, other.position));
  return { ...index, rows, choices: choicesOf(index.placed, deps.tierRank) };
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
  }
  const found = placed.flatMap(({ key }) => rows.get(key) ?? drawn.get(key) ?? []);
  if (rows.size + drawn.size <= ROWS_KEPT) for (const row of drawn) rows.set(...row);
  return found;
}

const CHUNK = 500;

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
