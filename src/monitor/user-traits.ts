import { saysAdmin } from '../domain/event-person.ts';
import type { UserFacts } from './event-store.ts';

/** Traits pile up over calls; a user's file is started afresh rather than let grow without end. */
const LARGEST_TRAITS = 32_768;

/** Traits add up over calls: what a later one does not mention stays. */
export function withTraits(
  before: UserFacts | null,
  userId: string,
  said: UserFacts['traits'],
  email: string | null,
): UserFacts {
  const all = { ...before?.traits, ...said };
  const traits = JSON.stringify(all).length > LARGEST_TRAITS ? said : all;
  return { userId, email: email?.toLowerCase() ?? before?.email ?? null, admin: saysAdmin(traits), traits };
}
