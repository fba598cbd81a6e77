import type { Instant } from '../domain/account.ts';
import { accountsBehind } from './accounts-behind.ts';
import { type AccountsPage, type AccountsQuery, readAccounts } from './read-accounts.ts';
import { readActivation } from './read-activation.ts';
import type { Reading } from './remembering.ts';

/** The list as a page or a data route asks for it: also by a number of the activation page that counted the accounts. */
export interface ListQuery extends Omit<AccountsQuery, 'keys'> {
  readonly behind?: Behind;
}

export interface Behind {
  /** As `accountsBehind` names it. */
  readonly figure: string;
  /** `2026-09` or `2026-W39`; without it all cohorts together. */
  readonly cohort?: string;
  /** The further question whose answer the number stands in; tier, use case and date are those of the list. */
  readonly from?: string;
  readonly to?: string;
  readonly plan?: string;
}

/**
 * @throws MonitorError `bad_input` for what means nothing, the figure included
 */
export async function listAccounts(deps: Reading, query: ListQuery, now: Instant): Promise<AccountsPage> {
  const { behind, ...rest } = query;
  if (behind === undefined) return readAccounts(deps, rest, now);
  const { figure, cohort, ...range } = behind;
  const { tier, useCase, asOf, mayBeOld } = query;
  const asked = {
    ...range,
    ...(tier === undefined ? {} : { tier }),
    ...(useCase === undefined ? {} : { useCase }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(mayBeOld === undefined ? {} : { mayBeOld }),
    cohort: cohort?.includes('W') === true ? ('week' as const) : ('month' as const),
  };
  const keys = new Set(accountsBehind(await readActivation(deps, asked, now), figure, cohort ?? null));
  return readAccounts(deps, { ...rest, keys }, now);
}
