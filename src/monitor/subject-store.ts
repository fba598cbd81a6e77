import type { AccountKey, Instant } from '../domain/account.ts';

/** An account whose data is handed out or erased. */
export interface AccountSubject {
  readonly key: AccountKey;
  readonly name: string;
  readonly taskId: string | null;
  /** Its task is in the accounts list, as far as we know: what is erased would be read again. */
  readonly isOnBoard: boolean;
  /** Every id that the product gave it, in any of its lives, unless another account has it now. */
  readonly accountIds: readonly string[];
}

/** A person: a user of the product, or of ClickUp (`clickup:ID`). */
export interface PersonSubject {
  /** All ids that are known to be this person's. */
  readonly userIds: readonly string[];
  readonly emails: readonly string[];
  /** A name, when the person is in the workspace now: what is erased would be read again. */
  readonly isOnBoard: string | null;
}

export type Row = Readonly<Record<string, unknown>>;

/** Rows by table. */
export type Counts = Readonly<Record<string, number>>;

/** All that is kept of one account or one person, wherever it lies; what is handed out and what is erased is one list. */
export interface SubjectStore {
  /** By account id, task id or key, those whose task is gone too. */
  accounts(id: string): Promise<readonly AccountSubject[]>;
  /** By user id, ClickUp's as `clickup:ID`, or by e-mail; null: nothing is kept of anybody so called. */
  person(idOrEmail: string): Promise<PersonSubject | null>;
  /** From here on, what is taken away is overwritten where it stood. PostgreSQL does so by itself, with its next vacuum. */
  overwriteErased(): Promise<void>;
  dataOf(subject: AccountSubject | PersonSubject): AsyncIterable<{ readonly table: string; readonly row: Row }>;
  /**
   * Takes all of it away but for the audit, whose entries keep that something was done, and not what. Its events must be gone.
   * @returns what was taken away
   */
  eraseAccount(subject: AccountSubject, now: Instant): Promise<Counts>;
  /** Months whose kept reports name the account. */
  reportsOn(subject: AccountSubject): Promise<readonly string[]>;
  /** Events in which the person acts, or is named, after `after`: some thousands at a time, in the order of their keys. */
  eventsOn(person: PersonSubject, after: EventKey | null): Promise<readonly PersonalEvent[]>;
  rewrite(events: readonly PersonalEvent[]): Promise<void>;
  drop(events: readonly EventKey[]): Promise<void>;
  /** Gives what a verdict needs to know of the person (where they belong, whether as an admin) to the stand-in, and takes the rest away. */
  erasePerson(person: PersonSubject, standIn: number, now: Instant): Promise<Counts>;
  /** Names of properties on which a plan's signals depend. */
  propertiesInPlans(): Promise<ReadonlySet<string>>;
}

export interface EventKey {
  readonly minute: number;
  readonly source: string;
  readonly messageId: string;
}

export interface PersonalEvent extends EventKey {
  readonly accountId: string | null;
  readonly userId: string | null;
  readonly anonymousId: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
}
