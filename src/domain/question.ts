import type { Account, Day } from './account.ts';
import type { State } from './assessment.ts';
import { type IsHoliday, nextWorkingDay, noHolidays } from './calendar.ts';

/** What the agent asks a CSM of its own accord: each question once. */

/** What is over for longer is history (a first start on an old list must not ask about it), and nobody would know any more. */
export const ASKED_WITHIN_DAYS = 14;
/**
 * A pause without an end is asked about this often: long enough for a real freeze, and short enough that it cannot become a
 * place to hide an account in.
 */
export const ASK_ABOUT_OPEN_PAUSE_EVERY = 30;

/** Nothing is left to be asked of such an account. */
export const SETTLED: ReadonlySet<State> = new Set(['reached', 'left', 'excluded']);

/** The end of a trial is no exit: on the next working day the CSM is asked, converted or left (METHOD section 1)? */
export function isTrialQuestionDue(
  { trialEndsOn, startedOn }: Pick<Account, 'trialEndsOn' | 'startedOn'>,
  state: State,
  today: Day,
  isHoliday: IsHoliday = noHolidays,
): boolean {
  if (trialEndsOn === null || trialEndsOn <= startedOn || SETTLED.has(state) || state === 'paused') return false;
  return today >= nextWorkingDay(trialEndsOn, isHoliday) && today <= trialEndsOn + ASKED_WITHIN_DAYS;
}

/** A pause as it was agreed: who asked for it, why, until when (exclusive; null: open), and how it was said. */
export interface AgreedPause {
  readonly from: Day;
  readonly until: Day | null;
  readonly source: 'status' | 'comment';
  readonly reason: string | null;
  readonly byId: number | null;
  /** A person ended it before its date. */
  readonly endedEarly: boolean;
}

export type PauseQuestion =
  | { readonly kind: 'expired'; readonly until: Day }
  /** `round`: the how manyth time that the same open pause is asked about. */
  | { readonly kind: 'open_end'; readonly since: Day; readonly round: number };

/** A pause expires by itself and asks; one without an end asks now and then whether it still holds (PRODUCT, Pause as a contract). */
export function pauseQuestion(pause: AgreedPause | null, state: State, today: Day): PauseQuestion | null {
  if (pause === null || SETTLED.has(state)) return null;
  if (pause.until === null) {
    const round = Math.floor((today - pause.from) / ASK_ABOUT_OPEN_PAUSE_EVERY);
    return round >= 1 ? { kind: 'open_end', since: pause.from, round } : null;
  }
  const isOver = today >= pause.until && today <= pause.until + ASKED_WITHIN_DAYS;
  const isAsked = pause.source === 'comment' && !pause.endedEarly && state !== 'paused' && isOver;
  return isAsked ? { kind: 'expired', until: pause.until } : null;
}
