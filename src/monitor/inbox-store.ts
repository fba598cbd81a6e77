import type { Instant } from '../domain/account.ts';
import type { BoardChange } from './board.ts';

/** What people said, everything else, or everything else about one task. */
export type InboxPart = 'comments' | 'rest' | { readonly restOfTask: string };

/** What became of the changes of one telling: new, or told before. */
export interface Added {
  readonly stored: number;
  readonly known: number;
}

export interface InboxStore {
  add(changes: readonly BoardChange[], now: Instant): Promise<Added>;
  /** The changes of several tellings, in order; what became of each telling. */
  addAll(tellings: readonly (readonly BoardChange[])[], now: Instant): Promise<readonly Added[]>;
  /** Oldest first. Without `part`: whatever waits. */
  claim(now: Instant, leaseMs: number, limit: number, part?: InboxPart): Promise<readonly BoardChange[]>;
  /** Nobody takes it before then; a row that is done stays so. */
  hold(key: string, until: Instant): Promise<void>;
  done(key: string, now: Instant): Promise<void>;
  waiting(): Promise<number>;
  /** How many wait, and since when the oldest does. */
  backlog(): Promise<{ readonly waiting: number; readonly oldestAt: Instant | null }>;
  prune(before: Instant): Promise<void>;
}

export interface CommentStore {
  /** True the first time this text of this comment is heard. */
  hear(comment: HeardComment, now: Instant): Promise<boolean>;
  /** Earlier texts of a comment, newest first. */
  heard(commentId: string): Promise<readonly HeardComment[]>;
}

export interface HeardComment {
  readonly commentId: string;
  readonly digest: string;
  readonly taskId: string;
  /** The comment whose thread it stands in; null at top level. */
  readonly parentId: string | null;
  readonly authorId: number;
  readonly at: Instant;
  readonly said: string;
}
