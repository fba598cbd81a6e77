import type { AccountKey } from './account.ts';
import { atOnce, type InParts } from './in-parts.ts';
import { type JourneyOnRoad, keysOf } from './journey.ts';
import { timeTo } from './time-to-value.ts';

/** One step of the road and what became of those who had reached it; each count as the accounts behind it. */
export interface FunnelRow {
  /** `Start`, then the steps before first value. */
  readonly step: string;
  readonly reached: readonly AccountKey[];
  /** On to the next step. */
  readonly advanced: readonly AccountKey[];
  /** Gone without first value, with the next step open. */
  readonly left: readonly AccountKey[];
  /** For longer at this step than nine of ten take. */
  readonly overdue: readonly AccountKey[];
  /** The rest. */
  readonly waiting: readonly AccountKey[];
  /** Of the waiting those who went on to a later step without the next one: they leak nowhere. */
  readonly skipped: readonly AccountKey[];
  /** Median and 90 % quantile of the days from here to the next step (METHOD section 2); null: not reached, or too few. */
  readonly medianDays: number | null;
  readonly p90Days: number | null;
}

export interface Funnel {
  readonly rows: readonly FunnelRow[];
  /** The steps at which most are lost (left or overdue) and which take longest; null where none does. */
  readonly largestLeak: string | null;
  readonly slowestStep: string | null;
}

/** A sequence of signals, and who is on it. */
export interface Route {
  readonly route: string;
  /** First value in the words of the first of these accounts. */
  readonly statement: string;
  readonly journeys: readonly JourneyOnRoad[];
}

/** The sets of accounts with the same sequence of step signals, largest first, else in the order in which they are read. */
export function routesOf(journeys: readonly JourneyOnRoad[]): readonly Route[] {
  const sets = Map.groupBy(journeys, ({ road }) => road.route);
  return [...sets]
    .map(([route, members]) => ({
      route,
      statement: members[0]?.road.milestones.at(-1)?.name ?? '',
      journeys: members,
    }))
    .sort((one, other) => other.journeys.length - one.journeys.length);
}

/** METHOD section 4 over accounts of one route, their entry set fixed. At each row in = advanced + left + overdue + waiting. */
export const funnelOf = (journeys: readonly JourneyOnRoad[]): Funnel => atOnce(funnelInParts(journeys));

/** The same for tens of thousands, a part at a time. */
export function* funnelInParts(journeys: readonly JourneyOnRoad[]): InParts<Funnel> {
  const milestones = journeys[0]?.road.milestones ?? [];
  const steps = ['Start', ...milestones.slice(0, -1).map(({ name }) => name)];
  const travellers = journeys.map((journey) => ({ journey, days: milestoneDays(journey) }));
  yield;
  const rows: FunnelRow[] = [];
  for (const [place, step] of (milestones.length === 0 ? [] : steps).entries()) {
    rows.push(rowOf(step, place, travellers));
    yield;
  }
  return {
    rows,
    largestLeak: topOf(rows, ({ left, overdue }) => left.length + overdue.length),
    slowestStep: topOf(rows, ({ medianDays }) => medianDays ?? 0),
  };
}

interface Traveller {
  readonly journey: JourneyOnRoad;
  /** By place: the start, then the milestones; null where not reached. What came before the start came on day 0. */
  readonly days: readonly (number | null)[];
}

function milestoneDays({ road: { milestones, isOrdered } }: JourneyOnRoad): readonly (number | null)[] {
  const own = milestones.map(({ reachedDay }) => (reachedDay === null ? null : Math.max(0, reachedDay)));
  return [0, ...(isOrdered ? own.map((_, place) => earliest(own.slice(place))) : own)];
}

function earliest(days: readonly (number | null)[]): number | null {
  const known = days.filter((day) => day !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function rowOf(step: string, place: number, travellers: readonly Traveller[]): FunnelRow {
  const here = travellers.flatMap((traveller) => sojournAt(traveller, place));
  const { p50, p90 } = timeTo(here);
  const fates = Map.groupBy(here, (sojourn) => fateOf(sojourn, p90));
  const keys = (sojourns: readonly Sojourn[] = []) => keysOf(sojourns.map(({ journey }) => journey));
  return {
    step,
    reached: keys(here),
    advanced: keys(fates.get('advanced')),
    left: keys(fates.get('left')),
    overdue: keys(fates.get('overdue')),
    waiting: keys(fates.get('waiting')),
    skipped: keys(fates.get('waiting')?.filter(({ hasMovedOn }) => hasMovedOn)),
    medianDays: p50,
    p90Days: p90,
  };
}

/** What became of an account at a step: exactly one of these, which is the identity of METHOD section 4. */
function fateOf({ journey, days, reached, hasMovedOn }: Sojourn, p90: number | null) {
  if (reached) return 'advanced';
  if (hasMovedOn) return 'waiting';
  if (journey.hasLeft) return 'left';
  return p90 !== null && days > p90 ? 'overdue' : 'waiting';
}

/** The time at a step: an observation of section 2, of the way from it to the next. */
interface Sojourn {
  readonly journey: JourneyOnRoad;
  readonly days: number;
  readonly reached: boolean;
  readonly seenFrom: number;
  /** Some later step is reached. */
  readonly hasMovedOn: boolean;
}

function sojournAt({ journey, days }: Traveller, place: number): readonly Sojourn[] {
  const since = days[place] ?? null;
  if (since === null) return [];
  const next = days[place + 1] ?? null;
  return [
    {
      journey,
      // Where the order is free the next step may have come first: a negative duration, which counts as day 0.
      days: (next ?? journey.day) - since,
      reached: next !== null,
      seenFrom: Math.max(0, journey.seenFrom - since),
      hasMovedOn: days.slice(place + 2).some((day) => day !== null),
    },
  ];
}

/** The first of the rows with the largest size above nothing. */
function topOf(rows: readonly FunnelRow[], size: (row: FunnelRow) => number): string | null {
  const largest = Math.max(0, ...rows.map(size));
  return largest === 0 ? null : (rows.find((row) => size(row) === largest)?.step ?? null);
}
