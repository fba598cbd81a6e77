import type { Account, AccountKey, Instant } from '../domain/account.ts';
import { areManyUnknown, ID_MEMORY_MS } from '../domain/blind.ts';
import type { Comparison } from '../domain/comparison.ts';
import type { FleetVerdict } from '../domain/fleet.ts';
import { stateOfFeeds } from '../domain/feeds.ts';
import { contentDigest } from '../shared/content-digest.ts';
import type { Mark } from './news-store.ts';
import type { Store } from './store.ts';
import { nextTurn } from './turns.ts';

/** What the last sweep saw of all that verdicts depend on beside the accounts themselves. */
export interface Seen {
  readonly at: Instant;
  readonly feeds: string;
  /** When the groups were drawn up that accounts are compared with; null: there are too few for any. */
  readonly drawnAt: Instant | null;
  readonly isFleetQuiet: boolean;
  /** Who of the people in ClickUp is a guest: only their acts there count. */
  readonly guests: string;
  /** The ids that belong to nobody; null while something was heard of every account. */
  readonly strangers: string | null;
}

export interface Surroundings {
  readonly store: Store;
  readonly freshnessHours: number;
  readonly comparison: Comparison | null;
  readonly fleet: FleetVerdict;
}

const SEEN = 'sweep.seen';

export async function readSeen(store: Pick<Store, 'meta'>): Promise<Seen | null> {
  const kept = await store.meta.get(SEEN);
  return kept === null ? null : (JSON.parse(kept) as Seen);
}

/** A sweep that began later has seen more. */
export async function keepSeen(store: Pick<Store, 'meta'>, seen: Seen): Promise<void> {
  const kept = await readSeen(store);
  if (kept === null || kept.at <= seen.at) await store.meta.set(SEEN, JSON.stringify(seen));
}

export async function surroundingsNow(around: Surroundings, now: Instant): Promise<Seen> {
  const { store, comparison, fleet, freshnessHours } = around;
  return {
    at: now,
    feeds: contentDigest(stateOfFeeds(await store.events.sources(), now, freshnessHours)),
    drawnAt: comparison?.knownTo ?? null,
    isFleetQuiet: fleet.kind === 'quiet',
    guests: contentDigest((await store.people.all()).filter(({ role }) => role === 'guest').map(({ id }) => id)),
    strangers: (await store.standings.unheard()).length === 0 ? null : await strangersNow(store, now),
  };
}

async function strangersNow({ events }: Store, now: Instant): Promise<string> {
  const { unknown, total } = await events.groupIds(now - ID_MEMORY_MS);
  return contentDigest({ unknown, many: areManyUnknown(total === 0 ? null : unknown.length / total) });
}

export interface Known {
  readonly before: Seen | null;
  readonly current: Seen;
  readonly marks: readonly Mark[];
  /** Whose file changed what their acts are worth. */
  readonly users: ReadonlySet<string>;
}

/**
 * The accounts of which a verdict, or what follows from it, may be another than it is stored: those with news, those that time
 * alone can have changed, and those with an open alert, which waits for hours, budgets and answers. Null: everybody, since what
 * surrounds all of them is not what it was.
 */
export async function dueAccounts(
  { store }: Pick<Surroundings, 'store'>,
  { before, current, marks, users }: Known,
  now: Instant,
): Promise<ReadonlySet<AccountKey> | null> {
  if (before === null || before.at > now) return null;
  if (before.feeds !== current.feeds || before.drawnAt !== current.drawnAt) return null;
  if (before.isFleetQuiet !== current.isFleetQuiet || before.guests !== current.guests) return null;
  const idsOf = (what: Mark['what']): readonly string[] =>
    marks.filter((mark) => mark.what === what).map(({ id }) => id);
  const places = await store.news.placesOf([...users]);
  const open = await store.alerts.allOpen();
  return new Set([
    ...idsOf('account'),
    ...(await store.news.keysOf([...new Set([...idsOf('sent'), ...places])])),
    ...(await store.standings.due(now)),
    ...open.map(({ accountKey }) => accountKey),
    ...(before.strangers === current.strangers ? [] : await store.standings.unheard()),
  ]);
}

const MARKS_A_TURN = 5_000;

export async function readMarks({ news }: Pick<Store, 'news'>): Promise<readonly Mark[]> {
  const marks: Mark[] = [];
  for (;;) {
    const page = await news.page(marks.at(-1) ?? null, MARKS_A_TURN);
    marks.push(...page);
    if (page.length < MARKS_A_TURN) return marks;
    await nextTurn();
  }
}

/** The marks without those that may tell of these accounts, to which another sweep will come back. */
export function newsOfOthers(marks: readonly Mark[], accounts: readonly Account[]): readonly Mark[] {
  if (accounts.length === 0) return marks;
  const keys = new Set(accounts.map(({ key }) => key));
  const ids = new Set(accounts.map(({ accountId }) => accountId));
  return marks.filter(({ what, id }) => (what === 'account' ? !keys.has(id) : what === 'sent' && !ids.has(id)));
}

const SETTLED_A_TURN = 250;

/** What was judged is news no more; what came in meanwhile stays. */
export async function settleMarks(store: Store, marks: readonly Mark[]): Promise<void> {
  for (let from = 0; from < marks.length; from += SETTLED_A_TURN) {
    await store.transaction((inside) => inside.news.settle(marks.slice(from, from + SETTLED_A_TURN)));
    await nextTurn();
  }
}
