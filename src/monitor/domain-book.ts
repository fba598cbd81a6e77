import type { Instant } from '../domain/account.ts';
import type { AccountStore } from './account-store.ts';

type DomainReader = Pick<AccountStore, 'domains'>;

export interface DomainBook {
  /** The account that lists this e-mail domain; null when none does, or when several do: guessing would mix customers up. */
  accountIdOf(domain: string, accounts: DomainReader, now: Instant): Promise<string | null>;
}

/** How long a list of domains is trusted: an account that was just given its domain waits no longer for its events. */
const LIFE_MS = 30_000;

/** Which account lists which e-mail domain, read at most twice a minute however many events ask. */
export function createDomainBook(): DomainBook {
  let page: { readonly readAt: Instant; readonly idsByDomain: ReadonlyMap<string, readonly string[]> } | null = null;
  return {
    async accountIdOf(domain, accounts, now) {
      if (page === null || Math.abs(now - page.readAt) > LIFE_MS)
        page = { readAt: now, idsByDomain: await accounts.domains() };
      const [only, ...others] = page.idsByDomain.get(domain) ?? [];
      return only === undefined || others.length > 0 ? null : only;
    },
  };
}
