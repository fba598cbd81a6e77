import type { Instant } from '../domain/account.ts';
import type { FirstEvents } from '../domain/beginning.ts';
import type { AccountUser, FeedSource, UsageEvent } from '../domain/usage-event.ts';

export interface ReceivedEvent extends UsageEvent {
  readonly minute: number;
  readonly accountId: string | null;
  readonly receivedAt: Instant;
  /** The device or passing id of an event that names no user. */
  readonly anonymousId?: string | null;
}

export interface Membership {
  readonly accountId: string;
  /** The first and the last time the product said so. */
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** An account as the product sends it. */
export interface SentAccount {
  readonly id: string;
  readonly name: string | null;
  readonly events: number;
  readonly emails: readonly string[];
}

export interface UnjoinedPerson {
  readonly who: string | null;
  readonly events: number;
  readonly email: string | null;
}

export interface UserFacts {
  readonly userId: string;
  readonly email: string | null;
  readonly admin: boolean;
  readonly traits: Readonly<Record<string, unknown>>;
}

export interface AccountPeople {
  readonly users: ReadonlyMap<string, AccountUser>;
  readonly firstUserId: string | null;
}

export interface TimeWindow {
  readonly from: Instant;
  readonly to: Instant;
}

export interface FlaggedUsers {
  readonly admins: ReadonlySet<string>;
  readonly internal: ReadonlySet<string>;
  readonly marked: readonly Pick<UserFacts, 'userId' | 'traits'>[];
}

/** An id of the product's, and of what: two kinds may have the same id. */
export type Forgettable = `user:${string}` | `account:${string}`;

export interface EventStore {
  /** Which of these were erased, and when: what they did until then is not taken in again. */
  forgottenAt(ids: readonly Forgettable[]): Promise<ReadonlyMap<string, Instant>>;
  noteForgotten(ids: readonly Forgettable[], at: Instant): Promise<void>;
  /** Keeps what is new, but for what somebody did who was forgotten since; how many were kept. */
  append(events: readonly ReceivedEvent[]): Promise<number>;
  ofAccounts(accountIds: readonly string[], receivedBy: Instant): Promise<ReadonlyMap<string, readonly UsageEvent[]>>;
  peopleOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, AccountPeople>>;
  putUser(user: UserFacts, now: Instant): Promise<void>;
  user(userId: string): Promise<UserFacts | null>;
  /** The same for many; who is unknown is not listed. */
  users(userIds: readonly string[]): Promise<ReadonlyMap<string, UserFacts>>;
  /** The product said at `at` that this user belongs to this account, which thereby is a group id that it sent. */
  addMember(userId: string, accountId: string, at: Instant): Promise<void>;
  /** Users whose traits say admin, whose e-mail is at one of these domains, or in whose traits one of these words stands. */
  flaggedUsers(domains: readonly string[], words: readonly string[]): Promise<FlaggedUsers>;
  /** The accounts of a user's `group` calls, the one last said first. */
  membershipsOf(userId: string): Promise<readonly Membership[]>;
  /** The same for many; a user without any is not listed. */
  membershipsOfAll(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly Membership[]>>;
  /** Two ids are one person; false when that was known. */
  addAlias(userId: string, otherId: string): Promise<boolean>;
  aliasesOf(userId: string): Promise<readonly string[]>;
  /** The product has this account, and calls it so (null: it does not say); nobody is named. */
  noteAccount(accountId: string, name: string | null, at: Instant): Promise<void>;
  /** A device or passing id turns out to be this user's: its unjoined events received since `since` too; returns how many. */
  claim(anonymousId: string, userId: string, since: Instant): Promise<number>;
  /** Which of these passing ids have unjoined events. */
  openUnder(anonymousIds: readonly string[]): Promise<Set<string>>;
  /** Gives a user's unjoined events, received since `since`, to an account; returns how many. */
  join(userId: string, accountId: string, since: Instant): Promise<number>;
  sources(): Promise<readonly FeedSource[]>;
  touchSource(name: string, eventNames: readonly string[], at: Instant, completeTo: Instant | null): Promise<void>;
  /** When the first event of an account was received, and when the earliest that was ever here happened, to the minute. */
  first(): Promise<FirstEvents>;
  /** Account ids that the product sent since `since` and that belong to no account, and how many it sent in all. */
  groupIds(since: Instant): Promise<{ readonly unknown: readonly string[]; readonly total: number }>;
  /** How many events each account that is still here had in each of these windows, half-open; none: not listed. */
  activity(windows: readonly TimeWindow[]): Promise<readonly (readonly number[])[]>;
  /** How many accounts that are still here had any event in this window. */
  activeAccounts(window: TimeWindow): Promise<number>;
  /** Something that belongs to an account happened before this. */
  hasAnyBefore(at: Instant): Promise<boolean>;
  unjoinedCount(since: Instant): Promise<{ readonly unjoined: number; readonly total: number }>;
  /** Which of these account ids the product sent since. */
  heardOf(accountIds: readonly string[], since: Instant): Promise<ReadonlySet<string>>;
  /** Of these account ids: what the product calls each, how many events came for it since, and some of its people's addresses. */
  strangers(accountIds: readonly string[], since: Instant): Promise<readonly SentAccount[]>;
  /** Users with unjoined events whose address is known, by their ids, after `after`. */
  unjoinedUsers(after: string, limit: number): Promise<readonly { readonly userId: string; readonly email: string }[]>;
  /** The people with most unjoined events since; those whom nothing names are one, with `who` null. */
  unjoinedPeople(since: Instant, limit: number): Promise<readonly UnjoinedPerson[]>;
  /** Forgets unjoined events that were received before; returns how many. */
  dropUnjoined(before: Instant): Promise<number>;
  /** Account ids under which there may be events: sent by the product, or those of acts in ClickUp; in order, after `after`. */
  idsInUse(after: string | null, limit: number): Promise<readonly string[]>;
  /** Which of these account ids have events from before that instant, and when the newest event of each happened. */
  olderThan(
    accountIds: readonly string[],
    before: Instant,
  ): Promise<readonly { readonly accountId: string; readonly newestAt: Instant }[]>;
  /** Forgets up to `limit` events of an account that happened in this window, half-open; returns how many. */
  dropSome(accountId: string, window: TimeWindow, limit: number): Promise<number>;
}
