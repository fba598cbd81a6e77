import type { Account } from '../../domain/account.ts';
import { csmOf } from '../account-row.ts';
import type { Member } from '../board.ts';
import { leadOf } from '../who-approves.ts';
import type { Crew } from '../keep-accounts.ts';
import type { Rules } from '../rules.ts';
import type { Command } from './command.ts';

/** Who a comment comes from, as far as rights go. Guests, unknown users and ClickUp's own agents are nobody to us. */
export type Speaker =
  | { readonly kind: 'agent' }
  | { readonly kind: 'outsider'; readonly because: 'guest' | 'unknown' | 'super_agent' }
  | { readonly kind: 'member'; readonly person: Member };

export function speakerOf(authorId: number, crew: Crew): Speaker {
  if (authorId === crew.seat.id) return { kind: 'agent' };
  if (authorId < 0) return { kind: 'outsider', because: 'super_agent' };
  const person = crew.people.find(({ id }) => id === authorId);
  if (person === undefined) return { kind: 'outsider', because: 'unknown' };
  return person.role === 'guest' ? { kind: 'outsider', because: 'guest' } : { kind: 'member', person };
}

export type Permission = { readonly kind: 'may' } | { readonly kind: 'may_not'; readonly who: string };

const WHO_APPROVES = 'the account’s onboarding lead or an approver of monitor.yaml';

/**
 * The table of CONTRACT section 7: who may say what about one account. Whose verdict counts is the alert's to say. `isCalled`: this
 * person was mentioned about the draft that waits, and whoever is mentioned may approve.
 */
export function permissionFor(
  command: Command,
  person: Member,
  account: Account,
  rules: Rules,
  crew: Crew,
  isCalled = false,
): Permission {
  const approver =
    isCalled ||
    account.lead?.id === person.id ||
    rules.approval.approvers.includes(person.id) ||
    leadOf(account, rules, crew)?.id === person.id;
  switch (command.kind) {
    case 'approve':
    case 'reject':
    case 'edit':
      return approver ? { kind: 'may' } : { kind: 'may_not', who: WHO_APPROVES };
    case 'redraft':
    case 'snooze':
    case 'pause':
    case 'resume':
    case 'reached':
    case 'not reached':
    case 'retract':
      return approver || csmOf(account)?.id === person.id
        ? { kind: 'may' }
        : { kind: 'may_not', who: `${WHO_APPROVES}, or its CSM` };
    default:
      return { kind: 'may' };
  }
}
