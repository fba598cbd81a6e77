import type { AccountKey, Day, Instant } from '../domain/account.ts';
import type { State, Strength } from '../domain/assessment.ts';

export interface Standing {
  readonly accountKey: AccountKey;
  readonly state: State;
  readonly strength: Strength | null;
  readonly since: Instant;
  readonly softFrom: Day | null;
  readonly hardFrom: Day | null;
  readonly clearFrom: Day | null;
  /** When first value, once reached, was last taken back: no hard alert for a while (METHOD section 6, Retraction). */
  readonly reopenedOn: Day | null;
  /** When it went on the missed list, once (METHOD section 8; CONTRACT section 4, `window_days`). */
  readonly missedOn: Day | null;
  readonly lastDay: Day;
  readonly assessedAt: Instant;
  /** When time alone could change what follows from the verdict; 0: at any time, null: never. */
  readonly dueAt: Instant | null;
  /** Nothing was ever heard of it, so ids that belong to nobody may be its. */
  readonly unheard: boolean;
}

export interface StandingStore {
  of(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, Standing>>;
  put(standings: readonly Standing[]): Promise<void>;
  /** Notes when first value was taken back; the rest, with its history, only where nothing was stored of the account yet. */
  noteReopened(standing: Standing): Promise<void>;
  /** Whose verdict time alone could have changed by now. */
  due(now: Instant): Promise<readonly AccountKey[]>;
  unheard(): Promise<readonly AccountKey[]>;
  /** How many accounts that are still here are in each state. */
  byState(): Promise<ReadonlyMap<State, number>>;
  /** Accounts on the missed list of which nobody was told yet, or only since `since`. */
  missedToTell(since: Instant): Promise<readonly AccountKey[]>;
  /** Whoever told of one before stays the one who did. */
  toldMissed(keys: readonly AccountKey[], at: Instant): Promise<void>;
  /** What was noted as told at `at` never reached anybody. */
  untoldMissed(keys: readonly AccountKey[], at: Instant): Promise<void>;
  /** A new life begins: what is said of the old one bears on nothing any more. Its history stays. */
  forget(key: AccountKey): Promise<void>;
  addHistory(key: AccountKey, at: Instant, state: State, strength: Strength | null): Promise<void>;
  history(
    key: AccountKey,
  ): Promise<readonly { readonly at: Instant; readonly state: State; readonly strength: Strength | null }[]>;
}
