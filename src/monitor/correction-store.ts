import type { AccountKey, Instant } from '../domain/account.ts';

/** First value as a person recorded it, or took it back: then events up to that moment no longer make it. */
export interface ValueRecord {
  readonly accountKey: AccountKey;
  /** Null: not reached. */
  readonly reachedAt: Instant | null;
  readonly reason: string | null;
  readonly by: number;
  /** When it was said. */
  readonly at: Instant;
  readonly commentId: string;
}

/** An event that a person withdrew: it is evidence for nothing any more. */
export interface WithdrawnEvent {
  readonly accountKey: AccountKey;
  readonly messageId: string;
  readonly reason: string;
  readonly by: number;
  readonly at: Instant;
}

export interface CorrectionStore {
  recordValue(record: ValueRecord): Promise<void>;
  /** What was said of each account up to `by`, oldest first; the last word in a life counts. */
  wordsOf(keys: readonly AccountKey[], by: Instant): Promise<ReadonlyMap<AccountKey, readonly ValueRecord[]>>;
  /** False when it was withdrawn before. */
  withdraw(event: WithdrawnEvent): Promise<boolean>;
  withdrawn(keys: readonly AccountKey[], by: Instant): Promise<ReadonlyMap<AccountKey, readonly WithdrawnEvent[]>>;
}
