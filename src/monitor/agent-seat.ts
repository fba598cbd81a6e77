import type { AccountKey } from '../domain/account.ts';
import type { Seat } from './board.ts';
import type { Rules } from './rules.ts';
import type { Store } from './store.ts';

const PAGE = 500;

/**
 * What else the agent's seat is in the team: `a CSM`, `an onboarding lead` … none when it has a seat of its own. A person's own
 * token would let the agent speak as that person, and leave that person without a voice.
 */
export async function otherRolesOf(
  { id }: Pick<Seat, 'id'>,
  { store, rules }: { readonly store: Pick<Store, 'accounts'>; readonly rules: Rules },
): Promise<readonly string[]> {
  const roles = new Set<string>();
  const { owners, approval } = rules;
  if (owners.lead === id) roles.add('the team’s lead');
  if (owners.fallback === id) roles.add('the fallback owner');
  if ([...owners.deputies.values()].includes(id)) roles.add('a deputy');
  if (approval.approvers.includes(id)) roles.add('an approver');
  for (let after: AccountKey | null = null; ; ) {
    const page = await store.accounts.page(after, PAGE);
    if (page.some(({ csm }) => csm?.id === id)) roles.add('a CSM');
    if (page.some(({ lead }) => lead?.id === id)) roles.add('an onboarding lead');
    after = page.at(-1)?.key ?? null;
    if (page.length < PAGE) return [...roles];
  }
}

export const SEAT_WAY_OUT =
  'give the agent a seat of its own and set its token as CLICKUP_API_TOKEN: this person can approve nothing and gets no alerts';
