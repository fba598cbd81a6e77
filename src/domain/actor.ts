import type { Actor } from './plan.ts';
import type { AccountUser, UsageEvent } from './usage-event.ts';

/** What is known of the people of one account when its events are judged. */
export interface People {
  readonly users: ReadonlyMap<string, AccountUser>;
  readonly firstUserId: string | null;
}

/**
 * Whether the right kind of person acted (CONTRACT section 4). An act that names nobody was not done by anyone identified as
 * a member, so it is `external`; that its doer is no admin or not the creator is more than we can say, so it is neither.
 */
export function isBy(actor: Actor, event: UsageEvent, people: People): boolean {
  if (actor === 'any') return true;
  const { userId } = event;
  if (userId === null) return actor === 'external';
  const user = people.users.get(userId);
  if (actor === 'external') return user?.member !== true;
  if (actor === 'not_admin') return user?.admin !== true;
  return isNotCreator(userId, event.properties, people.firstUserId);
}

export const CREATOR_PROPERTIES = ['creator', 'creator_id', 'created_by', 'owner_id'] as const;

function isNotCreator(userId: string, properties: UsageEvent['properties'], firstUserId: string | null): boolean {
  const creators = CREATOR_PROPERTIES.flatMap((name) => idOf(properties, name));
  if (creators.length > 0) return !creators.includes(userId);
  return firstUserId !== null && userId !== firstUserId;
}

/** Ids are sent as text or as numbers; anything else names nobody. */
function idOf(properties: UsageEvent['properties'], name: string): string[] {
  const value = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}
