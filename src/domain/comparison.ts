import type { Instant } from './account.ts';
import type { GroupLevel } from './benchmark.ts';
import { type Group, groupIn } from './group.ts';
import { dayOf } from './local-date.ts';
import type { Peer } from './peer.ts';
import { createRoster, type Roster } from './roster.ts';
import type { SignalKey } from './signal-key.ts';

/** Who is compared, and when. */
export interface Compared {
  /** As `lifeKey` names it. */
  readonly key: string;
  readonly useCase: string | null;
  readonly tier: string | null;
  readonly at: Instant;
  /** τ */
  readonly activeDay: number;
}

/** All that is known of how others fared, to compare any account with at any instant. */
export interface Comparison {
  /** Names the state of knowledge: the date it was drawn up, and how much went in. */
  readonly version: string;
  /** The signals that were followed; another one cannot be compared until the next drawing up. */
  readonly signals: ReadonlySet<SignalKey>;
  /** Nothing later is known of anybody. */
  readonly knownTo: Instant;
  /** The narrowest group with at least twenty others that were observed for τ days or more; null when there is none. */
  groupFor(compared: Compared): Group | null;
}

export interface ComparisonParts {
  readonly peers: readonly Peer[];
  readonly version: string;
  readonly signals: ReadonlySet<SignalKey>;
  /** Nothing later is known of anybody. */
  readonly knownTo: Instant;
}

/** Others who were observed long enough, before a group says anything (METHOD section 5). */
const SMALLEST_GROUP = 20;

/** Sweeps look at one instant, pages now and then at an earlier one; accounts of a stale feed at a third. */
const INSTANTS_KEPT = 4;

/**
 * Groups by use case × tier, use case, tier, all (METHOD section 5). At instant a a group holds every comparable account that
 * started on or before it, with exactly what was known of it at a: never anything later.
 */
export function createComparison({ peers, version, signals, knownTo }: ComparisonParts): Comparison {
  const circles = circlesOf(peers);
  const byKey = new Map(peers.map((peer) => [peer.key, peer]));
  const rosters = new Map<Instant, Map<string, Roster>>();
  const rosterOf = (circle: Circle, at: Instant): Roster => {
    const seenAt = Math.min(at, knownTo);
    const known = rosters.get(seenAt) ?? remember(rosters, seenAt);
    const roster = known.get(circle.id) ?? createRoster(startedBy(circles.get(circle.id) ?? [], at), seenAt);
    known.set(circle.id, roster);
    return roster;
  };
  return {
    version,
    signals,
    knownTo,
    groupFor(compared) {
      if (compared.activeDay < 0) return null;
      const self = byKey.get(compared.key) ?? null;
      for (const circle of laddersOf(compared)) {
        const roster = rosterOf(circle, compared.at);
        const n = roster.observedFor(compared.activeDay, self);
        if (n >= SMALLEST_GROUP) return groupIn(roster, self, { level: circle.level, name: circle.name, n });
      }
      return null;
    },
  };
}

function remember(rosters: Map<Instant, Map<string, Roster>>, at: Instant): Map<string, Roster> {
  const oldest = rosters.size >= INSTANTS_KEPT ? rosters.keys().next().value : undefined;
  if (oldest !== undefined) rosters.delete(oldest);
  const made = new Map<string, Roster>();
  rosters.set(at, made);
  return made;
}

const startedBy = (peers: readonly Peer[], at: Instant): readonly Peer[] =>
  peers.filter(({ startedOn, zone }) => startedOn <= dayOf(at, zone));

interface Circle {
  readonly level: GroupLevel;
  readonly id: string;
  /** For people: `project-management × professional`. */
  readonly name: string;
}

/** The fallback ladder of one account; a level that it has no word for is left out. */
function laddersOf({ useCase, tier }: Pick<Compared, 'useCase' | 'tier'>): readonly Circle[] {
  const words = { useCase: useCase?.trim() ?? '', tier: tier?.trim() ?? '' };
  const circles: Circle[] = [];
  const add = (level: GroupLevel, name: string): void => {
    circles.push({ level, name, id: `${level}:${name.toLowerCase()}` });
  };
  if (words.useCase !== '' && words.tier !== '') add('use_case_and_tier', `${words.useCase} × ${words.tier}`);
  if (words.useCase !== '') add('use_case', words.useCase);
  if (words.tier !== '') add('tier', words.tier);
  add('all', 'all accounts');
  return circles;
}

function circlesOf(peers: readonly Peer[]): ReadonlyMap<string, readonly Peer[]> {
  const circles = new Map<string, Peer[]>();
  for (const peer of peers) {
    for (const { id } of laddersOf(peer)) {
      const members = circles.get(id);
      if (members === undefined) circles.set(id, [peer]);
      else members.push(peer);
    }
  }
  return circles;
}
