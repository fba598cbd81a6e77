import type { Instant } from './account.ts';
import type { UsageEvent } from './usage-event.ts';

/**
 * Events as the judgement wants them: each source and message id once, in ascending order of time. Of two with one id the
 * earlier stands; events of one instant are ordered by source and id, so that no verdict depends on the order of arrival.
 */
export function inOrder(events: readonly UsageEvent[]): readonly UsageEvent[] {
  const seen = new Set<string>();
  return events.toSorted(byTime).filter((event) => {
    const key = JSON.stringify([event.source, event.messageId]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The part of ordered events with `from` ≤ at ≤ `to`. */
export function eventsWithin(events: readonly UsageEvent[], from: Instant, to: Instant): readonly UsageEvent[] {
  const first = firstIndexWhere(events, (at) => at >= from);
  const end = firstIndexWhere(events, (at) => at > to);
  return first === 0 && end === events.length ? events : events.slice(first, end);
}

function byTime(a: UsageEvent, b: UsageEvent): number {
  return a.at - b.at || compareText(a.source, b.source) || compareText(a.messageId, b.messageId);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Index of the first event whose time holds, found by halving: once a time holds, all later ones do. */
function firstIndexWhere(events: readonly UsageEvent[], holds: (at: Instant) => boolean): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const event = events[middle];
    if (event === undefined || holds(event.at)) high = middle;
    else low = middle + 1;
  }
  return low;
}
