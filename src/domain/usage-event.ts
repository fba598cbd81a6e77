import type { Instant } from './account.ts';

/** One qualified act in the product (or in ClickUp), joined to its account, at its corrected time. */
export interface UsageEvent {
  readonly name: string;
  /** Null when the sender named nobody. */
  readonly userId: string | null;
  readonly at: Instant;
  /** Write key's label, `clickup` or `import`. */
  readonly source: string;
  readonly messageId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What is known of one user in the light of one account; a user without an entry is unknown to the account. */
export interface AccountUser {
  /** A `group` or `identify` call named this user as a person of the account. */
  readonly member: boolean;
  /** The user's traits say admin or owner (`role`, `is_admin`, `admin`). */
  readonly admin: boolean;
}

/** One stream of events and how far it can be trusted. */
export interface FeedSource {
  readonly name: string;
  readonly lastReceivedAt: Instant;
  /** For imports: everything up to here is in. Null: judged by freshness. */
  readonly completeTo: Instant | null;
  /** Event names that this source ever sent. */
  readonly eventNames: ReadonlySet<string>;
}
