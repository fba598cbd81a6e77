import type { Account, Instant } from '../domain/account.ts';
import { lifeAt, lifeOf } from '../domain/life.ts';
import { dayOf } from '../domain/local-date.ts';
import type { AccountStore } from './account-store.ts';
import type { Store } from './store.ts';

/** These accounts in the life that each was in at `at`, as it was known then; asks the database only about those that began anew since. */
export async function livesAt(
  store: Pick<AccountStore, 'endedLives'>,
  accounts: readonly Account[],
  at: Instant,
): Promise<readonly Account[]> {
  const later = accounts.filter(
    (account) => lifeOf(account).end === null && (lifeOf(account).before?.succeededAt ?? at) > at,
  );
  if (later.length === 0) return accounts;
  const ended = await store.endedLives(later.map(({ key }) => key));
  return accounts.map((account) =>
    lifeOf(account).end === null ? lifeAt(account, ended.get(account.key) ?? [], at) : account,
  );
}

/** The same accounts with each of their lives that was over by `at`: for figures in which every life stays in its cohort. */
export async function everyLife(
  store: Pick<AccountStore, 'endedLives'>,
  accounts: readonly Account[],
  at: Instant,
): Promise<readonly Account[]> {
  const again = accounts.filter((account) => lifeOf(account).number > 1);
  if (again.length === 0) return accounts;
  const ended = await store.endedLives(again.map(({ key }) => key));
  const over = (life: Account): boolean => (lifeOf(life).end?.succeededAt ?? Number.POSITIVE_INFINITY) <= at;
  return [...accounts, ...again.flatMap(({ key }) => (ended.get(key) ?? []).filter(over))];
}

/** Nothing that was said, paused or alerted of the life before reaches into the one that begins; what happened stays in its history. */
export async function startAfresh(
  { accounts, standings }: Pick<Store, 'accounts' | 'standings'>,
  { key, startedOn, zone }: Account,
  now: Instant,
): Promise<void> {
  const today = dayOf(now, zone);
  await accounts.endHolds(key, 'pause', null, Math.min(today, startedOn), null);
  await accounts.endHolds(key, 'snooze', null, today, null);
  await standings.forget(key);
}
