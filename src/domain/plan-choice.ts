import type { Account } from './account.ts';
import type { Plan } from './plan.ts';

/** One entry of a `plans` file: for the accounts that match all that is said; null says nothing. */
export interface PlanEntry {
  readonly match: {
    readonly tier: string | null;
    readonly useCase: string | null;
    readonly accountId: string | null;
  };
  readonly plan: Plan;
}

/** The first entry that an account matches, tier and use case in any case; null: none. */
export function entryFor<E extends PlanEntry>(
  entries: readonly E[],
  { tier, useCase, accountId }: Pick<Account, 'tier' | 'useCase' | 'accountId'>,
): E | null {
  const found = entries.find(
    ({ match }) =>
      fits(match.tier, tier) &&
      fits(match.useCase, useCase) &&
      (match.accountId === null || match.accountId === accountId),
  );
  return found ?? null;
}

function fits(wanted: string | null, has: string | null): boolean {
  return wanted === null || wanted.toLowerCase() === has?.toLowerCase();
}
