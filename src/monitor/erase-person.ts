import type { Instant } from '../domain/account.ts';
import { CREATOR_PROPERTIES } from '../domain/actor.ts';
import { ownWithStandIn, type StandIn, standInUser, withStandIn } from '../domain/stand-in.ts';
import { MonitorError } from '../shared/errors.ts';
import { OPERATOR } from './erase-account.ts';
import type { Store } from './store.ts';
import type { Counts, EventKey, PersonalEvent, PersonSubject } from './subject-store.ts';

/** @throws MonitorError `not_found` */
export async function personCalled({ subjects }: Pick<Store, 'subjects'>, id: string): Promise<PersonSubject> {
  const person = await subjects.person(id);
  if (person !== null) return person;
  throw new MonitorError(
    'not_found',
    `nothing is kept of "${id}": name a user id as the product sends it, an e-mail, or clickup:ID`,
  );
}

/**
 * Erases a person: ids, addresses and traits go, and texts of events that no signal asks for. The acts stay as those of a stand-in whose
 * name says nothing, so that no verdict, date or receipt changes. When it breaks off, it is done again, with one stand-in more.
 * @param standIn drawn at random: what the stand-in is called by
 * @throws MonitorError `conflict` while the person is in the ClickUp workspace, from where all would be read again
 */
export async function erasePerson(store: Store, person: PersonSubject, standIn: number, now: Instant): Promise<Counts> {
  if (person.isOnBoard !== null)
    throw new MonitorError(
      'conflict',
      `${person.isOnBoard} is in the ClickUp workspace, from where name and address would be read again: remove them there, run \`sync\`, then forget`,
    );
  const { userIds, emails } = person;
  await store.subjects.overwriteErased();
  await store.events.noteForgotten(
    userIds.map((id) => `user:${id}` as const),
    now,
  );
  const userId = standInUser(userIds, standIn);
  const insteadOf = new Set([...userIds, ...emails].map((each) => each.toLowerCase()));
  const events = await rewriteEvents(store, person, { userId, insteadOf });
  return store.transaction(async (inside) => {
    const erased = await inside.subjects.erasePerson(person, standIn, now);
    const detail = { standIn: userId, events };
    await inside.audit.add({ at: now, actor: OPERATOR, what: 'person_forgotten', accountKey: null, detail });
    return { ...erased, events };
  });
}

/** @returns how many events were the person's, or named the person */
async function rewriteEvents(store: Store, person: PersonSubject, standIn: StandIn): Promise<number> {
  const asked = new Set([...(await store.subjects.propertiesInPlans()), ...CREATOR_PROPERTIES]);
  let after: EventKey | null = null;
  for (let count = 0; ; ) {
    const events: readonly PersonalEvent[] = await store.subjects.eventsOn(person, after);
    after = events.at(-1) ?? null;
    if (after === null) return count;
    const own = events.filter(({ userId, anonymousId }) =>
      [userId, anonymousId].some((id) => id !== null && person.userIds.includes(id)),
    );
    const unjoined = own.filter(({ accountId }) => accountId === null);
    const rewritten = events.flatMap((event) => {
      if (unjoined.includes(event)) return [];
      if (own.includes(event)) return [ownAsStandIns(event, standIn, asked)];
      const properties = withStandIn(event.properties, standIn);
      return JSON.stringify(properties) === JSON.stringify(event.properties) ? [] : [{ ...event, properties }];
    });
    await store.transaction(async ({ subjects }) => {
      await subjects.drop(unjoined);
      await subjects.rewrite(rewritten);
    });
    count += unjoined.length + rewritten.length;
  }
}

const ownAsStandIns = (event: PersonalEvent, standIn: StandIn, asked: ReadonlySet<string>): PersonalEvent => ({
  ...event,
  userId: standIn.userId,
  anonymousId: null,
  properties: ownWithStandIn(event.properties, standIn, asked),
});
