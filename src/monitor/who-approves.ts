import type { Account } from '../domain/account.ts';
import type { Colleague } from '../domain/owner.ts';
import type { Crew } from './keep-accounts.ts';
import type { ApprovalMode, Rules } from './rules.ts';

export const approvalMode = (rules: Rules, account: Account): ApprovalMode =>
  rules.approval.byTier.get(account.tier ?? '') ?? rules.approval.standard;

/** Who is asked: the account's lead, else the first approver, else `owners.lead`; whoever is asked may approve. */
export function leadOf(account: Account, rules: Rules, { people, seat }: Crew): Colleague | null {
  const candidates = [account.lead?.id, ...rules.approval.approvers, rules.owners.lead];
  const found = candidates
    .map((id) => people.find((person) => person.id === id && person.id !== seat.id && person.role !== 'guest'))
    .find((person) => person !== undefined);
  return found === undefined ? null : { id: found.id, name: found.name };
}
