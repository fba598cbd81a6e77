import type { AccountKey, Day, Instant } from '../domain/account.ts';
import type { ActsRead } from './act-store.ts';
import type { PlaceKind } from './board.ts';

/** Account tasks assigned to the agent: each time one is put into its hands it drafts, once. */
export interface AssignmentStore {
  /** The task is in the agent's hands; true when it was not before. `answered`: nothing is to be done about it. */
  see(taskId: string, answered: boolean): Promise<boolean>;
  end(taskId: string): Promise<void>;
  /** Tasks that wait for their draft. */
  waiting(): Promise<readonly string[]>;
  answered(taskId: string): Promise<void>;
}

/** Where the onboarding work of an account lies in ClickUp. */
export interface Workspace {
  readonly accountKey: AccountKey;
  readonly placeId: string;
  /** Null: not looked up yet, since the field says only an id. */
  readonly kind: PlaceKind | 'out_of_sight' | null;
  readonly readAt: Instant | null;
  readonly readWholeAt: Instant | null;
}

/** A workspace whose turn it is to be read, with what reading the acts in it needs. */
export interface DueWorkspace extends Workspace {
  readonly accountId: string | null;
  /** A date in the account's own zone. */
  readonly startedOn: Day;
  readonly zone: string;
  /** Null: never read, or not in this place. */
  readonly acts: ActsRead | null;
}

/** An open task there; whose side it is on follows from who its assignees are when it is asked. */
export interface OpenTask {
  readonly taskId: string;
  readonly name: string;
  readonly url: string;
  readonly dueOn: Day | null;
  readonly assignees: readonly { readonly id: number; readonly name: string }[];
}

export interface TasksRead {
  readonly open: readonly OpenTask[];
  /** Ids of tasks that are not open any more. */
  readonly closed: readonly string[];
  /** Everything that is open was read, not only what changed. */
  readonly whole: boolean;
}

export interface OnboardingStore {
  /** What the account's task says; null: nothing. Another place than before is read anew. */
  setPlace(key: AccountKey, placeId: string | null): Promise<void>;
  /**
   * Workspaces of open accounts that were last read before `readBefore`, alerting accounts first, then the longest unread. Accounts
   * that have reached first value wait a day longer, and come last.
   */
  due(readBefore: Instant, limit: number): Promise<readonly DueWorkspace[]>;
  /**
   * What kind of place it is, for every account that names it; one out of sight is looked up again later, and read whole when it is
   * back. Null: it is to be looked up.
   */
  settle(placeId: string, kind: Workspace['kind'], at: Instant): Promise<void>;
  keep(key: AccountKey, read: TasksRead, at: Instant): Promise<void>;
  of(
    keys: readonly AccountKey[],
  ): Promise<ReadonlyMap<AccountKey, Workspace & { readonly tasks: readonly OpenTask[] }>>;
}
