import type { AccountKey, Instant } from '../domain/account.ts';
import type { State, Strength } from '../domain/assessment.ts';
import type { StepKind } from '../domain/playbook.ts';
import type { Reworded } from '../domain/reworded.ts';
import type { MoveKind } from '../domain/whose-move.ts';

export interface AlertRecord {
  readonly id: string;
  readonly accountKey: AccountKey;
  readonly kind: State;
  readonly strength: Strength;
  readonly urgent: boolean;
  readonly step: string | null;
  readonly delivery: 'task' | 'comment' | 'digest' | 'held';
  readonly reason: string | null;
  readonly openedAt: Instant;
  readonly deliveredAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly closeReason: string | null;
  readonly csmId: number | null;
  readonly listId: string | null;
  readonly textHash: string;
  readonly takenOver: boolean;
  /** When it was last brought before its CSM, by a mention of its own or as a line of a digest; null: never yet. */
  readonly calledAt: Instant | null;
  /** The last thing that a person did about it: then nobody is called again. */
  readonly touchedAt: Instant | null;
  /** How often its soft comment was repeated. */
  readonly repeats: number;
}

export const VERDICTS = ['useful', 'noise', 'known', 'too late'] as const;

export type Verdict = (typeof VERDICTS)[number];

/** What was suggested with an alert: for which kind of step, and whose move it was (null: nobody's). */
export interface Suggested {
  readonly stepKind: StepKind | null;
  readonly whose: MoveKind | null;
}

/** What its CSM said an alert was worth, and when. */
export interface Answer {
  readonly verdict: Verdict;
  readonly at: Instant;
}

/** An alert with all that was said and done about it. */
export interface DeliveredAlert extends AlertRecord, Suggested {
  /** The last of `answers`. */
  readonly verdict: Verdict | null;
  /** Oldest first. */
  readonly answers: readonly Answer[];
  /** First human comment or change of status. */
  readonly actedAt: Instant | null;
}

export interface AlertStore {
  open(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, AlertRecord>>;
  /** Oldest first, with all that was said and done about each. */
  ofAccount(key: AccountKey): Promise<readonly DeliveredAlert[]>;
  allOpen(): Promise<readonly AlertRecord[]>;
  /** The one of each account that was closed last. */
  lastClosed(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, AlertRecord>>;
  /** The one that was closed last of those that somebody was told of. */
  lastTold(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, AlertRecord>>;
  put(alert: AlertRecord): Promise<void>;
  /** What its CSM says the alert was worth; the last word counts, and what was said before is remembered with its time. */
  judge(alertId: string, verdict: Verdict, by: number, at: Instant): Promise<void>;
  /** A person acted on it, by a comment or a change of status: the first time counts (acted-on, METHOD section 8). */
  acted(alertId: string, at: Instant): Promise<void>;
  suggested(alertId: string, suggestion: Suggested): Promise<void>;
  /** The words that were found for its advice. */
  keepWords(alertId: string, words: Reworded): Promise<void>;
  /** Of the open alerts of these accounts that have some. */
  wordsOfOpen(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, Reworded>>;
  /** Alerts that were delivered in [from, until), in order of delivery. */
  delivered(from: Instant, until: Instant): Promise<readonly DeliveredAlert[]>;
  /** When each account's first hard alert was delivered. */
  firstHard(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, Instant>>;
  /** To how many alerts a CSM was called since `since`, lines of digests aside. */
  calledSince(csmId: number, since: Instant): Promise<number>;
}
