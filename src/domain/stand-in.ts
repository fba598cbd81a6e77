import { BOARD_SOURCE, boardUser } from './board-act.ts';
import { isMark } from './qualified.ts';

/**
 * What is left of somebody who is forgotten: a name that says nothing, so that their acts still count as those of one person, and no
 * verdict, date or receipt changes.
 */
export interface StandIn {
  readonly userId: string;
  /** Ids and e-mail addresses of the person, lower case. */
  readonly insteadOf: ReadonlySet<string>;
}

/** Among people of ClickUp it is one of them, else guests would be taken for our own team. @param number drawn at random */
export const standInUser = (userIds: readonly string[], number: number): string =>
  userIds.some((id) => id.startsWith(`${BOARD_SOURCE}:`)) ? boardUser(number) : `forgotten:${number}`;

type Bag = Readonly<Record<string, unknown>>;

/** Whether somebody is one of ours is seen by the domain, which is nobody's own. */
export const withoutName = (email: string): string => `forgotten@${email.split('@').at(-1)}`;

/** Somebody else's event: where the person is named by an id or an address, the stand-in is. */
export const withStandIn = (properties: Bag, standIn: StandIn): Bag =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, replaced(value, standIn)]));

/**
 * The person's own event: of what it says only what signals ask for, what tells that it does not count, and what is no text.
 * @param asked names of properties on which a signal depends
 */
export function ownWithStandIn(properties: Bag, standIn: StandIn, asked: ReadonlySet<string>): Bag {
  const kept = Object.entries(properties).filter(
    ([name, value]) =>
      asked.has(name) || isMark(name) || typeof value === 'number' || typeof value === 'boolean' || value === null,
  );
  return withStandIn(Object.fromEntries(kept), standIn);
}

/** Of a user's traits: what tells whether the acts count, and as whose. */
export const traitsOfStandIn = (traits: Bag): Bag =>
  Object.fromEntries(Object.entries(traits).filter(([name]) => isMark(name) || ADMIN_TRAITS.has(name)));

const ADMIN_TRAITS: ReadonlySet<string> = new Set(['role', 'is_admin', 'admin']);

function replaced(value: unknown, standIn: StandIn): unknown {
  if (typeof value === 'string' || typeof value === 'number') {
    if (!standIn.insteadOf.has(String(value).toLowerCase())) return value;
    return String(value).includes('@') ? withoutName(String(value)) : standIn.userId;
  }
  if (Array.isArray(value)) return value.map((each) => replaced(each, standIn));
  return typeof value === 'object' && value !== null ? withStandIn(value as Bag, standIn) : value;
}
