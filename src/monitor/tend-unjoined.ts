import type { Instant } from '../domain/account.ts';
import { createDomainBook } from './domain-book.ts';
import type { Store } from './store.ts';
import { UNJOINED_MEMORY_MS, UserFiles } from './user-files.ts';

/** So many people a sweep; the others follow with the next one. */
const AT_A_TIME = 500;

/**
 * Events whose people an account has come to list by their e-mail domain are joined to it; those that nobody claimed for 30 days are
 * forgotten (CONTRACT section 5).
 */
export async function tendUnjoined(store: Pick<Store, 'accounts' | 'events'>, now: Instant): Promise<void> {
  const since = now - UNJOINED_MEMORY_MS;
  await store.events.dropUnjoined(since);
  const people = await store.events.unjoinedPeople(since, AT_A_TIME);
  const files = new UserFiles(store, createDomainBook(), now);
  for (const { who, email } of people) if (who !== null && email !== null) await files.joinByEmail(who);
}
