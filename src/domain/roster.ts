import type { Instant } from './account.ts';
import { activeDayOf, type Peer } from './peer.ts';
import type { SignalKey } from './signal-key.ts';
import { type Observation, type Tally, tallyOf } from './survival.ts';

/** The lives of one circle as they were known at one instant: who was observed how long, and who had met what by then. */
export interface Roster {
  /** How many lives, `without` left out, were observed for this many active days or more, reached or still waiting. */
  observedFor(days: number, without: Peer | null): number;
  /** How long each life took to meet a signal, or has been waiting for it. */
  timesTo(signal: SignalKey): Tally;
  /** The same from one step to the next, over the lives that have met the first; null: from the start. */
  timesBetween(first: SignalKey | null, next: SignalKey): Tally;
  /** What one life adds to these: the part to leave out where it is the one compared. Null: nothing. */
  ownTimeTo(signal: SignalKey, self: Peer | null): Observation | null;
  ownTimeBetween(first: SignalKey | null, next: SignalKey, self: Peer | null): Observation | null;
}

/** @param peers those of the circle that had started by `at` */
export function createRoster(peers: readonly Peer[], at: Instant): Roster {
  const observed = new Map(peers.map((peer) => [peer, activeDayOf(peer, at)]));
  const atLeast = cumulative([...observed.values()]);
  const tallies = new Map<string, Tally>();
  const tallied = (name: string, timeOf: (peer: Peer) => Observation | null): Tally => {
    const tally = tallies.get(name) ?? tallyOf(peers.flatMap((peer) => timeOf(peer) ?? []));
    tallies.set(name, tally);
    return tally;
  };
  const timeTo = (signal: SignalKey, peer: Peer): Observation | null => {
    const days = observed.get(peer);
    if (days === undefined) return null;
    const met = metBy(peer, signal, at);
    return { days: met ?? days, reached: met !== null };
  };
  const timeBetween = (first: SignalKey | null, next: SignalKey, peer: Peer): Observation | null => {
    if (first === null) return timeTo(next, peer);
    const from = metBy(peer, first, at);
    const days = observed.get(peer);
    if (from === null || days === undefined) return null;
    const met = metBy(peer, next, at);
    return { days: Math.max(0, (met ?? days) - from), reached: met !== null };
  };
  return {
    observedFor: (days, without) =>
      (atLeast[Math.max(0, days)] ?? 0) - Number(without !== null && (observed.get(without) ?? -1) >= days),
    timesTo: (signal) => tallied(signal, (peer) => timeTo(signal, peer)),
    timesBetween: (first, next) => tallied(`${first} → ${next}`, (peer) => timeBetween(first, next, peer)),
    ownTimeTo: (signal, self) => (self === null ? null : timeTo(signal, self)),
    ownTimeBetween: (first, next, self) => (self === null ? null : timeBetween(first, next, self)),
  };
}

/** The active day on which a signal was met, as far as it was known then. */
function metBy({ met }: Peer, signal: SignalKey, at: Instant): number | null {
  const found = met.get(signal);
  return found === undefined || found.at > at ? null : found.day;
}

/** By day: how many of these values are that day or more. */
function cumulative(values: readonly number[]): readonly number[] {
  const last = values.reduce((highest, value) => Math.max(highest, value), 0);
  const counts = new Array<number>(last + 1).fill(0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  for (let day = last - 1; day >= 0; day -= 1) counts[day] = (counts[day] ?? 0) + (counts[day + 1] ?? 0);
  return counts;
}
