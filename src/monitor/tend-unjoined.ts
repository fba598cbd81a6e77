import type { Instant } from '../domain/account.ts';
import { createDomainBook } from './domain-book.ts';
import type { Store } from './store.ts';
import { UNJOINED_MEMORY_MS, UserFiles } from './user-files.ts';

/** So many people a sweep are looked at, and joined to accounts; the next sweep goes on behind them. */
export interface AtATime {
  readonly lookedAt: number;
  readonly joined: number;
}
const AT_A_TIME: AtATime = { lookedAt: 5_000, joined: 500 };
/** The user id up to which the last sweep came; empty: through. */
const LOOKED_TO = 'unjoined.looked_to';

/**
 * Events whose people an account has come to list by their e-mail domain are joined to it; those that nobody claimed for 30 days are
 * forgotten (CONTRACT section 5).
 */
export async function tendUnjoined(
  store: Pick<Store, 'accounts' | 'events' | 'meta'>,
  now: Instant,
  atATime = AT_A_TIME,
): Promise<void> {
  await store.events.dropUnjoined(now - UNJOINED_MEMORY_MS);
  const after = (await store.meta.get(LOOKED_TO)) ?? '';
  const lookedTo = await joinByEmail(store, after, now, atATime);
  if (lookedTo !== after) await store.meta.set(LOOKED_TO, lookedTo);
}

/** Returns up to whom it came; empty: to the last. */
async function joinByEmail(
  store: Pick<Store, 'accounts' | 'events'>,
  after: string,
  now: Instant,
  atATime: AtATime,
): Promise<string> {
  const files = new UserFiles(store, createDomainBook(), now);
  const people = await store.events.unjoinedUsers(after, atATime.lookedAt);
  let joined = 0;
  for (const { userId, email } of people) {
    if ((await files.accountByEmail(userId, email)) === null) continue;
    await files.joinByEmail(userId);
    joined += 1;
    if (joined === atATime.joined) return userId;
  }
  return people.length === atATime.lookedAt ? (people.at(-1)?.userId ?? '') : '';
}
