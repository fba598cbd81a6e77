import { domainOf } from '../domain/event-person.ts';
import { type Exclusion, traitsSay } from '../domain/qualified.ts';
import type { Mark } from './news-store.ts';
import type { Store } from './store.ts';

/**
 * Users whose file says of them what it did not say when their accounts were last judged: an admin, a colleague of ours, a robot.
 * Most files that change say the same of all that.
 */
export async function changedUsers(
  { events }: Pick<Store, 'events'>,
  exclusion: Exclusion,
  marks: readonly Mark[],
): Promise<ReadonlySet<string>> {
  const noted = marks.filter(({ what }) => what === 'user');
  const users = await events.users(noted.map(({ id }) => id));
  const changed = noted.filter(
    ({ id, before }) => worthOf(before, exclusion) !== worthOf(users.get(id) ?? null, exclusion),
  );
  return new Set(changed.map(({ id }) => id));
}

/**
 * After a sweep that found `judged` to have changed: whose file has changed since, or changed back, may have been judged by either
 * word. Their accounts are judged once more, whatever the file says by then.
 */
export async function doubtUsers(
  store: Pick<Store, 'events' | 'news'>,
  exclusion: Exclusion,
  judged: ReadonlySet<string>,
  left: readonly Mark[],
): Promise<void> {
  const since = await changedUsers(store, exclusion, left);
  const again = left.filter(({ what, id }) => what === 'user' && (judged.has(id) || since.has(id)));
  await store.news.doubt(again.map(({ id }) => id));
}

/** What a user's acts are worth by the file, in one word. */
function worthOf(user: Mark['before'], { emailDomains }: Exclusion): string {
  if (user === 'in doubt') return user;
  if (user === null) return 'no false';
  const domain = user.email === null ? null : domainOf(user.email);
  const isOurs = domain !== null && emailDomains.some((each) => each.toLowerCase() === domain);
  return `${isOurs ? 'internal' : (traitsSay(user.traits) ?? 'no')} ${user.admin}`;
}
