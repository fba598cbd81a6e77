import type { Instant } from '../domain/account.ts';
import { DAY_MS } from '../domain/duration.ts';
import type { AliasCall, EventCall, FactCall, GroupCall, IdentifyCall } from '../domain/event-call.ts';
import { domainOf } from '../domain/event-person.ts';
import type { DomainBook } from './domain-book.ts';
import type { Forgettable, Membership, UserFacts } from './event-store.ts';
import type { Store } from './store.ts';
import { withTraits } from './user-traits.ts';

/** How long an event waits for the call that says whose it is (CONTRACT section 5). */
export const UNJOINED_MEMORY_MS = 30 * DAY_MS;

/** What is known of the product's users while some batches are kept: read once each, and for many at once where that is foreseen. */
export class UserFiles {
  readonly #store: Pick<Store, 'accounts' | 'events'>;
  readonly #domains: DomainBook;
  readonly #now: Instant;
  readonly #groups = new Map<string, readonly Membership[]>();
  readonly #users = new Map<string, UserFacts | null>();

  constructor(store: Pick<Store, 'accounts' | 'events'>, domains: DomainBook, now: Instant) {
    this.#store = store;
    this.#domains = domains;
    this.#now = now;
  }

  /** These events come next: what will be asked of their users is read at once. */
  async expect(events: readonly Pick<EventCall, 'hints' | 'userId' | 'anonymousId'>[]): Promise<void> {
    const asked = events.filter(({ hints }) => hints.groupId === null);
    await this.#readGroups(idsOf(asked).filter((id) => !this.#groups.has(id)));
    const byEmail = asked.filter(({ hints }) => hints.traitAccountId === null && hints.email === null);
    await this.#readUsers(idsOf(byEmail).filter((id) => this.#groups.get(id)?.length === 0 && !this.#users.has(id)));
  }

