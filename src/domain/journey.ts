import type { AccountKey, Day } from './account.ts';
import type { Observation } from './survival.ts';

/**
 * One life of one account on its road to first value, as the figures of METHOD sections 2 to 4 see it: whole elapsed days since
 * its start. Several lives of an account are several journeys.
 */
export interface Journey {
  readonly key: AccountKey;
  readonly startedOn: Day;
  /** day(a); negative before the start. */
  readonly day: number;
  /** T of an account that is there: max(0, day(v)). */
  readonly reachedDay: number | null;
  /** Gone without first value. */
  readonly hasLeft: boolean;
  /** Gone, but only after first value. */
  readonly leftAfterValue: boolean;
  /** Some of its dates were paused. */
  readonly wasPaused: boolean;
  /** The day from which we can see it; 0 where nothing lies before our data. */
  readonly seenFrom: number;
  /** Its history begins before our data, and nobody knows whether value came then: it is left out of time to value. */
  readonly mayHaveReachedUnseen: boolean;
  /** Null without a plan in force. */
  readonly road: JourneyRoad | null;
}

export interface JourneyRoad {
  /** The sequence of signals in one text: the same for accounts whose steps can be compared. */
  readonly route: string;
  /** The milestones in order, the last being first value. */
  readonly milestones: readonly MilestoneDay[];
  /** The plan's target day for first value. */
  readonly byDay: number;
  /** The plan says that its order is binding: who has a later milestone has the earlier ones. */
  readonly isOrdered: boolean;
}

export interface MilestoneDay {
  readonly name: string;
  /** Day on which it was reached; negative before the start. */
  readonly reachedDay: number | null;
}

export type JourneyOnRoad = Journey & { readonly road: JourneyRoad };

/** Those that may enter a figure: with a plan in force, and started; one that starts later is in no cohort yet. */
export function onTheRoad(journeys: readonly Journey[]): readonly JourneyOnRoad[] {
  return journeys.filter((journey): journey is JourneyOnRoad => journey.road !== null && journey.day >= 0);
}

/**
 * T and δ of METHOD section 2. An account that left without value keeps T = day(a): it can no longer get there, so it stays
 * among those who have not.
 */
export function observationOf({ day, reachedDay, seenFrom }: Journey): Observation {
  return { days: reachedDay ?? day, reached: reachedDay !== null, seenFrom };
}

export const keysOf = (journeys: readonly Journey[]): readonly AccountKey[] => journeys.map(({ key }) => key);
