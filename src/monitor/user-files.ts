import type { Instant } from '../domain/account.ts';
import { DAY_MS } from '../domain/duration.ts';
import type { AliasCall, GroupCall, IdentifyCall } from '../domain/event-call.ts';
import { domainOf, saysAdmin } from '../domain/event-person.ts';
import type { DomainBook } from './domain-book.ts';
import type { Store, UserFacts } from './store.ts';

/** How long an event waits for the call that says whose it is (CONTRACT section 5). */
const UNJOINED_MEMORY_MS = 30 * DAY_MS;
/** Traits pile up over calls; a user's file is started afresh rather than let grow without end. */
const LARGEST_TRAITS = 32_768;

/** What is known of the product's users while one batch is kept: read once each, so a batch of one user asks once. */
export class UserFiles {
  readonly #store: Pick<Store, 'accounts' | 'events'>;
  readonly #domains: DomainBook;
  readonly #now: Instant;
  readonly #groups = new Map<string, readonly string[]>();
  readonly #users = new Map<string, UserFacts | null>();

  constructor(store: Pick<Store, 'accounts' | 'events'>, domains: DomainBook, now: Instant) {
    this.#store = store;
    this.#domains = domains;
    this.#now = now;
  }

  /** The account of the user's latest `group` or `identify` call. */
  async groupOf(userId: string | null): Promise<string | null> {
    return userId === null ? null : ((await this.#membershipsOf(userId))[0] ?? null);
  }

  /** The account that lists the domain of this e-mail or, without one, of the user's known e-mail. */
  async accountByEmail(userId: string | null, email: string | null): Promise<string | null> {
    const address = email ?? (userId === null ? null : ((await this.#userOf(userId))?.email ?? null));
    const domain = address === null ? null : domainOf(address);
    return domain === null ? null : this.#domains.accountIdOf(domain, this.#store.accounts, this.#now);
  }

  /** Takes in a fact that the sender dates `at`; true when it said something new. */
  learn(fact: GroupCall | IdentifyCall | AliasCall, at: Instant): Promise<boolean> {
    if (fact.kind === 'identify') return this.#identify(fact, at);
    return fact.kind === 'group' ? this.#addTo(fact.accountId, fact.userId, at) : this.#alias(fact, at);
  }

  async #identify({ userId, traits, hints }: IdentifyCall, at: Instant): Promise<boolean> {
    const before = await this.#userOf(userId);
    const user = withTraits(before, userId, traits, hints.email);
    const isNew = JSON.stringify(before) !== JSON.stringify(user);
    if (isNew) {
      await this.#store.events.putUser(user, this.#now);
      this.#users.set(userId, user);
    }
    const accountId = hints.groupId ?? hints.traitAccountId ?? (await this.accountByEmail(userId, null));
    const isAdded = accountId !== null && (await this.#addTo(accountId, userId, at));
    return isNew || isAdded;
  }

  /** One person under two ids belongs under both to what either belongs to. */
  async #alias({ userId, previousId }: AliasCall, at: Instant): Promise<boolean> {
    const ofUser = await this.#membershipsOf(userId);
    const ofPrevious = await this.#membershipsOf(previousId);
    let isNew = false;
    for (const accountId of ofPrevious) isNew = (await this.#addTo(accountId, userId, at)) || isNew;
    for (const accountId of ofUser) isNew = (await this.#addTo(accountId, previousId, at)) || isNew;
    return isNew;
  }

  /** The user belongs to this account, and so do the user's events that nobody claimed. */
  async #addTo(accountId: string, userId: string, at: Instant): Promise<boolean> {
    const before = await this.#membershipsOf(userId);
    await this.#store.events.addMember(userId, accountId, at);
    await this.#store.events.join(userId, accountId, this.#now - UNJOINED_MEMORY_MS);
    this.#groups.delete(userId);
    return !before.includes(accountId);
  }

  async #membershipsOf(userId: string): Promise<readonly string[]> {
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

/** Traits add up over calls: what a later one does not mention stays. */
function withTraits(
  before: UserFacts | null,
  userId: string,
  said: UserFacts['traits'],
  email: string | null,
): UserFacts {
  const all = { ...before?.traits, ...said };
  const traits = JSON.stringify(all).length > LARGEST_TRAITS ? said : all;
  return { userId, email: email?.toLowerCase() ?? before?.email ?? null, admin: saysAdmin(traits), traits };
}
