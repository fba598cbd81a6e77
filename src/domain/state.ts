import type { State, Strength } from './assessment.ts';
import type { Trial } from './trial.ts';

/** What the states of METHOD section 6 depend on, all of it at the instant judged. */
export interface Facts {
  readonly isExcluded: boolean;
  readonly isReached: boolean;
  readonly hasLeft: boolean;
  readonly isPaused: boolean;
  readonly startsLater: boolean;
  readonly isBlind: boolean;
  readonly hasPlan: boolean;
  readonly hasReachedStep: boolean;
  readonly hadActivity: boolean;
  /** core(∞) */
  readonly coreCount: number;
  /** core(L) and any(L) */
  readonly coreDays: number;
  readonly activeDays: number;
  /** τ and τ₀ */
  readonly activeDay: number;
  readonly earlyDays: number;
  readonly late: boolean;
  /** Late by what comparable accounts did, not by the plan's own days. */
  readonly lateAmongOthers: boolean;
  /** Fifty or more comparable accounts say that the first step simply comes later. */
  readonly firstStepComesLater: boolean;
  /** D and θ; no θ without an open step. */
  readonly daysStuck: number;
  readonly patienceDays: number | null;
  readonly trial: Trial | null;
  /** b_K − E⁻¹(A): what remains of the road, in days of comparable accounts; null without a plan. */
  readonly daysToGo: number | null;
}

export interface Verdict {
  readonly state: State;
  /** Null for states that alert nobody. */
  readonly strength: Strength | null;
  readonly urgent: boolean;
}

interface Row {
  readonly state: State;
  readonly when: (facts: Facts) => boolean;
  readonly strength?: (facts: Facts) => Strength;
}

const hard = (): Strength => 'hard';
const soft = (): Strength => 'soft';

/**
 * The table of states: the first row whose condition holds. A start in the future comes after what people have said of the
 * account and before everything that asks for use. The fleet hold is decided where it is known what would newly fire.
 */
const ROWS: readonly Row[] = [
  { state: 'excluded', when: (facts) => facts.isExcluded },
  { state: 'reached', when: (facts) => facts.isReached },
  { state: 'left', when: (facts) => facts.hasLeft },
  { state: 'paused', when: (facts) => facts.isPaused },
  { state: 'defining', when: (facts) => facts.startsLater && !facts.hasPlan },
  { state: 'on_track', when: (facts) => facts.startsLater },
  { state: 'blind', when: (facts) => facts.isBlind },
  { state: 'early_alert', when: isEarly, strength: (facts) => (facts.firstStepComesLater ? 'soft' : 'hard') },
  { state: 'defining', when: (facts) => !facts.hasPlan },
  { state: 'gone_dark', when: isDark, strength: hard },
  { state: 'trial_risk', when: isTrialTooShort, strength: ({ trial }) => (trial?.inLastThird ? 'hard' : 'soft') },
  { state: 'stalled', when: isStalled, strength: hard },
  { state: 'soft_signal', when: isSoft, strength: soft },
];

/** The verdict on one account. Any hard alert is urgent in the last third of a running trial. */
export function verdictOn(facts: Facts): Verdict {
  const row = ROWS.find(({ when }) => when(facts));
  const strength = row?.strength?.(facts) ?? null;
  const urgent = strength === 'hard' && facts.trial?.inLastThird === true;
  return { state: row?.state ?? 'on_track', strength, urgent };
}

/** No core use and no step by τ₀, or sooner where half of the comparable accounts were past the first step five days ago. */
function isEarly({ coreCount, hasReachedStep, activeDay, earlyDays, lateAmongOthers }: Facts): boolean {
  return coreCount === 0 && !hasReachedStep && (activeDay >= earlyDays || lateAmongOthers);
}

function isDark({ hadActivity, activeDays, late }: Facts): boolean {
  return hadActivity && activeDays === 0 && late;
}

function isTrialTooShort({ trial, daysToGo }: Facts): boolean {
  const daysLeft = trial?.daysLeft ?? null;
  return daysLeft !== null && daysToGo !== null && daysToGo > daysLeft;
}

function isStalled(facts: Facts): boolean {
  const wasUsed = facts.coreCount > 0 || facts.hasReachedStep;
  return wasUsed && facts.activeDays > 0 && facts.coreDays === 0 && (facts.late || isOutOfPatience(facts));
}

function isSoft(facts: Facts): boolean {
  if (facts.coreDays > 0) return facts.late || isOutOfPatience(facts);
  return facts.activeDays === 0 && isOutOfPatience(facts) && !facts.late;
}

function isOutOfPatience({ daysStuck, patienceDays }: Facts): boolean {
  return patienceDays !== null && daysStuck >= patienceDays;
}
