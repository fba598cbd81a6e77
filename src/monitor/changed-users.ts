import { domainOf } from '../domain/event-person.ts';
import { type Exclusion, traitsSay } from '../domain/qualified.ts';
import type { UserFacts } from './event-store.ts';
import type { Mark } from './news-store.ts';
import type { Store } from './store.ts';

/**
 * The account ids whose events mean something else by now, since somebody's file says of them what it did not say before: an
 * admin, a colleague of ours, a robot. Most files that change say the same of all that.
 */
export async function placesOfChanged(
  { events, news }: Pick<Store, 'events' | 'news'>,
  exclusion: Exclusion,
  marks: readonly Mark[],
): Promise<ReadonlySet<string>> {
  const changed: string[] = [];
  for (const { id, what, before } of marks) {
    if (what !== 'user') continue;
    if (worthOf(before, exclusion) !== worthOf(await events.user(id), exclusion)) changed.push(id);
  }
  return news.placesOf(changed);
}

/** What a user's acts are worth by the file, in one word. */
function worthOf(user: UserFacts | null, { emailDomains }: Exclusion): string {
  if (user === null) return 'no false';
  const domain = user.email === null ? null : domainOf(user.email);
  const isOurs = domain !== null && emailDomains.some((each) => each.toLowerCase() === domain);
  return `${isOurs ? 'internal' : (traitsSay(user.traits) ?? 'no')} ${user.admin}`;
}
