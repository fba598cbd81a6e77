import type { Config, Environment } from '../config.ts';
import type { Instant } from '../domain/account.ts';
import type { LabelledBrief, NamedDrafter } from '../domain/brief-score.ts';
import type { LabelledStatement } from '../domain/statement-score.ts';
import type { RateWindow } from '../monitor/board.ts';
import type { DeliverDeps } from '../monitor/deliver.ts';
import type { DoctorDeps } from '../monitor/doctor/finding.ts';
import type { DraftDeps } from '../monitor/draft-deps.ts';
import type { Lease } from '../monitor/lease.ts';
import type { Monitor } from '../monitor/monitor.ts';
import type { Notebook } from '../monitor/observations.ts';
import type { WriteDeps } from '../monitor/perform-write.ts';
import type { ReadDeps } from '../monitor/read-deps.ts';
import type { Rules } from '../monitor/rules.ts';
import type { Store } from '../monitor/store.ts';
import type { SweepDeps } from '../monitor/sweep.ts';
import type { KeepReportDeps } from '../monitor/write-report.ts';
import type { Clock } from '../shared/clock.ts';
import type { Logger, LogLevel } from '../shared/logger.ts';

/** What commands are handed: the product's verbs, wired by `compose.ts`; no command knows a concrete part. */
export interface Kit {
  readonly config: Config;
  readonly store: Store;
  readonly rules: Rules;
  readonly clock: Clock;
  readonly log: Logger;
  readonly drafting: DraftDeps;
  readonly judging: SweepDeps;
  readonly reading: () => Promise<ReadDeps>;
  readonly reporting: () => Promise<KeepReportDeps>;
  /** The monthly report as an HTML file. */
  readonly drawReport: WriteDeps['drawReport'];
  readonly examining: DoctorDeps;
  /** Where it is noted how ClickUp is seen to behave. */
  readonly notebook: Notebook;
  /** Held by the process that reads the board and looks after the webhook. */
  readonly readingBoard: Lease;
  /** Verbs on ClickUp; asking for them without a token is a ConfigError. */
  readonly monitor: () => Monitor;
  /** What ClickUp's answers said last of the token's rate limit; null: not known yet, or no token. */
  readonly rateWindow: () => Promise<RateWindow | null>;
  readonly migrated: readonly string[];
  /** Calls that still wait for ClickUp's rate limit are not made any more; they may wait longer than a stop may last. */
  readonly letGo: () => void;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly clock?: Clock;
  readonly logLevel?: LogLevel;
  /** Where the log goes; commands keep stdout for their answer. */
  readonly logTo?: NodeJS.WritableStream;
  /** Told of every try of a write to ClickUp. */
  readonly onDelivered?: DeliverDeps['onDelivered'];
}

export interface RunningService {
  readonly url: string;
  readonly kit: Kit;
  /** Runs a job between the worker's rounds. */
  alone<T>(job: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export interface ServeOptions extends OpenOptions {
  readonly web: boolean;
  readonly worker: boolean;
  /** Pages say that what they show is invented. */
  readonly demo?: boolean;
}

/** Drafts for a file of briefs. */
export interface BriefDesk {
  /** For one line. @throws MonitorError `bad_input` */
  answer(line: string): Promise<object>;
  close(): Promise<void>;
}

/** What `eval` measures with. */
export interface EvaluationDeps {
  readonly readStatement: (line: string) => LabelledLine<LabelledStatement>;
  readonly readBrief: (line: string) => LabelledLine<LabelledBrief>;
  readonly openDrafters: (config: Config, logTo: NodeJS.WritableStream) => Promise<EvaluatedDrafters>;
}

/** Every drafter that is configured. */
export interface EvaluatedDrafters {
  readonly drafters: readonly NamedDrafter[];
  close(): Promise<void>;
}

export type LabelledLine<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Everything in one database goes into another one; `onRows` hears how far it is. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly onRows: (moved: number, total: number) => void;
}

export interface MoveReport {
  readonly migrated: readonly string[];
  /** Rows by table. */
  readonly moved: Readonly<Record<string, number>>;
}

/** Copies the database at an address into a file, or a file into the database; `onCopied` hears how far it is. */
export interface Copying {
  readonly from: string;
  readonly to: string;
  readonly onCopied: (done: number, total: number) => void;
}

export interface BackupReport {
  readonly file: string;
  readonly bytes: number;
  readonly at: Instant;
}

export interface RestoreReport {
  readonly backedUpAt: Instant;
  readonly migrated: readonly string[];
  readonly rows: number;
  /** Where the database went that was there before. */
  readonly putAside: string | null;
}

export interface CliDeps {
  readonly environment: Environment;
  readonly readConfig: (environment: Environment) => Promise<Config>;
  readonly open: (config: Config, options: OpenOptions) => Promise<Kit>;
  readonly move: (move: Move) => Promise<MoveReport>;
  readonly backup: (backup: Copying & { readonly force: boolean }) => Promise<BackupReport>;
  readonly restore: (restore: Copying & { readonly replace: boolean }) => Promise<RestoreReport>;
  readonly openBriefs: (config: Config, logTo: NodeJS.WritableStream) => Promise<BriefDesk>;
  readonly evaluation: () => Promise<EvaluationDeps>;
  readonly serve: (config: Config, options: ServeOptions) => Promise<RunningService>;
}
