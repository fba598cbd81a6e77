import type { Account, AccountKey, Day, Instant } from '../domain/account.ts';
import { dayOf } from '../domain/local-date.ts';
import type { ReviewedRecord } from './review-account.ts';
import type { Standing } from './standing-store.ts';
import type { Store } from './store.ts';

/** A pause that ended longer ago is asked about no more. */
const PAUSE_MEMORY_DAYS = 30;

/** What is stored of each of these accounts that bears on what follows from its verdict; inside the transaction that decides. */
export async function readKnown(
  store: Store,
  accounts: readonly Account[],
  standings: ReadonlyMap<AccountKey, Standing>,
  now: Instant,
): Promise<(key: AccountKey) => ReviewedRecord> {
  const keys = accounts.map(({ key }) => key);
  // One after another: inside a transaction there is one connection.
  const open = await store.alerts.open(keys);
  const told = await store.alerts.lastTold(keys);
  const snoozed = await store.accounts.snoozedUntil(keys);
  const pauses = await store.accounts.lastPauses(keys, dayOf(now, 'utc') - PAUSE_MEMORY_DAYS);
  const gone = accounts.filter(({ key, status }) => status === 'left' && standings.get(key)?.missedOn == null);
  const warned = await store.alerts.firstHard(gone.map(({ key }) => key));
  const zones = new Map(gone.map(({ key, zone }) => [key, zone]));
  return (key) => ({
    standing: standings.get(key) ?? null,
    open: open.get(key) ?? null,
    lastTold: told.get(key) ?? null,
    snoozedUntil: snoozed.get(key) ?? null,
    pause: pauses.get(key) ?? null,
    firstHardOn: dateOf(warned.get(key), zones.get(key)),
  });
}

const dateOf = (at: Instant | undefined, zone: string | undefined): Day | null =>
  at === undefined || zone === undefined ? null : dayOf(at, zone);
