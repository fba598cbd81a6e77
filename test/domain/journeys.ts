import type { Journey, JourneyRoad } from '../../src/domain/journey.ts';
import { START } from './builders.ts';

let made = 0;

/** A journey with a plan of one milestone, started on START, watched for a hundred days, not there yet. */
export function aJourney(part: Partial<Journey> = {}): Journey {
  made += 1;
  const reachedDay = part.reachedDay ?? null;
  return {
    key: `task:${made}`,
    startedOn: START,
    day: 100,
    reachedDay,
    hasLeft: false,
    leftAfterValue: false,
    wasPaused: false,
    seenFrom: 0,
    mayHaveReachedUnseen: false,
    road: aRoad([reachedDay]),
    ...part,
  };
}

/** Milestones reached on these days, the last being first value. */
export function aRoad(days: readonly (number | null)[], part: Partial<JourneyRoad> = {}): JourneyRoad {
  return {
    route: `route of ${days.length}`,
    milestones: days.map((reachedDay, place) => ({ name: `Step ${place + 1}`, reachedDay })),
    byDay: 21,
    isOrdered: false,
    ...part,
  };
}

/** Along a road: first value is its last milestone. */
export function travelling(days: readonly (number | null)[], part: Partial<Journey> = {}): Journey {
  return aJourney({ reachedDay: days.at(-1) ?? null, road: aRoad(days), ...part });
}

export const there = (...days: readonly number[]): readonly Journey[] =>
  days.map((reachedDay) => aJourney({ reachedDay }));
export const notThere = (...days: readonly number[]): readonly Journey[] => days.map((day) => aJourney({ day }));
