import type { Account, AccountKey, Day, Instant } from '../domain/account.ts';
import type { AgreedPause } from '../domain/question.ts';

export interface AccountStore {
  put(account: Account, taskUpdatedAt: Instant | null, now: Instant): Promise<void>;
  byKey(key: AccountKey): Promise<Account | null>;
  /** Those of these that are here, in any order. */
  byKeys(keys: readonly AccountKey[]): Promise<readonly Account[]>;
  byTask(taskId: string): Promise<Account | null>;
  /** With two accounts of one id the one first seen comes first; only that one is judged. */
  byAccountId(accountId: string): Promise<readonly Account[]>;
  /** An account whose task is gone: the one that had this task, else the last one with this id. What returns resumes its history. */
  gone(taskId: string, accountId: string | null): Promise<Account | null>;
  /** The earlier lives of those of these accounts that had any, oldest first; each as it was when it ended. */
  endedLives(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, readonly Account[]>>;
  /** The earlier lives of any account that has another id now, or none, by the id that each had. */
  endedUnderOtherIds(): Promise<ReadonlyMap<string, readonly Account[]>>;
  /** All earlier lives of an account, oldest first, in place of those that were kept. */
  keepEndedLives(key: AccountKey, lives: readonly Account[]): Promise<void>;
  /** Accounts whose `account_id` another one had first: they are not judged (METHOD section 1). `among`: only of these ids. */
  laterTwins(among: readonly string[] | null): Promise<ReadonlySet<AccountKey>>;
  /** In order of key, after `after`; tasks that are gone are left out. */
  page(after: AccountKey | null, limit: number): Promise<readonly Account[]>;
  count(): Promise<number>;
  /** Which account ids list which e-mail domain, lower case; the ids of one domain in order of first sight. */
  domains(): Promise<ReadonlyMap<string, readonly string[]>>;
  markGone(taskId: string, now: Instant): Promise<void>;
  /** Removes a row whose task has turned out to be that of another account. */
  drop(key: AccountKey): Promise<void>;
  /** Ids of the tasks that are accounts, and when ClickUp last changed them. */
  taskTimes(): Promise<ReadonlyMap<string, Instant>>;
  /** When ClickUp last changed this task, as far as it was kept; null where it is no account. */
  taskTime(taskId: string): Promise<Instant | null>;
  openHold(hold: Hold, now: Instant): Promise<void>;
  /** Ends the open or later-ending holds of this kind and source on `until`, at the instant `at` where one is known; false when there was none. */
  endHolds(
    key: AccountKey,
    kind: Hold['kind'],
    source: string | null,
    until: Day,
    at: Instant | null,
  ): Promise<boolean>;
  snoozedUntil(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, Day>>;
  /** Of each account the pause that ends last, if it is open or ends on `since` or later; `begunBy`: of those that began by then. */
  lastPauses(keys: readonly AccountKey[], since: Day, begunBy?: Day): Promise<ReadonlyMap<AccountKey, AgreedPause>>;
}

export interface Hold {
  readonly accountKey: AccountKey;
  readonly kind: 'pause' | 'snooze';
  readonly from: Day;
  readonly until: Day | null;
  readonly source: 'status' | 'comment';
  readonly reason: string | null;
  readonly byId: number | null;
  /** The instants of its begin and end, where they are known better than by the dates. */
  readonly begins?: Instant | null;
  readonly ends?: Instant | null;
}
