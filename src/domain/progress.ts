import type { Day, Instant } from './account.ts';
import type { StepStanding } from './assessment.ts';
import { milestonesOf, type Plan } from './plan.ts';
import { followSignal, type SignalContext } from './signal.ts';
import type { UsageEvent } from './usage-event.ts';

/** How far an account has come on its plan. */
export interface Road {
  readonly steps: readonly StepStanding[];
  /** The first milestone not reached; a later one that is reached does not close it. Null once first value is there. */
  readonly openStep: number | null;
  /** v: first value, by the signal or as a person recorded it. */
  readonly reachedAt: Instant | null;
  /** A person recorded it; no event has a say in it. */
  readonly reachedByHand: boolean;
  /** The last step or new tenth, of pre-onboarding too; null when there was none yet. */
  readonly lastProgressAt: Instant | null;
}

/** What a person said of first value: that it was reached then, or that it was not, up to then. */
export interface ValueWord {
  readonly reachedAt: Instant | null;
  readonly deniedAt: Instant | null;
}

/** Without a plan in force there is no road; only a person can say that first value is there. */
export function roadWithoutPlan({ reachedAt }: ValueWord): Road {
  return { steps: [], openStep: null, reachedAt, reachedByHand: reachedAt !== null, lastProgressAt: reachedAt };
}

/**
 * A value recorded by hand stands as it was recorded; without one the milestone's signal decides, by what came after a person
 * said that it was not reached (METHOD section 6, Retraction).
 */
export function followPlan(
  plan: Plan,
  evidence: readonly UsageEvent[],
  context: SignalContext,
  benchmarkDays: readonly Day[],
  { reachedAt: valueByHand, deniedAt }: ValueWord,
): Road {
  const last = plan.steps.length;
  const moves: Instant[] = valueByHand === null ? [] : [valueByHand];
  const seen = milestonesOf(plan).map((milestone, step): StepStanding => {
    const counted = step === last && deniedAt !== null ? evidence.filter(({ at }) => at > deniedAt) : evidence;
    const { rises, ...progress } = followSignal(milestone.signal, counted, context);
    moves.push(...rises.slice(-1));
    const reachedAt = (step === last ? valueByHand : null) ?? progress.reachedAt;
    return { ...milestone, ...progress, reachedAt, benchmarkDay: benchmarkDays[step] ?? milestone.byDay };
  });
  const steps = plan.ordered === true ? inBindingOrder(seen) : seen;
  const reachedAt = steps[last]?.reachedAt ?? null;
  const openStep = reachedAt === null ? steps.findIndex((step) => step.reachedAt === null) : null;
  return {
    steps,
    openStep,
    reachedAt,
    reachedByHand: valueByHand !== null,
    lastProgressAt: moves.length === 0 ? null : Math.max(...moves),
  };
}

/** A later step that was reached vouches for those before it that were not seen, from the moment on at which it came. */
function inBindingOrder(seen: readonly StepStanding[]): readonly StepStanding[] {
  let voucher: Instant | null = null;
  return seen
    .toReversed()
    .map((step): StepStanding => {
      if (step.reachedAt === null) {
        return voucher === null ? step : { ...step, reachedAt: voucher, share: 1, vouchedFor: true };
      }
      voucher = voucher === null ? step.reachedAt : Math.min(voucher, step.reachedAt);
      return step;
    })
    .toReversed();
}

/** Of a step that is counted but not reached never more than this share is taken for done (METHOD section 5). */
const OPEN_SHARE_LIMIT = 0.99;

/** A: the weights of the reached milestones, and of the next one the share that is counted so far. */
export function progressAlong({ steps, openStep }: Road, weights: readonly number[]): number {
  const doneOf = ({ reachedAt, share }: StepStanding, step: number): number => {
    if (reachedAt !== null) return 1;
    return step === openStep ? Math.min(OPEN_SHARE_LIMIT, share) : 0;
  };
  return steps.reduce((sum, standing, step) => sum + doneOf(standing, step) * (weights[step] ?? 0), 0);
}
