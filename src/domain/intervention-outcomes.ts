import type { Day } from './account.ts';
import { matureShare, type MatureShare } from './alert-quality.ts';
import type { State } from './assessment.ts';
import { addWorkingDays, type IsHoliday, noHolidays } from './calendar.ts';
import type { StepKind } from './playbook.ts';
import type { MoveKind } from './whose-move.ts';

/**
 * Which suggestions were followed by progress (issue: ten working days), by what they were. Followed by is not caused by: METHOD
 * section 8 holds for these shares as for every other.
 */

/** What was suggested with one delivered alert, and what came after it. Dates are those of the account's zone. */
export interface SuggestedMove {
  readonly state: State;
  /** Null: not kept at that time. */
  readonly stepKind: StepKind | null;
  /** Null: nobody's move was named. */
  readonly whose: MoveKind | null;
  readonly deliveredOn: Day;
  /** A step or a new tenth after the delivery, by the end of its window at the latest; null: none. */
  readonly progressOn: Day | null;
  readonly isHoliday?: IsHoliday;
}

const WORKING_DAYS_TO_FOLLOW = 10;

/** The last date on which progress counts as having followed a suggestion. */
export const followedUntil = (deliveredOn: Day, isHoliday: IsHoliday = noHolidays): Day =>
  addWorkingDays(deliveredOn, WORKING_DAYS_TO_FOLLOW, isHoliday);

export interface OutcomeOfKind extends MatureShare {
  /** A state, a kind of step, or whose move it was. */
  readonly name: string;
}
export interface InterventionOutcomes {
  readonly byState: readonly OutcomeOfKind[];
  readonly byStepKind: readonly OutcomeOfKind[];
  readonly byWhoseMove: readonly OutcomeOfKind[];
}

/** Shares over suggestions whose ten working days are over, with n; the rest are pending. */
export function interventionOutcomes(moves: readonly SuggestedMove[], today: Day): InterventionOutcomes {
  const by = (nameOf: (move: SuggestedMove) => string | null): readonly OutcomeOfKind[] =>
    [...Map.groupBy(moves, nameOf)]
      .flatMap(([name, own]) => (name === null ? [] : [{ name, ...shareOf(own, today) }]))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return {
    byState: by(({ state }) => state),
    byStepKind: by(({ stepKind }) => stepKind),
    byWhoseMove: by(({ whose }) => whose),
  };
}

function shareOf(moves: readonly SuggestedMove[], today: Day): MatureShare {
  return matureShare(
    moves.map(({ deliveredOn, progressOn, isHoliday }) => {
      const last = followedUntil(deliveredOn, isHoliday);
      return { isOver: last < today, isHit: progressOn !== null && progressOn <= last };
    }),
  );
}
