import { DateTime } from 'luxon';
import type { KeptDate, WrittenDate } from './model.ts';

/** The stand-in's own time: real until a test or the demo sets it, and then standing still until it is set again. */
export interface SandboxClock {
  now(): number;
  set(now: number | null): void;
  isSet(): boolean;
}

/** @param real the time that counts while none is set, in Unix milliseconds */
export function createClock(real: () => number): SandboxClock {
  let fixed: number | null = null;
  return {
    now: () => fixed ?? real(),
    set: (now) => {
      fixed = now;
    },
    isSet: () => fixed !== null,
  };
}

const HOUR_OF_DATES_WITHOUT_TIME = 4;

/**
 * What ClickUp stores for a date. Without a time it becomes 04:00 of the calendar day that the instant falls on in the zone of
 * the person who sets it, so that midnight UTC is the day before for anyone west of Greenwich.
 */
export function keepDate({ at, withTime }: WrittenDate, zone: string): KeptDate {
  if (withTime) return { at, withTime, zone };
  const day = DateTime.fromMillis(at, { zone }).startOf('day');
  return { at: day.set({ hour: HOUR_OF_DATES_WITHOUT_TIME }).toMillis(), withTime, zone };
}
