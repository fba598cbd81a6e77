import type { Account, AccountKey, Instant } from '../domain/account.ts';
import { dataBegan, unseenPart } from '../domain/beginning.ts';
import { type Comparison, createComparison } from '../domain/comparison.ts';
import { dayOf, dayToIso } from '../domain/local-date.ts';
import { type Peer, peerFrom, type SignalBook, signalBook } from '../domain/peer.ts';
import { milestonesOf, type Signal } from '../domain/plan.ts';
import { type SignalKey, signalKey } from '../domain/signal-key.ts';
import { accountPages } from './account-pages.ts';
import { everyLife } from './lives.ts';
import { createSnapshotReader, type SnapshotDeps } from './snapshots.ts';
import type { Store } from './store.ts';

export type ComparisonStore = Pick<Store, 'accounts' | 'acts' | 'corrections' | 'events' | 'people' | 'plans' | 'meta'>;

/** How others fared, drawn up once a local date and kept for it (METHOD section 5: curves are rebuilt daily). */
export interface Comparisons {
  /** What `now` is judged with; null: too few accounts for any group. An earlier instant gets what was known then. */
  at(store: ComparisonStore, now: Instant): Promise<Comparison | null>;
  /**
   * The same, drawn up anew where a plan came into force since whose rule was followed for nobody yet. For sweeps. `lastDrawnAt`: when
   * the one was drawn up that the last sweep judged by, in whichever process; of this date, all of them go by it.
   */
  fresh(store: ComparisonStore, now: Instant, lastDrawnAt?: Instant | null): Promise<Comparison | null>;
}

export interface ComparisonsDeps extends Pick<SnapshotDeps, 'exclusion' | 'policyOf'> {
  /** IANA name of the workspace's zone, asked of the store at hand: it may be inside a transaction. */
  readonly zone: (store: Pick<Store, 'meta'>) => Promise<string>;
}

interface Kept {
  readonly date: string;
  readonly drawnAt: Instant;
  /** Every plan that came into force up to then follows a rule that was followed. */
  approvedAt: Instant | null;
  readonly store: ComparisonStore;
  readonly comparison: Promise<Comparison | null>;
  isDrawn: boolean;
}

export function createComparisons(deps: ComparisonsDeps): Comparisons {
  let kept: Kept | null = null;
  const draw = (store: ComparisonStore, now: Instant, date: string, approvedAt: Instant | null): Kept => {
    const comparison = readComparison(deps, store, now, date);
    const mine: Kept = { date, drawnAt: now, approvedAt, store, comparison, isDrawn: false };
    if (kept === null || kept.date <= date) kept = mine;
    comparison.then(
      () => {
        mine.isDrawn = true;
      },
      // What could not be read is read again by whoever asks next.
      () => {
        if (kept === mine) kept = null;
      },
    );
    return mine;
  };
  // A transaction must not wait for what is still being read past it: with one connection both would wait for ever.
  const known = (store: ComparisonStore, date: string): Kept | null =>
    kept?.date === date && (kept.isDrawn || kept.store === store) ? kept : null;
  const dateOf = async (store: ComparisonStore, at: Instant): Promise<string> =>
    dayToIso(dayOf(at, await deps.zone(store)));
  return {
    async at(store, now) {
      const date = await dateOf(store, now);
      const kept = known(store, date) ?? draw(store, now, date, await store.plans.lastApprovedAt());
      return kept.comparison;
    },
    async fresh(store, now, lastDrawnAt = null) {
      const date = await dateOf(store, now);
      const approvedAt = await store.plans.lastApprovedAt();
      const mine = known(store, date);
      const isBehind =
        lastDrawnAt !== null && lastDrawnAt > (mine?.drawnAt ?? 0) && (await dateOf(store, lastDrawnAt)) === date;
      const before = isBehind ? draw(store, lastDrawnAt, date, lastDrawnAt) : mine;
      if (before === null || !(await followsAll(store, before, approvedAt)))
        return draw(store, now, date, approvedAt).comparison;
      before.approvedAt = approvedAt;
      return before.comparison;
    },
  };
}

async function followsAll(store: ComparisonStore, kept: Kept, approvedAt: Instant | null): Promise<boolean> {
  if (kept.approvedAt === approvedAt) return true;
  const comparison = await kept.comparison;
  if (comparison === null || kept.approvedAt === null) return false;
  const plans = await store.plans.approvedSince(kept.approvedAt);
  return plans.flatMap(milestonesOf).every(({ signal }) => comparison.signals.has(signalKey(signal)));
}

/** Below this no account has twenty others. */
const FEWEST_ACCOUNTS = 21;

/** Follows every rule that anybody is judged by over everybody's events. */
export async function readComparison(
  deps: Pick<ComparisonsDeps, 'exclusion' | 'policyOf'>,
  store: ComparisonStore,
  now: Instant,
  date: string,
): Promise<Comparison | null> {
  if ((await store.accounts.count()) < FEWEST_ACCOUNTS) return null;
  const book = signalBook(await signalsInForce(store, now));
  if (book.keys.size === 0) return null;
  const peers: Peer[] = [];
  const began = dataBegan(await store.events.sources(), await store.events.first());
  const reader = createSnapshotReader({ ...deps, store });
  const twins = await store.accounts.laterTwins(null);
  for await (const accounts of accountPages(store.accounts)) {
    const compared = accounts.filter((account) => isComparable(account, twins, began));
    const lives = await everyLife(store.accounts, compared, now);
    for (const snapshot of await reader.load(lives, now)) peers.push(peerFrom(snapshot, book));
  }
  return createComparison({ peers, version: versionOf(date, peers, book), signals: book.keys, knownTo: now });
}

/**
 * Nobody can say what an account without an id did, nor what one did before our data; test accounts are in no figure.
 */
function isComparable(account: Account, twins: ReadonlySet<AccountKey>, began: Instant | null): boolean {
  if (account.accountId === null || account.status === 'excluded' || twins.has(account.key)) return false;
  return !unseenPart(account, { reachedByHand: false }, began).mayHaveReachedUnseen;
}

/** Each rule once, however many are judged by it. */
async function signalsInForce(store: ComparisonStore, now: Instant): Promise<readonly Signal[]> {
  const signals = new Map<SignalKey, Signal>();
  for await (const accounts of accountPages(store.accounts)) {
    const plans = await store.plans.inForce(
      accounts.map(({ key }) => key),
      now,
    );
    for (const { plan } of plans.values())
      for (const { signal } of milestonesOf(plan)) signals.set(signalKey(signal), signal);
  }
  return [...signals.values()];
}

/** `2026-11-25/412.1630`: the date, the lives compared, and how often they met one of the rules. */
function versionOf(date: string, peers: readonly Peer[], book: SignalBook): string {
  const met = peers.reduce((sum, peer) => sum + peer.met.size, 0);
  return `${date}/${peers.length}.${book.keys.size}.${met}`;
}
