import type { Day } from './account.ts';
import type { State } from './assessment.ts';
import { ASK_ABOUT_OPEN_PAUSE_EVERY, type AgreedPause, SETTLED } from './question.ts';

/** A pause that has become a place to hide an account in (PRODUCT, Pause as a contract). */
export type PauseFinding =
  /** Its date has passed, nobody ended it, and the customer has done nothing since. */
  | { readonly kind: 'past_its_date'; readonly from: Day; readonly until: Day; readonly days: number }
  /** No date was agreed, and it has lasted long. */
  | { readonly kind: 'open_end'; readonly from: Day; readonly until: null; readonly days: number };

/** What is to be said of an account's last pause on a date; `days`: past its date, or since it began. */
export function pauseFinding(
  pause: AgreedPause | null,
  { state, lastActivityOn }: { readonly state: State; readonly lastActivityOn: Day | null },
  on: Day,
): PauseFinding | null {
  if (pause === null || SETTLED.has(state)) return null;
  const { from, until, endedEarly } = pause;
  if (until === null) {
    const days = on - from;
    return days >= ASK_ABOUT_OPEN_PAUSE_EVERY ? { kind: 'open_end', from, until, days } : null;
  }
  const restarted = lastActivityOn !== null && lastActivityOn >= until;
  return endedEarly || restarted || until > on ? null : { kind: 'past_its_date', from, until, days: on - until };
}
