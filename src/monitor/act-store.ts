import type { AccountKey, Instant } from '../domain/account.ts';
import type { ToldAct } from '../domain/board-act.ts';
import type { PlaceKind } from './board.ts';

/** The list, folder or space that an account names as its workspace. */
export interface ClaimedPlace {
  readonly accountKey: AccountKey;
  /** Null: without an account id nothing can be given to it. */
  readonly accountId: string | null;
  readonly domains: readonly string[];
  readonly placeId: string;
  /** Null: not looked up yet. */
  readonly kind: PlaceKind | 'out_of_sight' | null;
}

/** How far the acts in an account's workspace are known; `for`: the account id that they were given to. */
export interface ActsRead {
  readonly from: Instant;
  readonly to: Instant;
  readonly for: string;
}

/** A task in an account's workspace whose comments are read. */
export interface TalkTask {
  readonly taskId: string;
  readonly accountKey: AccountKey;
  readonly listId: string;
  readonly name: string;
  readonly changedAt: Instant;
  /** When its comments were read last. */
  readonly heardAt: Instant | null;
}

/** An act that waits to be placed, in the order of `toldAt` and `key`. */
export interface WaitingAct extends ToldAct {
  readonly toldAt: Instant;
}

/** An act as it is kept among the events. */
export interface KeptAct {
  readonly minute: number;
  readonly messageId: string;
  readonly accountId: string | null;
  readonly userId: string | null;
  readonly at: Instant;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** How an account's workspace is seen, for whoever judges the account. */
export type Sight =
  | { readonly kind: 'read'; readonly to: Instant }
  | { readonly kind: 'not_read_yet' }
  | { readonly kind: 'out_of_sight' };

export interface WorkspacesOverview {
  readonly read: number;
  readonly unread: number;
  /** Names of accounts whose place is not there, or hidden from the agent. */
  readonly outOfSight: readonly string[];
  /** When the one was read that was read longest ago. */
  readonly oldest: Instant | null;
  readonly shared: readonly { readonly placeId: string; readonly accounts: readonly string[] }[];
}

export interface ActStore {
  /** Keeps what is new. */
  tell(acts: readonly ToldAct[], now: Instant): Promise<void>;
  /** Oldest first, those told since `since` and behind `after`; what was told before `since` is forgotten. */
  told(since: Instant, limit: number, after?: Omit<WaitingAct, 'act'> | null): Promise<readonly WaitingAct[]>;
  forget(keys: readonly string[]): Promise<void>;
  /** Who names any of these ids as its workspace. */
  claims(placeIds: readonly string[]): Promise<readonly ClaimedPlace[]>;
  /** How the workspaces of open accounts stand, and which places several accounts name, by their names. */
  overview(): Promise<WorkspacesOverview>;
  /** Whether any account names a folder or a space, or a place that was not looked up yet. */
  hasWidePlaces(): Promise<boolean>;
  /** Accounts that name no workspace are not listed. */
  sights(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, Sight>>;
  read(key: AccountKey, acts: ActsRead): Promise<void>;
  /** What is kept in these minutes under message ids that begin so. */
  kept(minutes: readonly number[], series: string): Promise<readonly KeptAct[]>;
  amend(act: KeptAct): Promise<void>;
  noteTasks(tasks: readonly Omit<TalkTask, 'heardAt'>[]): Promise<void>;
  /** The comments of this account's tasks are to be read from the beginning. */
  unhear(key: AccountKey): Promise<void>;
  /**
   * Tasks of accounts with an id whose comments were never read, not since they changed, or not since `heardBefore` (then only of those that changed since
   * `changedSince`), alerting accounts first, then the longest unread.
   */
  talkDue(heardBefore: Instant, changedSince: Instant, limit: number): Promise<readonly TalkTask[]>;
  heard(taskId: string, at: Instant): Promise<void>;
  /** How many tasks of accounts with an id there are whose comments are read, how many never were, and when the longest unread one was. */
  talkState(): Promise<{ readonly tasks: number; readonly unread: number; readonly oldest: Instant | null }>;
}
