import type { Instant } from './account.ts';

/** When something happened, by the clock of whoever sent it. */
export interface SenderTimes {
  /** The sender's own time of the event; null when it gave none. */
  readonly timestamp: Instant | null;
  /** When the sender says it sent the request: what its clock's skew is read from. */
  readonly sentAt: Instant | null;
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
  /** The id of a person who has not signed in: only memberships are looked up by it. */
  readonly anonymousId: string | null;
  readonly hints: AccountHints;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A user is a person of an account. */
export interface GroupCall extends Call {
  readonly kind: 'group';
  readonly userId: string;
  readonly accountId: string;
}

/** What is known of a user. */
export interface IdentifyCall extends Call {
  readonly kind: 'identify';
  readonly userId: string;
  readonly hints: AccountHints;
  readonly traits: Readonly<Record<string, unknown>>;
}

/** Two ids are one person. */
export interface AliasCall extends Call {
  readonly kind: 'alias';
  readonly userId: string;
  readonly previousId: string;
}

/** One call of any sender, whatever dialect it came in. All but `event` are facts about people, never usage. */
export type UsageCall = EventCall | GroupCall | IdentifyCall | AliasCall;
