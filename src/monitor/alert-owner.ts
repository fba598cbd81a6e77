import type { Account, Instant } from '../domain/account.ts';
import { dayOf } from '../domain/local-date.ts';
import { chooseOwner, type Colleague, type OwnerChoice } from '../domain/owner.ts';
import type { Crew } from './keep-accounts.ts';
import { type Rules, zoneOfCsm } from './rules.ts';
import type { AlertRecord } from './alert-store.ts';
import type { Store } from './store.ts';

type Owned = Pick<Account, 'csm' | 'assignee'>;

/** The crew, and who of it is away today, each by their own calendar. */
export async function withAbsences(
  store: Pick<Store, 'people'>,
  rules: Rules,
  crew: Crew,
  now: Instant,
): Promise<Crew> {
  const away = new Set<number>();
  for (const [id, until] of await store.people.away()) {
    if (dayOf(now, zoneOfCsm(rules, id, crew.zone)) < until) away.add(id);
  }
  return { ...crew, away };
}

/** Whose account it is, here or away: they get its news, and an alert that they have stays with them. */
export const accountOwner = (account: Owned, rules: Rules, crew: Crew): OwnerChoice =>
  chooseOwner(account, rules.owners, members(crew));

/** Who gets a new alert: whoever is away is stood in for, unless nobody is left who could. */
export function ownerOf(account: Owned, rules: Rules, crew: Crew): OwnerChoice {
  const present = new Map([...members(crew)].filter(([id]) => crew.away?.has(id) !== true));
  const choice = chooseOwner(account, rules.owners, present);
  return choice.kind === 'found' ? choice : accountOwner(account, rules, crew);
}

/**
 * Who an open alert belongs to: absence moves only new ones, so it stays with the account's own CSM who has it. A deputy's goes
 * back when the CSM is back.
 */
export function holderOf(open: Pick<AlertRecord, 'csmId'>, account: Owned, rules: Rules, crew: Crew): OwnerChoice {
  const own = accountOwner(account, rules, crew);
  return own.kind === 'found' && own.owner.id === open.csmId ? own : ownerOf(account, rules, crew);
}

/** Active members only: guests are customers, negative ids are ClickUp's own agents, and ours is nobody's CSM. */
export function members({ people, seat }: Crew): ReadonlyMap<number, Colleague> {
  return new Map(
    people
      .filter(({ id, role }) => id > 0 && role !== 'guest' && id !== seat.id)
      .map(({ id, name }) => [id, { id, name }]),
  );
}
