import type { AccountKey, Instant } from '../domain/account.ts';

/** One filled-in input of the health score. */
export interface KeptInput {
  readonly value: number;
  /** When this value was first seen, and what it was until then. */
  readonly since: Instant;
  readonly before: number | null;
}

export interface HealthInputStore {
  /** All that is filled in now: what is missing is forgotten, and what is as before keeps its `since`. */
  put(key: AccountKey, values: ReadonlyMap<string, number>, at: Instant): Promise<void>;
  of(key: AccountKey): Promise<ReadonlyMap<string, KeptInput>>;
}
