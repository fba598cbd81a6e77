import type { Instant } from '../domain/account.ts';

/** What the model was asked and what it cost, kept over restarts and shared by every process on the database. */
export interface ModelStore {
  /** The kept answer to exactly this question, as JSON; null: none that was kept at `since` or later. */
  answer(key: string, since: Instant): Promise<string | null>;
  /** Keeps an answer and forgets those kept before `forgetBefore`. */
  keepAnswer(key: string, answer: string, now: Instant, forgetBefore: Instant): Promise<void>;
  /** Adds one piece of writing to its month. */
  count(piece: PieceOfWriting): Promise<void>;
  /** US dollars spent in a month (`2026-11`, UTC), as far as prices were known. */
  spentUsd(month: string): Promise<number>;
  /** Everything counted, by month, purpose and outcome. */
  usage(): Promise<readonly ModelUsage[]>;
}

export interface PieceOfWriting {
  /** `2026-11`, UTC: the month that the server's bill has. */
  readonly month: string;
  readonly purpose: string;
  /** `written`, `cached`, or why there was no usable answer. */
  readonly outcome: string;
  /** Calls over the network: none for a kept answer, more than one with repeats and repairs. */
  readonly requests: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** Estimated from the settings' prices; null: no prices are set. */
  readonly costUsd: number | null;
}

export interface ModelUsage extends Omit<PieceOfWriting, 'costUsd'> {
  readonly pieces: number;
  readonly costUsd: number;
  /** Those of `requests` that have no price: the cost is that of the others. */
  readonly unpricedRequests: number;
}