  async #readGroups(userIds: readonly string[]): Promise<void> {
    const found = await this.#store.events.membershipsOfAll(userIds);
    for (const id of userIds) this.#groups.set(id, found.get(id) ?? []);
  }

  async #readUsers(userIds: readonly string[]): Promise<void> {
    const found = await this.#store.events.users(userIds);
    for (const id of userIds) this.#users.set(id, found.get(id) ?? null);
  }

  /** The account of the user's latest `group` or `identify` call before `at`; of the latest of all where none is that old. */
  async groupOf(userId: string | null, at: Instant): Promise<string | null> {
    if (userId === null) return null;
    const all = await this.#membershipsOf(userId);
    return (all.find(({ firstAt }) => firstAt <= at) ?? all[0])?.accountId ?? null;
  }

  /** The account that lists the domain of this e-mail or, without one, of the user's known e-mail. */
  async accountByEmail(userId: string | null, email: string | null): Promise<string | null> {
    const address = email ?? (userId === null ? null : ((await this.#userOf(userId))?.email ?? null));
    const domain = address === null ? null : domainOf(address);
    return domain === null ? null : this.#domains.accountIdOf(domain, this.#store.accounts, this.#now);
  }

  /** An account that lists the user's e-mail domain by now takes the user in; true if there is one. */
  async joinByEmail(userId: string): Promise<boolean> {
    const accountId = await this.accountByEmail(userId, null);
    if (accountId === null) return false;
    await this.#addTo(accountId, userId, this.#now);
    return true;
  }

  /** Takes in a fact that the sender dates `at`; true when it said something new. */
  async learn(fact: FactCall, at: Instant): Promise<boolean> {
    const forgotten = await this.#store.events.forgottenAt(namedIn(fact));
    if ([...forgotten.values()].some((until) => at <= until)) return false;
    switch (fact.kind) {
      case 'identify':
        return this.#identify(fact, at);
      case 'alias':
        return this.#alias(fact);
      case 'group':
        return this.#group(fact, at);
      case 'account':
        await this.#store.events.noteAccount(fact.accountId, fact.accountName, at);
        return false;
      case 'aside':
        return false;
    }
  }

  /** These users acted under these passing ids before: what came under those and found no account is theirs, first come, first served. */
  async claimAll(pairs: readonly (readonly [anonymousId: string, userId: string])[]): Promise<void> {
    const others = pairs.filter(([anonymousId, userId]) => anonymousId !== userId);
    if (others.length === 0) return;
    const open = await this.#store.events.openUnder([...new Set(others.map(([anonymousId]) => anonymousId))]);
    for (const [anonymousId, userId] of others) if (open.delete(anonymousId)) await this.#claim(anonymousId, userId);
  }

  /** True if there was any. */
  async #claim(anonymousId: string, userId: string): Promise<boolean> {
    if (anonymousId === userId) return false;
    const since = this.#now - UNJOINED_MEMORY_MS;
    if ((await this.#store.events.claim(anonymousId, userId, since)) === 0) return false;
    const accountId = (await this.groupOf(userId, this.#now)) ?? (await this.accountByEmail(userId, null));
    if (accountId !== null) await this.#store.events.join(userId, accountId, since);
    return true;
  }

  async #group({ userId, accountId, accountName }: GroupCall, at: Instant): Promise<boolean> {
    const isNew = await this.#addTo(accountId, userId, at);
    if (accountName !== null) await this.#store.events.noteAccount(accountId, accountName, at);
    return isNew;
  }

  async #identify({ userId, anonymousId, traits, hints }: IdentifyCall, at: Instant): Promise<boolean> {
    const before = await this.#userOf(userId);
    const user = withTraits(before, userId, traits, hints.email);
    const isChanged = JSON.stringify(before) !== JSON.stringify(user);
    if (isChanged) {
      await this.#store.events.putUser(user, this.#now);
      this.#users.set(userId, user);
    }
    const accountId = hints.groupId ?? hints.traitAccountId ?? (await this.accountByEmail(userId, null));
    const isAdded = accountId !== null && (await this.#addTo(accountId, userId, at));
    const isOne = anonymousId !== null && (await this.#signIn(anonymousId, userId));
    return isChanged || isAdded || isOne;
  }

  /** A passing id that was somebody else's before is that of a shared device: then nothing but its open events is this user's. */
  async #signIn(anonymousId: string, userId: string): Promise<boolean> {
    const others = await this.#store.events.aliasesOf(anonymousId);
    const isClaimed = await this.#claim(anonymousId, userId);
    if (others.some((other) => other !== userId)) return isClaimed;
    return (await this.#alias({ userId, previousId: anonymousId })) || isClaimed;
  }

  /** One person under two ids belongs under both to what either belongs to, now and later. */
  async #alias({ userId, previousId }: Pick<AliasCall, 'userId' | 'previousId'>): Promise<boolean> {
    if (userId === previousId) return false;
    let isNew = await this.#store.events.addAlias(userId, previousId);
    const ofUser = await this.#membershipsOf(userId);
    const ofPrevious = await this.#membershipsOf(previousId);
    for (const each of ofPrevious) isNew = (await this.#copy(each, userId)) || isNew;
    for (const each of ofUser) isNew = (await this.#copy(each, previousId)) || isNew;
    return isNew;
  }

  /** With its own dates: being one with somebody is no later word on where one belongs. */
  async #copy({ accountId, firstAt, lastAt }: Membership, userId: string): Promise<boolean> {
    const isNew = await this.#addOne(accountId, userId, firstAt);
    return (await this.#addOne(accountId, userId, lastAt)) || isNew;
  }

  /** The user belongs to this account, under every id that is known to be the same person. */
  async #addTo(accountId: string, userId: string, at: Instant): Promise<boolean> {
    let isNew = await this.#addOne(accountId, userId, at);
    for (const other of await this.#store.events.aliasesOf(userId))
      isNew = (await this.#addOne(accountId, other, at)) || isNew;
    return isNew;
  }

  /** … and so do the events under this id that nobody claimed. */
  async #addOne(accountId: string, userId: string, at: Instant): Promise<boolean> {
    const before = await this.#membershipsOf(userId);
    await this.#store.events.addMember(userId, accountId, at);
    await this.#store.events.join(userId, accountId, this.#now - UNJOINED_MEMORY_MS);
    this.#groups.delete(userId);
    return !before.some((each) => each.accountId === accountId);
  }

  async #membershipsOf(userId: string): Promise<readonly Membership[]> {
    const known = this.#groups.get(userId) ?? (await this.#store.events.membershipsOf(userId));
    this.#groups.set(userId, known);
    return known;
  }

  async #userOf(userId: string): Promise<UserFacts | null> {
    const known = this.#users.get(userId);
    const user = known === undefined ? await this.#store.events.user(userId) : known;
    this.#users.set(userId, user);
    return user;
  }
}

function namedIn(fact: FactCall): readonly Forgettable[] {
  switch (fact.kind) {
    case 'identify': {
      const accountId = fact.hints.groupId ?? fact.hints.traitAccountId;
      return [`user:${fact.userId}`, ...(accountId === null ? [] : [`account:${accountId}` as const])];
    }
    case 'alias':
      return [`user:${fact.userId}`, `user:${fact.previousId}`];
    case 'group':
      return [`user:${fact.userId}`, `account:${fact.accountId}`];
    case 'account':
      return [`account:${fact.accountId}`];
    case 'aside':
      return [];
  }
}

function idsOf(events: readonly Pick<EventCall, 'userId' | 'anonymousId'>[]): readonly string[] {
  return [...new Set(events.flatMap(({ userId, anonymousId }) => userId ?? anonymousId ?? []))];
}
