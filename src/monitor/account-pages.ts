import type { Account, AccountKey } from '../domain/account.ts';
import type { AccountStore } from './account-store.ts';
import { nextTurn } from './turns.ts';

/** So many are judged in some ten milliseconds; more would hold up whoever else waits in this process. */
const CHUNK = 100;

/** Every account, in chunks; between two of them whoever else waits in this process gets a turn. */
export async function* accountPages(accounts: Pick<AccountStore, 'page'>): AsyncGenerator<readonly Account[]> {
  let after: AccountKey | null = null;
  for (;;) {
    const page: readonly Account[] = await accounts.page(after, CHUNK);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.key;
    await nextTurn();
  }
}
