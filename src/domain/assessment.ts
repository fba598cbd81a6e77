import type { Day, Instant } from './account.ts';
import type { Signal } from './plan.ts';
import type { Benchmark } from './benchmark.ts';

export type State =
  | 'defining'
  | 'reached'
  | 'excluded'
  | 'left'
  | 'paused'
  | 'blind'
  | 'fleet_hold'
  | 'early_alert'
  | 'gone_dark'
  | 'trial_risk'
  | 'stalled'
  | 'soft_signal'
  | 'on_track';

/** States that can open a hard alert; `trial_risk` and `early_alert` may also be soft. */
export const ALERT_STATES = ['early_alert', 'gone_dark', 'trial_risk', 'stalled', 'soft_signal'] as const;
export type AlertState = (typeof ALERT_STATES)[number];
export const HARD_STATES = ['early_alert', 'gone_dark', 'trial_risk', 'stalled'] as const;
export type HardState = (typeof HARD_STATES)[number];

export type Strength = 'hard' | 'soft';

/** Why an account is blind, in the order in which the reasons are looked at. */
export type BlindReason =
  | { readonly kind: 'no_account_id' }
  | { readonly kind: 'nothing_ever_sent' }
  | { readonly kind: 'stale_source'; readonly source: string; readonly lastReceivedAt: Instant }
  | { readonly kind: 'likely_other_id'; readonly candidates: readonly string[] }
  /** Its milestone is one of ClickUp's events, and its workspace is not to be seen. */
  | { readonly kind: 'workspace_unread'; readonly because: WorkspaceUnread };
export type WorkspaceUnread = 'no_workspace' | 'not_read_yet' | 'out_of_sight';

/** How far one step (or the milestone, the last of them) has come. */
export interface StepStanding {
  readonly name: string;
  readonly signal: Signal;
  /** The plan's own target, an active day. */
  readonly byDay: number;
  /** b_k of METHOD section 5: the learned day, else `byDay`, always later than the one before. */
  readonly benchmarkDay: number;
  readonly reachedAt: Instant | null;
  /** Events and people counted so far, never more than asked for. */
  readonly count: number;
  readonly users: number;
  /** 0 to 1; the smaller of the two shares. */
  readonly share: number;
  /** Not seen itself: the order of the plan is binding, and a later step that was reached vouches for it. Default: seen. */
  readonly vouchedFor?: boolean;
  /** Events behind the claim: the ones counted, newest last, at most twenty. */
  readonly evidence: readonly EvidenceItem[];
}

export interface EvidenceItem {
  readonly event: string;
  readonly at: Instant;
  readonly userId: string | null;
  readonly messageId: string;
}

/** The verdict on one account at one instant, with every figure that any message or page shows. */
export interface Assessment {
  /** The instant judged: the asked one, or the watermark of the feeds if that is earlier. */
  readonly at: Instant;
  readonly today: Day;
  readonly state: State;
  /** Null for states that alert nobody. */
  readonly strength: Strength | null;
  readonly urgent: boolean;
  readonly blind: BlindReason | null;
  /** Elapsed days since the start; negative before it. */
  readonly day: number;
  /** The same without paused days (τ). */
  readonly activeDay: number;
  /** 0 to 1; null without a plan in force. */
  readonly progress: number | null;
  readonly expected: number | null;
  /** progress / expected; null too early to say. */
  readonly pace: number | null;
  readonly daysBehind: number | null;
  /** What it was measured by; null without a plan in force. */
  readonly benchmark: Benchmark | null;
  /** Share of comparable accounts already past the open step; null without a group. */
  readonly rank: number | null;
  /** Chance of first value within what is left of the trial; null where nobody can say. For people, never a condition. */
  readonly reachChance: number | null;
  readonly steps: readonly StepStanding[];
  /** Index into `steps` of the first one not reached; null when none is open. */
  readonly openStep: number | null;
  /** D: paused dates left out, and other than working days where the tier says so. */
  readonly daysStuck: number | null;
  /** date(g): from when on D counts. */
  readonly stuckSince: Day;
  /** The same on the calendar, every date counted: what the customer lives through. */
  readonly daysStuckElapsed: number | null;
  /** The last step or new tenth, of pre-onboarding too; null when there was none. Days stuck count from it or from the start. */
  readonly lastProgressAt: Instant | null;
  /** Any qualified act, logins included. */
  readonly lastActivityAt: Instant | null;
  readonly lastCoreAt: Instant | null;
  /** Days in the window W with core use and with any activity (METHOD section 6). */
  readonly coreDays: number;
  readonly activeDays: number;
  readonly late: boolean;
  /** θ: days without progress that are too many for the open step. */
  readonly patienceDays: number | null;
  /** τ₀: the day from which no core use is an early alert. */
  readonly earlyDays: number;
  /** Days left of a running trial, null without one. */
  readonly trialDaysLeft: number | null;
  readonly reachedAt: Instant | null;
  /** First value as a person recorded it, not as events show it. */
  readonly reachedByHand: boolean;
  readonly daysToValue: number | null;
  /** Qualified events known, in all, and of the core kind since the start. */
  readonly eventCount: number;
  readonly coreCount: number;
  /** The ten newest events, newest last. */
  readonly recent: readonly EvidenceItem[];
}
