import { keepDate } from '../world/clock.ts';
import type { KeptDate, Person, Status, WrittenDate } from '../world/model.ts';

/** A date as it is kept for the person who writes it; null for none. */
export function storedDate(actor: Person, date: WrittenDate | null): KeptDate | null {
  return date === null ? null : keepDate(date, actor.zone);
}

/** When a task that has this status since `now` was done and closed; null while it is neither. */
export function doneAt(status: Status, now: number): { closedAt: number | null; doneAt: number | null } {
  const closed = status.type === 'closed';
  return { closedAt: closed ? now : null, doneAt: closed || status.type === 'done' ? now : null };
}
