import type { AccountKey } from '../domain/account.ts';
import type { UserFacts } from './event-store.ts';

/** Something changed that verdicts are read from; the database notes it with the change, once however often it happens. */
export interface Mark {
  /** An account, by its key; whatever has this id of the product's; a user's file. */
  readonly what: 'account' | 'sent' | 'user';
  readonly id: string;
  /** Another one each time that it is noted anew. */
  readonly mark: number;
  /** Of a user: what the file said when it was last judged; null: there was none; in doubt: it changed while it was judged. */
  readonly before: UserFacts | 'in doubt' | null;
}

export interface NewsStore {
  /** In order, after `after`. */
  page(after: Pick<Mark, 'what' | 'id'> | null, limit: number): Promise<readonly Mark[]>;
  /** Takes these off, but for those that were noted anew since they were read. */
  settle(marks: readonly Mark[]): Promise<void>;
  /** Nobody can say by what their files said then the accounts of these users were judged. */
  doubt(userIds: readonly string[]): Promise<void>;
  /** The accounts that are here and have one of these ids. */
  keysOf(accountIds: readonly string[]): Promise<readonly AccountKey[]>;
  /** The account ids that these users belong to, or under which they ever acted: goes through all events, a bit at a time. */
  placesOf(userIds: readonly string[]): Promise<ReadonlySet<string>>;
}
