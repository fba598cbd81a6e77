import type { Account } from './account.ts';

/** Who can be given work: active members of the workspace; guests are customers, and the agent is nobody's CSM. */
export interface Colleague {
  readonly id: number;
  readonly name: string;
}

export interface OwnerRules {
  readonly deputies: ReadonlyMap<number, number>;
  readonly lead: number | null;
  readonly fallback: number | null;
}

export type OwnerChoice =
  /** `instead`: why it is not the CSM of the account, for people to read; null when it is. */
  | { readonly kind: 'found'; readonly owner: Colleague; readonly instead: string | null }
  | { readonly kind: 'nobody'; readonly because: string };

/**
 * The CSM field, else the first human assignee of the account task, else deputy, lead, fallback (CONTRACT section 7, Hard
 * alert); `available` leaves out whoever is gone or away. There is never an alert without an active owner.
 */
export function chooseOwner(
  account: Pick<Account, 'csm' | 'assignee'>,
  rules: OwnerRules,
  available: ReadonlyMap<number, Colleague>,
): OwnerChoice {
  const at = (id: number | null | undefined): Colleague | undefined =>
    id === null || id === undefined ? undefined : available.get(id);
  const csm = account.csm;
  const named = at(csm?.id);
  if (named !== undefined) return { kind: 'found', owner: named, instead: null };
  // Whoever the task is assigned to stands in for a CSM who is not set, and is stood in for in the same way.
  const person = csm ?? account.assignee;
  const assigned = at(person?.id);
  const why = person === null || assigned !== undefined ? 'the account has no CSM' : `${person.name} is not available`;
  const candidates: readonly (readonly [Colleague | undefined, string])[] = [
    [assigned, 'the task is assigned to them'],
    [person?.id == null ? undefined : at(rules.deputies.get(person.id)), 'they are the deputy'],
    [at(rules.lead), 'they lead the team'],
    [at(rules.fallback), 'they are the fallback owner'],
  ];
  for (const [owner, because] of candidates) {
    if (owner !== undefined) return { kind: 'found', owner, instead: `${why}, ${because}` };
  }
  return {
    kind: 'nobody',
    because: `${why}, and neither deputy, lead nor fallback of monitor.yaml (owners) is an active member`,
  };
}
