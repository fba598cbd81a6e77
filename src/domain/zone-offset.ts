import { IANAZone } from 'luxon';
import type { Instant } from './account.ts';
import { DAY_MS, MINUTE_MS } from './duration.ts';

/** A zone's distance from UTC during one UTC day, in milliseconds; `turnAt` is Infinity unless the clocks change on it. */
interface DayOffset {
  readonly before: number;
  readonly turnAt: Instant;
  readonly after: number;
}

/** An IANA name that the runtime does not know reached the calendar; doors are to ask `isZone` first. */
export class UnknownZone extends Error {
  readonly code = 'unknown_zone';

  constructor(zone: string) {
    super(`time zone "${zone}" is not known: use an IANA name such as Europe/Berlin`);
    this.name = 'UnknownZone';
  }
}

/** True for IANA names; bare offsets such as +05:30 are refused, because they know nothing of daylight saving. */
export function isZone(text: string): boolean {
  return /^[A-Za-z]/.test(text) && IANAZone.isValidZone(text);
}

/**
 * Milliseconds to add to an instant to get the zone's local clock. Asking Intl costs microseconds and a sweep asks tens of
 * millions of times, so what a zone does on one UTC day is learned once and kept; no zone changes its clocks twice a day.
 */
export function offsetMs(at: Instant, zone: string): number {
  const days = daysLearned(zone);
  const utcDay = Math.floor(at / DAY_MS);
  let offset = days.get(utcDay);
  if (offset === undefined) {
    offset = learn(utcDay, zone);
    days.set(utcDay, offset);
  }
  return at < offset.turnAt ? offset.before : offset.after;
}

/** The first instant after `from` at which the offset differs from that of `from`, given that it does at `to`. */
export function turnBetween(from: Instant, to: Instant, offsetAt: (at: Instant) => number): Instant {
  const before = offsetAt(from);
  let same = from;
  let changed = to;
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (offsetAt(middle) === before) same = middle;
    else changed = middle;
  }
  return changed;
}

const learned = new Map<string, Map<number, DayOffset>>();

function daysLearned(zone: string): Map<number, DayOffset> {
  const known = learned.get(zone);
  if (known !== undefined) return known;
  if (!isZone(zone)) throw new UnknownZone(zone);
  const fresh = new Map<number, DayOffset>();
  learned.set(zone, fresh);
  return fresh;
}

function learn(utcDay: number, zone: string): DayOffset {
  const iana = IANAZone.create(zone);
  const offsetAt = (at: Instant): number => iana.offset(at) * MINUTE_MS;
  const from = utcDay * DAY_MS;
  const to = from + DAY_MS - 1;
  const before = offsetAt(from);
  const after = offsetAt(to);
  return { before, turnAt: before === after ? Number.POSITIVE_INFINITY : turnBetween(from, to, offsetAt), after };
}
