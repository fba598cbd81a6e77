import type { Account, Day, Instant, Pause } from './account.ts';
import { activeDaysBetween, pausedRanges } from './clocks.ts';
import { eventsWithin } from './event-order.ts';
import { lifeKey } from './life.ts';
import { dayOf } from './local-date.ts';
import type { Signal } from './plan.ts';
import { evidenceFrom } from './scene.ts';
import { followSignal } from './signal.ts';
import { type SignalKey, signalKey } from './signal-key.ts';
import type { AccountUser, UsageEvent } from './usage-event.ts';

/** One life of an account as others are compared with it (METHOD section 5, The group). */
export interface Peer {
  /** As `lifeKey` names it. */
  readonly key: string;
  readonly useCase: string | null;
  readonly tier: string | null;
  readonly startedOn: Day;
  readonly zone: string;
  readonly pauses: readonly Pause[];
  /** When each signal was met, and on which active day; signals that were not met are missing. */
  readonly met: ReadonlyMap<SignalKey, MetSignal>;
}

export interface MetSignal {
  readonly at: Instant;
  /** Active day; 0 for what was met before the start. */
  readonly day: number;
}

/** What is known of a life when its peer record is made: everything, later events included; each look cuts it by its instant. */
export interface PeerParts {
  readonly account: Pick<Account, 'key' | 'life' | 'useCase' | 'tier' | 'startedOn' | 'zone' | 'pauses'>;
  readonly events: readonly UsageEvent[];
  readonly users: ReadonlyMap<string, AccountUser>;
  readonly firstUserId: string | null;
  readonly earlierLifeEndedAt?: Instant | null;
}

/** The signals that anybody is judged by, found by the names of their events: most accounts send few of all names. */
export interface SignalBook {
  readonly keys: ReadonlySet<SignalKey>;
  among(eventNames: ReadonlySet<string>): readonly Signal[];
}

export function signalBook(signals: Iterable<Signal>): SignalBook {
  const byKey = new Map<SignalKey, Signal>();
  for (const signal of signals) byKey.set(signalKey(signal), signal);
  const byName = new Map<string, Signal[]>();
  for (const signal of byKey.values()) {
    for (const name of new Set(signal.event)) byName.set(name, [...(byName.get(name) ?? []), signal]);
  }
  return {
    keys: new Set(byKey.keys()),
    among: (eventNames) => [...new Set([...eventNames].flatMap((name) => byName.get(name) ?? []))],
  };
}

/** Runs every signal of the book over one life. */
export function peerFrom({ account, events, users, ...parts }: PeerParts, book: SignalBook): Peer {
  const { useCase, tier, startedOn, zone, pauses } = account;
  const from = evidenceFrom(startedOn, zone, parts.earlierLifeEndedAt ?? null);
  const evidence = eventsWithin(events, from, Number.POSITIVE_INFINITY);
  const firstUserId = parts.firstUserId ?? events.find(({ userId }) => userId !== null)?.userId ?? null;
  const met = new Map<SignalKey, MetSignal>();
  for (const signal of book.among(new Set(evidence.map(({ name }) => name)))) {
    const at = followSignal(signal, evidence, { zone, users, firstUserId }).reachedAt;
    if (at !== null) met.set(signalKey(signal), { at, day: activeDayOf({ startedOn, zone, pauses }, at) });
  }
  return { key: lifeKey(account), useCase, tier, startedOn, zone, pauses, met };
}

/** τ of a life at an instant, never below 0. */
export function activeDayOf({ startedOn, zone, pauses }: Pick<Peer, 'startedOn' | 'zone' | 'pauses'>, at: Instant) {
  const day = dayOf(at, zone);
  return Math.max(0, activeDaysBetween(startedOn, day, pausedRanges(pauses, day, zone)));
}
