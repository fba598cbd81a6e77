import type { Day } from './account.ts';
import { dayOf } from './local-date.ts';
import type { UsageEvent } from './usage-event.ts';

/** The matching events that count together now: those from index `from` on, and how many people stand behind them. */
export interface WindowCount {
  readonly from: number;
  readonly count: number;
  readonly users: number;
}

/** Matching events in order of time, seen through a window of consecutive local dates that slides with them. */
export interface SignalWindow {
  readonly events: readonly UsageEvent[];
  add(event: UsageEvent): WindowCount;
}

/** Each event enters and leaves once, so following a signal stays linear. Null days: nothing ever leaves. */
export function createSignalWindow(withinDays: number | null, zone: string): SignalWindow {
  const events: UsageEvent[] = [];
  const days: Day[] = [];
  const acts = new Map<string, number>();
  let from = 0;

  const leaveBefore = (firstDay: Day): void => {
    while ((days[from] ?? firstDay) < firstDay) {
      forget(acts, events[from]?.userId ?? null);
      from += 1;
    }
  };

  return {
    events,
    add(event) {
      events.push(event);
      if (event.userId !== null) acts.set(event.userId, (acts.get(event.userId) ?? 0) + 1);
      if (withinDays !== null) {
        const day = dayOf(event.at, zone);
        days.push(day);
        leaveBefore(day - withinDays + 1);
      }
      // Acts that name nobody were done by someone: together they are one person, unless someone is named.
      return { from, count: events.length - from, users: Math.max(acts.size, 1) };
    },
  };
}

function forget(acts: Map<string, number>, userId: string | null): void {
  if (userId === null) return;
  const left = (acts.get(userId) ?? 0) - 1;
  if (left > 0) acts.set(userId, left);
  else acts.delete(userId);
}
