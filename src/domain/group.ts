import type { GroupLevel } from './benchmark.ts';
import type { Peer } from './peer.ts';
import type { Signal } from './plan.ts';
import type { Roster } from './roster.ts';
import { signalKey } from './signal-key.ts';
import { type Observation, riskRows, shareWaiting, type Tally } from './survival.ts';

/** How comparable accounts fared, the compared one itself left out (METHOD section 5). Days are active days. */
export interface Group {
  readonly level: GroupLevel;
  /** For people: `project-management × professional`. */
  readonly name: string;
  /** How many others were observed for as long as the compared account or longer. */
  readonly n: number;
  /** F_g: the share that had met this signal by that day. */
  shareBy(signal: Signal, day: number): number;
  /** The median day of this signal; null with fewer than ten who met it, or where half are not there yet. */
  medianDay(signal: Signal): number | null;
  /** p80 of the days from one step (null: the start) to the next; null as above. */
  usualSojourn(first: Signal | null, next: Signal): number | null;
  /** The chance to meet a signal within `days` of an account that has not met it on `day`; null when too few are left to say. */
  chanceWithin(signal: Signal, day: number, days: number): number | null;
}

export interface GroupHead {
  readonly level: GroupLevel;
  readonly name: string;
  readonly n: number;
}

/** Fewer than this many who got there say nothing of how long it takes. */
const FEWEST_EVENTS = 10;
const FEWEST_AT_RISK = 10;
/** How much longer than p80 is too long is the tier's business; p80 itself is what θ asks for (METHOD section 6). */
const USUAL_SHARE = 0.8;
const EPSILON = 1e-9;

export function groupIn(roster: Roster, self: Peer | null, head: GroupHead): Group {
  return {
    ...head,
    shareBy(signal, day) {
      const key = signalKey(signal);
      return 1 - shareWaiting(riskRows(roster.timesTo(key), day, roster.ownTimeTo(key, self) ?? undefined));
    },
    medianDay(signal) {
      const key = signalKey(signal);
      return quantile(roster.timesTo(key), 0.5, roster.ownTimeTo(key, self));
    },
    usualSojourn(first, next) {
      const keys = [first === null ? null : signalKey(first), signalKey(next)] as const;
      return quantile(roster.timesBetween(...keys), USUAL_SHARE, roster.ownTimeBetween(...keys, self));
    },
    chanceWithin(signal, day, days) {
      const key = signalKey(signal);
      return chance(roster.timesTo(key), day, days, roster.ownTimeTo(key, self));
    },
  };
}

/** The first day with F ≥ share, over at least ten events. */
function quantile(tally: Tally, share: number, own: Observation | null): number | null {
  const rows = riskRows(tally, Number.POSITIVE_INFINITY, own ?? undefined);
  if (rows.reduce((sum, { events }) => sum + events, 0) < FEWEST_EVENTS) return null;
  let waiting = 1;
  for (const { day, atRisk, events } of rows) {
    waiting *= 1 - events / atRisk;
    if (1 - waiting >= share - EPSILON) return day;
  }
  return null;
}

/** 1 − S(τ+r)/S(τ), with S(τ) > 0 and at least ten at risk after τ (METHOD section 6, p_reach). */
function chance(tally: Tally, day: number, days: number, own: Observation | null): number | null {
  const rows = riskRows(tally, day + days, own ?? undefined);
  const before = rows.filter((row) => row.day <= day);
  const waiting = shareWaiting(before);
  if (waiting <= EPSILON || stillWaiting(tally, day, own) < FEWEST_AT_RISK) return null;
  return 1 - shareWaiting(rows) / waiting;
}

/** How many were seen beyond `day` without having got there by then. */
function stillWaiting(tally: Tally, day: number, own: Observation | null): number {
  let gone = 0;
  for (let each = 0; each <= day; each += 1) gone += (tally.reached[each] ?? 0) + (tally.censored[each] ?? 0);
  return tally.n - gone - Number(own !== null && own.days > day);
}
