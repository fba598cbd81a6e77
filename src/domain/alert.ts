import type { Day, Instant } from './account.ts';
import type { AlertState, Assessment, State, Strength } from './assessment.ts';
import type { AlertPolicy } from './policy.ts';

/** The unbroken runs of verdicts that confirmation and closing are counted on (METHOD section 6, Firing). */
export interface Runs {
  /** First local date of the run in which the account was alertable at all; null while it is not. */
  readonly softFrom: Day | null;
  readonly hardFrom: Day | null;
  /** First local date of the run in which nothing was to be alerted. */
  readonly clearFrom: Day | null;
}

export const NO_RUNS: Runs = { softFrom: null, hardFrom: null, clearFrom: null };

/** What an open or closed alert says, as far as the next decision depends on it. */
export interface AlertFacts {
  readonly kind: State;
  readonly strength: Strength;
  readonly urgent: boolean;
  readonly step: string | null;
  readonly openedAt: Instant;
}

/** The last alert that somebody was told of and that is over. */
export interface ClosedFacts extends Gravity {
  readonly closedOn: Day;
}

export interface DecisionContext {
  readonly open: AlertFacts | null;
  readonly lastClosed: ClosedFacts | null;
  readonly runs: Runs;
  readonly snoozedUntil: Day | null;
  /** When first value was last taken back; default never. */
  readonly reopenedOn?: Day | null;
  /** Most accounts went quiet together (`fleet.ts`): nothing new is raised. Default no. */
  readonly isFleetQuiet?: boolean;
  readonly policy: AlertPolicy;
}

/** How bad things are, as far as two alerts can be compared. */
export interface Gravity {
  readonly kind: State;
  readonly strength: Strength;
  readonly urgent: boolean;
}

export type WaitReason = 'confirming' | 'cooling_down' | 'snoozed' | 'fleet_hold';

export type AlertDecision =
  | { readonly kind: 'silent' }
  | { readonly kind: 'wait'; readonly because: WaitReason }
  | { readonly kind: 'open'; readonly strength: Strength }
  /** The same alert says something else now; `rises`: from soft to hard, the only case with a new mention. */
  | { readonly kind: 'update'; readonly strength: Strength; readonly rises: boolean }
  | { readonly kind: 'keep' }
  | { readonly kind: 'close'; readonly because: CloseReason };

export type CloseReason = 'reached' | 'progress' | 'left' | 'excluded';

/**
 * Carries the runs on by one verdict; asked again on the same date with the same verdict it changes nothing. A run that is to begin
 * later was noted by a clock that was ahead: it begins today.
 */
export function extendRuns(before: Runs, strength: Strength | null, today: Day): Runs {
  const from = (day: Day | null): Day => Math.min(day ?? today, today);
  return {
    softFrom: strength === null ? null : from(before.softFrom),
    hardFrom: strength === 'hard' ? from(before.hardFrom) : null,
    clearFrom: strength === null ? from(before.clearFrom) : null,
  };
}

/** What follows from one verdict for the account's one alert. Pure; whether it may be delivered now is `delivery.ts`. */
export function decideAlert(verdict: Assessment, context: DecisionContext): AlertDecision {
  return context.open === null ? decideOpening(verdict, context) : decideOpenAlert(verdict, context.open, context);
}

function decideOpening(
  verdict: Assessment,
  { runs, lastClosed, snoozedUntil, reopenedOn = null, isFleetQuiet = false, policy }: DecisionContext,
): AlertDecision {
  const { strength, today } = verdict;
  if (strength === null) return { kind: 'silent' };
  if (isSnoozed(snoozedUntil, today)) return { kind: 'wait', because: 'snoozed' };
  const confirmed = confirmedStrength(runs, today, policy);
  if (confirmed === null) return { kind: 'wait', because: 'confirming' };
  if (confirmed === 'hard' && isJustReopened(reopenedOn, today, policy))
    return { kind: 'wait', because: 'cooling_down' };
  if (lastClosed !== null && isCoolingDown(lastClosed, { ...gravityOf(verdict), strength: confirmed }, today, policy))
    return { kind: 'wait', because: 'cooling_down' };
  return isFleetQuiet ? { kind: 'wait', because: 'fleet_hold' } : { kind: 'open', strength: confirmed };
}

