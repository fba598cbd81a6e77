import { type Comparison, createComparison } from '../../src/domain/comparison.ts';
import type { MetSignal, Peer } from '../../src/domain/peer.ts';
import { milestonesOf } from '../../src/domain/plan.ts';
import { signalKey } from '../../src/domain/signal-key.ts';
import { aPlan, onDay, START, ZONE } from './builders.ts';

/** Others to compare with, as builders: each met the steps of `aPlan` on the days that a test names. */

const KEYS = milestonesOf(aPlan()).map(({ signal }) => signalKey(signal));

/** `met`: days after its start on which it met the first, second and third milestone of `aPlan`; null: never. */
export interface PeerPart extends Partial<Omit<Peer, 'met'>> {
  readonly met?: readonly (number | null)[];
}

let made = 0;

export function aPeer({ met = [], startedOn = START, ...part }: PeerPart = {}): Peer {
  made += 1;
  const reached = met.flatMap((on, step): [string, MetSignal][] => {
    const key = KEYS[step];
    return on === null || key === undefined ? [] : [[key, { at: onDay(startedOn - START + on), day: on }]];
  });
  return {
    key: `file:peer-${made}`,
    useCase: 'project management',
    tier: 'professional',
    startedOn,
    zone: ZONE,
    pauses: [],
    ...part,
    met: new Map(reached),
  };
}

/** So many peers alike. */
export const peers = (count: number, part: PeerPart = {}): readonly Peer[] =>
  Array.from({ length: count }, () => aPeer(part));

export function comparisonOf(...groups: readonly (readonly Peer[])[]): Comparison {
  const all = groups.flat();
  return createComparison({
    peers: all,
    version: `test/${all.length}`,
    signals: new Set(KEYS),
    knownTo: Number.MAX_SAFE_INTEGER,
  });
}
