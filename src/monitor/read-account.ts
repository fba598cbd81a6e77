import type { Account, Instant } from '../domain/account.ts';
import { activityByDay, type DayOfActivity } from '../domain/activity.ts';
import { dayOf } from '../domain/local-date.ts';
import { MonitorError } from '../shared/errors.ts';
import { accountDetail } from './account-detail.ts';
import type { AccountDetailJson } from './account-json.ts';
import type { Judged } from './account-row.ts';
import { asOfInstant } from './as-of.ts';
import { directoryFor, judgeAccounts, openView, type View } from './judge-accounts.ts';
import type { ReadDeps } from './read-deps.ts';
import { readHealth } from './read-health.ts';
import { readWhoseMove } from './read-whose-move.ts';

/**
 * Everything about one account, judged now or as of the end of the date `asOf`.
 * @param id its `account_id`, or the id of its task: an account whose id is still missing can be looked at too
 * @throws MonitorError `not_found`; `bad_input` for an `asOf` that means nothing
 */
export async function readAccount(
  deps: ReadDeps,
  id: string,
  now: Instant,
  asOf: string | null = null,
): Promise<AccountDetailJson> {
  const at = asOfInstant(asOf, deps.zone, now);
  const account = await findAccount(deps, id);
  const view = await openView(deps, at, { ids: account?.accountId == null ? [] : [account.accountId] });
  const [judged] = account === null ? [] : await judgeAccounts(deps, view, [account]);
  if (judged === undefined) {
    throw new MonitorError(
      'not_found',
      `account "${id}" is not known: compare it with the account list; a new task is read within minutes`,
    );
  }
  const { key } = judged.account;
  const { plans, alerts, standings, accounts } = deps.store;
  const today = dayOf(at, judged.account.zone);
  const pause = (await accounts.lastPauses([key], today + 1)).get(key) ?? null;
  const kept = {
    versions: await plans.versions(key),
    alerts: await alerts.ofAccount(key),
    history: await standings.history(key),
    pause: pause !== null && pause.from <= today ? pause : null,
    targets: deps.aspirationsOf?.(judged.account) ?? [],
    lives: [...((await deps.store.accounts.endedLives([key])).get(key) ?? []), ...(account === null ? [] : [account])],
    // What was open on an earlier date is not kept, so nothing is said of it.
    whoseMove: at < now ? null : await readWhoseMove(deps, judged),
    activity: await activityOf(view, judged, at),
    health: await readHealth(deps, view, judged.account),
  };
  return accountDetail(judged, kept, await directoryFor(deps, view, kept.alerts), at);
}

/** A later twin is judged as if it had no id: nothing that was sent for the id is its own. */
async function activityOf(
  { reader }: View,
  { account, holder }: Judged,
  at: Instant,
): Promise<readonly DayOfActivity[]> {
  const snapshots = holder === null ? await reader.load([account], at) : [];
  return snapshots.flatMap((snapshot) => activityByDay(snapshot, at));
}

/** By its account id, else by its task. Of two accounts with one id the one that is judged by it. */
export async function findAccount({ store }: Pick<ReadDeps, 'store'>, id: string): Promise<Account | null> {
  const [first] = await store.accounts.byAccountId(id);
  return first ?? store.accounts.byTask(id);
}