const isCoolingDown = (closed: ClosedFacts, now: Gravity, today: Day, policy: AlertPolicy): boolean =>
  today < closed.closedOn + policy.cooldownDays && !isWorse(now, closed);

const gravityOf = ({ state, urgent }: Assessment) => ({ kind: state, urgent });

/** In use but slow; people come without using it; the time that is left is too short; nobody is there (any more). */
const SEVERITY: Readonly<Record<AlertState, number>> = {
  soft_signal: 1,
  stalled: 2,
  trial_risk: 3,
  early_alert: 4,
  gone_dark: 4,
};

/** Whether the state has worsened (METHOD section 6, Firing): first by strength, then by urgency, then by the order of states. */
export function isWorse(now: Gravity, before: Gravity): boolean {
  const weigh = ({ kind, strength, urgent }: Gravity): number =>
    (strength === 'hard' ? 100 : 0) + (urgent ? 10 : 0) + (kind in SEVERITY ? SEVERITY[kind as AlertState] : 0);
  return weigh(now) > weigh(before);
}

const isSnoozed = (until: Day | null, today: Day): boolean => until !== null && today < until;

/** Whoever took first value back knows that the account is not there: no hard alert for a while (METHOD, Retraction). */
const isJustReopened = (reopenedOn: Day | null, today: Day, policy: AlertPolicy): boolean =>
  reopenedOn !== null && today < reopenedOn + policy.cooldownDays;

function decideOpenAlert(
  verdict: Assessment,
  open: AlertFacts,
  { runs, snoozedUntil, reopenedOn = null, isFleetQuiet = false, policy }: DecisionContext,
): AlertDecision {
  if (verdict.state === 'reached' || verdict.state === 'left' || verdict.state === 'excluded') {
    return { kind: 'close', because: verdict.state };
  }
  const { strength: judged, today } = verdict;
  if (judged === null)
    return stoodFor(runs.clearFrom, today, policy) && hasMoved(verdict, open)
      ? { kind: 'close', because: 'progress' }
      : { kind: 'keep' };
  // A rise calls the CSM anew: it is confirmed like a new hard alert and waits wherever one would; until then the soft one stands.
  const restrained = isFleetQuiet || isSnoozed(snoozedUntil, today) || isJustReopened(reopenedOn, today, policy);
  const mayRise = !restrained && stoodFor(runs.hardFrom, today, policy);
  const strength = judged === 'hard' && (open.strength === 'hard' || mayRise) ? 'hard' : 'soft';
  const step = stuckOn(verdict);
  const same =
    strength === open.strength && verdict.state === open.kind && step === open.step && verdict.urgent === open.urgent;
  return same ? { kind: 'keep' } : { kind: 'update', strength, rises: strength === 'hard' && open.strength === 'soft' };
}

/** The name of the step (or milestone) that the account is stuck on; null without a plan. */
export function stuckOn(verdict: Assessment): string | null {
  return verdict.openStep === null ? null : (verdict.steps[verdict.openStep]?.name ?? null);
}

/** A hard verdict that is not confirmed yet does not fire soft meanwhile. */
function confirmedStrength({ softFrom, hardFrom }: Runs, today: Day, policy: AlertPolicy): Strength | null {
  if (hardFrom !== null) return stoodFor(hardFrom, today, policy) ? 'hard' : null;
  return stoodFor(softFrom, today, policy) ? 'soft' : null;
}

const stoodFor = (from: Day | null, today: Day, policy: AlertPolicy): boolean =>
  from !== null && today - from + 1 >= policy.confirmSweeps;

/** A login, a pause, a new owner or a new plan text closes nothing: only core use or progress after the alert opened does. */
function hasMoved(verdict: Assessment, open: AlertFacts): boolean {
  const after = (at: Instant | null): boolean => at !== null && at > open.openedAt;
  return after(verdict.lastCoreAt) || after(verdict.lastProgressAt);
}
