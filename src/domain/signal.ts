import type { Instant } from './account.ts';
import { isBy, type People } from './actor.ts';
import type { EvidenceItem } from './assessment.ts';
import { meets } from './condition.ts';
import { evidenceOf } from './evidence.ts';
import type { Signal } from './plan.ts';
import { createSignalWindow, type WindowCount } from './signal-window.ts';
import type { UsageEvent } from './usage-event.ts';

/** In whose light an account's events are read. */
export interface SignalContext extends People {
  readonly zone: string;
}

/** How far the events of one account have brought a signal. */
export interface SignalProgress {
  readonly reachedAt: Instant | null;
  /** Events and people counted so far, never more than asked for. */
  readonly count: number;
  readonly users: number;
  /** 0 to 1: the smaller of the two shares. */
  readonly share: number;
  /** The counted events, newest last, at most twenty. */
  readonly evidence: readonly EvidenceItem[];
  /** When each new tenth of progress came, or each unit where fewer than ten are asked for (g of METHOD section 6). */
  readonly rises: readonly Instant[];
}

/** Whether one event is of the signal's kind: its name, its properties, its actor. How many are asked for plays no part. */
export function matches(signal: Signal, event: UsageEvent, context: SignalContext): boolean {
  return matcherOf(signal, context)(event);
}

/**
 * Runs a signal over events in ascending order, once, and ends where it is met (CONTRACT section 4). With `withinDays` the
 * progress is that of the best window so far: a fuller week in the past is not undone by a poorer one.
 */
export function followSignal(signal: Signal, events: readonly UsageEvent[], context: SignalContext): SignalProgress {
  const isMatch = matcherOf(signal, context);
  const window = createSignalWindow(signal.withinDays, context.zone);
  const rises: Instant[] = [];
  let best = NOTHING_YET;
  for (const event of events) {
    if (!isMatch(event)) continue;
    const reading = readingOf(signal, window.add(event), window.events.length);
    if (reading.level > best.level) rises.push(event.at);
    if (isFurther(reading, best)) best = reading;
    if (best.share === 1) break;
  }
  const counted = window.events.slice(best.from, best.end);
  const reachedAt = best.share === 1 ? (counted.at(-1)?.at ?? null) : null;
  const { count, users, share } = best;
  return { reachedAt, count, users, share, rises, evidence: evidenceOf(countedFor(signal, counted)) };
}

/** What one window amounts to; `end` is the index after its last event. */
interface Reading {
  readonly from: number;
  readonly end: number;
  readonly count: number;
  readonly users: number;
  readonly share: number;
  /** The larger of the two shares. */
  readonly lead: number;
  /** Rises with each tenth, or with each unit where fewer than ten are asked for. */
  readonly level: number;
}

const NOTHING_YET: Reading = { from: 0, end: 0, count: 0, users: 0, share: 0, lead: 0, level: 0 };

function readingOf(signal: Signal, window: WindowCount, end: number): Reading {
  const count = Math.min(window.count, signal.count);
  const users = Math.min(window.users, signal.distinctUsers);
  const [ofCount, ofUsers] = [count / signal.count, users / signal.distinctUsers];
  const share = Math.min(ofCount, ofUsers);
  const tenth = Math.floor(Math.min((count * 10) / signal.count, (users * 10) / signal.distinctUsers));
  const level = Math.max(signal.count, signal.distinctUsers) < 10 ? share : tenth;
  return { from: window.from, end, count, users, share, lead: Math.max(ofCount, ofUsers), level };
}

function isFurther(reading: Reading, best: Reading): boolean {
  return reading.share > best.share || (reading.share === best.share && reading.lead > best.lead);
}

function matcherOf(signal: Signal, people: People): (event: UsageEvent) => boolean {
  const conditions = Object.entries(signal.where);
  return (event) =>
    signal.event.includes(event.name) &&
    conditions.every(([name, condition]) => meets(event.properties, name, condition)) &&
    isBy(signal.actor, event, people);
}

/** Of a window's events those that the claim rests on: enough of them to make the count, and one of each person asked for. */
function countedFor(signal: Signal, events: readonly UsageEvent[]): readonly UsageEvent[] {
  const people = new Set<string>();
  return events.filter(({ userId }, index) => {
    const isNew = userId !== null && !people.has(userId) && people.size < signal.distinctUsers;
    if (isNew) people.add(userId);
    return index < signal.count || isNew;
  });
}
