import type { Account, AccountKey } from '../domain/account.ts';
import { csmOf } from './account-row.ts';
import type { Store } from './store.ts';

const PAGE = 500;

/** The accounts that somebody is the CSM of: by the field, else as the first assignee; without second tasks of one id. */
export async function accountsOf(store: Pick<Store, 'accounts'>, personId: number): Promise<readonly Account[]> {
  const later = await store.accounts.laterTwins(null);
  const found: Account[] = [];
  for (let after: AccountKey | null = null; ; ) {
    const page: readonly Account[] = await store.accounts.page(after, PAGE);
    if (page.length === 0) return found;
    after = page.at(-1)?.key ?? null;
    found.push(...page.filter((account) => csmOf(account)?.id === personId && !later.has(account.key)));
  }
}
