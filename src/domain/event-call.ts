import type { Instant } from './account.ts';

/** When something happened, by the clock of whoever sent it. */
export interface SenderTimes {
  /** The sender's own time of the event; null when it gave none. */
  readonly timestamp: Instant | null;
  /** When the sender says it sent the request: what its clock's skew is read from. */
  readonly sentAt: Instant | null;
  /** Of a sender that gives no time: how many milliseconds before it was sent the event happened. */
  readonly ageMs?: number;
}

/** By what one call names its account, in the order in which the names are believed (CONTRACT section 5). */
export interface AccountHints {
  /** `context.groupId`, `groupId`, `$groups` or `groups`. */
  readonly groupId: string | null;
  /** A trait `account_id`. */
  readonly traitAccountId: string | null;
  /** Its domain may be listed by an account. */
  readonly email: string | null;
  /** An event property `account_id`, `customer_id` or `company_id`. */
  readonly propertyAccountId: string | null;
}

interface Call {
  /** Place in the batch, from 0: how a refusal names it. */
  readonly index: number;
  readonly times: SenderTimes;
}

/** Something was done in the product. */
export interface EventCall extends Call {
  readonly kind: 'event';
  /** The sender's own id, the same on every retry; null when it gave none. */
  readonly messageId: string | null;
  readonly name: string;
  /** Null for what somebody unnamed did. */
  readonly userId: string | null;
  /** The id of a person who has not signed in, or of the device; beside a `userId` it says that they are one. */
  readonly anonymousId: string | null;
  readonly hints: AccountHints;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A user is a person of an account. */
export interface GroupCall extends Call {
  readonly kind: 'group';
  readonly userId: string;
  readonly accountId: string;
  /** What the product calls the account; null when it does not say. */
  readonly accountName: string | null;
}

/** The product has this account: nobody is named, so nothing is said of a person. */
export interface AccountCall extends Call {
  readonly kind: 'account';
  readonly accountId: string;
  readonly accountName: string | null;
}

/** What is known of a user. */
export interface IdentifyCall extends Call {
  readonly kind: 'identify';
  readonly userId: string;
  /** Under which the person acted before; null where nothing says so. */
  readonly anonymousId: string | null;
  readonly hints: AccountHints;
  readonly traits: Readonly<Record<string, unknown>>;
}

/** Two ids are one person. */
export interface AliasCall extends Call {
  readonly kind: 'alias';
  readonly userId: string;
  readonly previousId: string;
}

/** What the SDK sends on its own account: it tells that the source lives, and nothing else. */
export interface AsideCall extends Call {
  readonly kind: 'aside';
}

/** What a call says of people and accounts: never usage. */
export type FactCall = GroupCall | AccountCall | IdentifyCall | AliasCall | AsideCall;

/** One call of any sender, whatever dialect it came in. */
export type UsageCall = EventCall | FactCall;
