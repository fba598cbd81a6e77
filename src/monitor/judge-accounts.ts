import type { Account, AccountKey, Instant } from '../domain/account.ts';
import { assess } from '../domain/assess.ts';
import type { Directory, Judged } from './account-row.ts';
import { newestAt, openAlertAt } from './as-of.ts';
import { withFleetHold } from './fleet-hold.ts';
import { livesAt } from './lives.ts';
import type { People } from './plan-head.ts';
import { alertKeys } from './raise-alerts.ts';
import type { ReadDeps } from './read-deps.ts';
import { createSnapshotReader, type SnapshotReader } from './snapshots.ts';
import type { AlertRecord } from './alert-store.ts';
import type { PlanRecord } from './plan-store.ts';
import { turnIfDue } from './turns.ts';

/** One request's view: everything in it is judged at the same instant, by the same surroundings. */
export interface View {
  readonly at: Instant;
  /** With what was said and received up to then. */
  readonly knownAt: Instant;
  readonly reader: SnapshotReader;
  readonly people: People;
  readonly laterTwins: ReadonlySet<AccountKey>;
}

export interface ViewOptions {
  /** Later than the instant judged: a judgement with hindsight. */
  readonly knownAt?: Instant;
  /** The only account ids that are looked at; default: any. */
  readonly ids?: readonly string[];
}

export async function openView(deps: ReadDeps, at: Instant, { knownAt = at, ids }: ViewOptions = {}): Promise<View> {
  const { store } = deps;
  const [people, laterTwins] = await Promise.all([store.people.all(), store.accounts.laterTwins(ids ?? null)]);
  const byId = new Map(people.map((person) => [person.id, person]));
  return { at, knownAt, reader: createSnapshotReader(deps), people: byId, laterTwins };
}

/**
 * Judges some accounts, each in the life in which it was at that instant, and collects what is kept about each. Lives that have
 * ended (`endedLives`) may be given too: each is judged on its own evidence and by the plan that was in force when it ended.
 */
export async function judgeAccounts(deps: ReadDeps, view: View, now: readonly Account[]): Promise<readonly Judged[]> {
  const accounts = await livesAt(deps.store.accounts, now, view.at);
  const keys = accounts.map(({ key }) => key);
  const holders = await holdersOf(deps, view, accounts);
  const verdicts = await verdictsOn(deps, view, accounts, holders);
  const newest = await newestPlans(deps, keys, view.at);
  const alerts = await openAlerts(deps, keys, view.at);
  return accounts.flatMap((account, index) => {
    const { key } = account;
    const judged = verdicts[index];
    if (judged === undefined) return [];
    const kept = { newest: newest.get(key) ?? null, alert: alerts.get(key) ?? null };
    return [{ account, ...judged, holder: holders.get(key) ?? null, ...kept }];
  });
}

/** Where names, and the tasks that ClickUp made of these alerts, are looked up. */
export async function directoryFor(deps: ReadDeps, view: View, alerts: readonly AlertRecord[]): Promise<Directory> {
  const written = await deps.store.outbox.results(alerts.map(({ id }) => alertKeys(id).task));
  return { people: view.people, written, ...(deps.phases === undefined ? {} : { phases: deps.phases }) };
}

/** For each account whose id another one had first, that other one: only it is judged by the id (METHOD section 1). */
async function holdersOf(
  deps: ReadDeps,
  view: View,
  accounts: readonly Account[],
): Promise<ReadonlyMap<AccountKey, Account>> {
  const holders = new Map<AccountKey, Account>();
  for (const { key, accountId } of accounts) {
    if (accountId === null || !view.laterTwins.has(key)) continue;
    const [first] = await deps.store.accounts.byAccountId(accountId);
    if (first !== undefined && first.key !== key) holders.set(key, first);
  }
  return holders;
}

type JudgedByKey = Pick<Judged, 'verdict' | 'excluded' | 'inForce'> & { readonly key: AccountKey };

/**
 * A later twin goes through the same judgement as an account without an id, which finds it blind: shown, with the reason, and
 * never credited or blamed for what the other account does.
 */
async function verdictsOn(
  { store }: ReadDeps,
  { reader, at, knownAt }: View,
  accounts: readonly Account[],
  holders: ReadonlyMap<AccountKey, Account>,
): Promise<readonly JudgedByKey[]> {
  const asJudged = accounts.map((account) => (holders.has(account.key) ? { ...account, accountId: null } : account));
  const snapshots = await reader.load(asJudged, at, { knownAt });
  const verdicts: JudgedByKey[] = [];
  for (const snapshot of snapshots) {
    const { account, excluded = [], inForce } = snapshot;
    verdicts.push({ key: account.key, verdict: assess(snapshot, at), excluded, inForce });
    await turnIfDue();
  }
  return withFleetHold(store, verdicts, at);
}

/** Only where a version was drafted after `at` does one have to look further back. */
async function newestPlans(
  deps: ReadDeps,
  keys: readonly AccountKey[],
  at: Instant,
): Promise<ReadonlyMap<AccountKey, PlanRecord>> {
  const newest = new Map(await deps.store.plans.newest(keys));
  for (const [key, record] of newest) {
    if (record.draftedAt <= at) continue;
    const earlier = newestAt(await deps.store.plans.versions(key), at);
    if (earlier === null) newest.delete(key);
    else newest.set(key, earlier);
  }
  return newest;
}

/**
 * The alerts that were open at `at`. Of most accounts the one that is open now or was closed last tells; only where both are
 * too young does their whole list have to be read.
 */
async function openAlerts(
  deps: ReadDeps,
  keys: readonly AccountKey[],
  at: Instant,
): Promise<ReadonlyMap<AccountKey, AlertRecord>> {
  const open = await deps.store.alerts.open(keys);
  const closed = await deps.store.alerts.lastClosed(keys);
  const found = new Map<AccountKey, AlertRecord>();
  for (const key of keys) {
    const recent = [open.get(key) ?? [], closed.get(key) ?? []].flat();
    const wasClosedSince = (closed.get(key)?.closedAt ?? at) > at;
    const alert =
      openAlertAt(recent, at) ?? (wasClosedSince ? openAlertAt(await deps.store.alerts.ofAccount(key), at) : null);
    if (alert !== null) found.set(key, alert);
  }
  return found;
}
