import type { AccountJson } from './account-json.ts';

/** What the account list can be filtered by, as the accounts themselves have it. */
export interface Choices {
  readonly tiers: readonly string[];
  readonly useCases: readonly string[];
  /** `value` is what the filter `csm` takes. */
  readonly csms: readonly { readonly value: string; readonly name: string }[];
}

type Filtered = Pick<AccountJson, 'tier' | 'csm'> & { readonly useCase: string | null };

export function choicesOf(accounts: readonly Filtered[], tierRank: (tier: string | null) => number): Choices {
  const tiers = new Set(accounts.flatMap(({ tier }) => tier ?? []));
  const useCases = new Set(accounts.flatMap(({ useCase }) => useCase ?? []));
  const csms = new Map<string, string>();
  for (const { csm } of accounts) {
    const value = csm?.id ?? csm?.email ?? null;
    if (csm !== null && value !== null) csms.set(String(value), csm.name);
  }
  return {
    tiers: [...tiers].sort((one, other) => tierRank(other) - tierRank(one) || one.localeCompare(other)),
    useCases: [...useCases].sort((one, other) => one.localeCompare(other)),
    csms: [...csms].map(([value, name]) => ({ value, name })).sort((one, other) => one.name.localeCompare(other.name)),
  };
}
