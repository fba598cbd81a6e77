import { accountPages } from './account-pages.ts';
import { csmOf, personJson } from './account-row.ts';
import type { ReadDeps } from './read-deps.ts';

/** What the account list can be filtered by, as the accounts themselves have it. */
export interface Choices {
  readonly tiers: readonly string[];
  /** `value` is what the filter `csm` takes. */
  readonly csms: readonly { readonly value: string; readonly name: string }[];
}

export async function readChoices({ store, tierRank }: Pick<ReadDeps, 'store' | 'tierRank'>): Promise<Choices> {
  const people = new Map((await store.people.all()).map((person) => [person.id, person]));
  const tiers = new Set<string>();
  const csms = new Map<string, string>();
  for await (const accounts of accountPages(store.accounts)) {
    for (const account of accounts.filter(({ status }) => status !== 'excluded')) {
      if (account.tier !== null) tiers.add(account.tier);
      const csm = csmOf(account);
      const person = csm === null ? null : personJson(csm, people);
      const value = person?.id ?? person?.email ?? null;
      if (person !== null && value !== null) csms.set(String(value), person.name);
    }
  }
  return {
    tiers: [...tiers].sort((one, other) => tierRank(other) - tierRank(one) || one.localeCompare(other)),
    csms: [...csms].map(([value, name]) => ({ value, name })).sort((one, other) => one.name.localeCompare(other.name)),
  };
}
