import type { Condition, Signal } from './plan.ts';

/** A signal as text: the same for signals that ask for the same, however they are written down. */
export type SignalKey = string;

const known = new WeakMap<Signal, SignalKey>();

/** What is compared between accounts is the rule, not its name (METHOD section 5), so the name plays no part. */
export function signalKey(signal: Signal): SignalKey {
  const key = known.get(signal) ?? keyOf(signal);
  known.set(signal, key);
  return key;
}

function keyOf({ event, count, distinctUsers, withinDays, where, actor }: Signal): SignalKey {
  const names = [...new Set(event)].toSorted();
  const conditions = Object.entries(where)
    .map(([property, condition]) => [property, canonical(condition)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([names, count, distinctUsers, withinDays, conditions, actor]);
}

function canonical(condition: Condition): unknown {
  if (typeof condition !== 'object' || condition === null) return { eq: condition };
  return Object.fromEntries(Object.entries(condition).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
