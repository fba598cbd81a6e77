import type { AccountKey, Instant } from '../domain/account.ts';
import type { Lane } from './board.ts';
import type { Write, Written } from './outbox.ts';

export interface OutboxStore {
  /** Keys that are there already stay as they are; one that was abandoned is tried anew. Returns how many are new. */
  add(writes: readonly Write[], now: Instant): Promise<number>;
  /**
   * Takes what is due for `leaseMs`, what a person waits for first, else in order; a row whose lease ran out is taken again with
   * `outcomeUnknown`. Of one alert's changes in place the later waits for the earlier. With a lane, only what goes in that one.
   */
  claim(now: Instant, leaseMs: number, limit: number, lane?: Lane): Promise<readonly ClaimedWrite[]>;
  /** Holds a claimed row longer; false when another process has it by now. */
  renew(claim: Claim, until: Instant): Promise<boolean>;
  done(key: string, result: Written, now: Instant): Promise<void>;
  /** `unknown`: it may have been applied, so the next try looks for it first. Nothing when another process has the row by now. */
  retry(claim: Claim, notBefore: Instant, error: string, unknown: boolean): Promise<void>;
  /** Nothing when another process has the row by now, or it is done; false then. */
  abandon(claim: Claim, error: string, now: Instant): Promise<boolean>;
  /** Rows that follow one that was abandoned or withdrawn: what they wait for never comes. */
  stranded(): Promise<readonly StrandedWrite[]>;
  /** Takes back what has not been tried yet. */
  withdraw(keys: readonly string[]): Promise<number>;
  result(key: string): Promise<Written | null>;
  /** The results of those of these writes that are done. */
  results(keys: readonly string[]): Promise<ReadonlyMap<string, Written>>;
  get(key: string): Promise<OutboxRow | null>;
  /** The write that made this comment or task; null when it is not ours. */
  byResult(id: string): Promise<OutboxRow | null>;
  /** Tasks that were created since `since`, and how many comments were: each may begin a thread. */
  written(since: Instant): Promise<{ readonly taskIds: readonly string[]; readonly comments: number }>;
  ofAlert(alertId: string): Promise<readonly OutboxRow[]>;
  waiting(): Promise<readonly OutboxRow[]>;
  backlog(now: Instant): Promise<WritesWaiting>;
  /** How many are on record as given up. */
  givenUp(): Promise<number>;
}

/** The writes that wait, in figures. */
export interface WritesWaiting {
  readonly waiting: number;
  /** Tried already, in vain. */
  readonly failing: number;
  /** When the oldest that is due, or was tried already, was asked for; null: none is. */
  readonly oldestAt: Instant | null;
}

/** Whose turn with a row it is: every claim has a number of its own, so whoever was overtaken changes nothing any more. */
export interface Claim {
  readonly key: string;
  readonly attempts: number;
}

export interface OutboxRow {
  readonly key: string;
  readonly kind: Write['kind'];
  readonly accountKey: AccountKey | null;
  readonly alertId: string | null;
  readonly status: 'waiting' | 'sending' | 'unknown' | 'done' | 'abandoned' | 'withdrawn';
  readonly attempts: number;
  readonly notBefore: Instant;
  readonly createdAt: Instant;
  readonly error: string | null;
  readonly doneAt: Instant | null;
  readonly result: Written | null;
}

export interface StrandedWrite {
  readonly write: Write;
  readonly attempts: number;
}

export interface ClaimedWrite {
  readonly write: Write;
  readonly attempts: number;
  readonly createdAt: Instant;
  readonly outcomeUnknown: boolean;
}
