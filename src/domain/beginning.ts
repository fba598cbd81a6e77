import type { Account, Instant } from './account.ts';
import type { Assessment } from './assessment.ts';
import { DAY_MS } from './duration.ts';
import type { Journey } from './journey.ts';
import { dayOf } from './local-date.ts';
import type { FeedSource } from './usage-event.ts';

/** The earliest of all events kept; null while there is none. */
export interface FirstEvents {
  readonly receivedAt: Instant | null;
  /** By the clock of what happened; of events without a time of their own, when the first was received. */
  readonly happenedAt: Instant | null;
}

/** In a small fleet the first event rarely comes on the first day: so many days of silence are no missing history. */
const SILENT_DAYS = 14;

/**
 * From when on we see what accounts do; null: nothing lies before our data. A file, and a sender that delivers what happened
 * earlier, bring the history with them.
 */
export function dataBegan(feeds: readonly FeedSource[], { receivedAt, happenedAt }: FirstEvents): Instant | null {
  if (receivedAt === null || happenedAt === null) return null;
  const isHistoryIn = happenedAt < receivedAt - DAY_MS || feeds.some(({ completeTo }) => completeTo !== null);
  return isHistoryIn ? null : receivedAt;
}

/**
 * How much of an account's history lies before our data (METHOD section 2): it enters late, and unless a person said when
 * value came, nobody knows whether it came before.
 */
export function unseenPart(
  { startedOn, zone }: Pick<Account, 'startedOn' | 'zone'>,
  { reachedByHand }: Pick<Assessment, 'reachedByHand'>,
  began: Instant | null,
): Pick<Journey, 'seenFrom' | 'mayHaveReachedUnseen'> {
  const unseenDays = began === null ? 0 : dayOf(began, zone) - startedOn;
  if (unseenDays <= SILENT_DAYS) return { seenFrom: 0, mayHaveReachedUnseen: false };
  return { seenFrom: unseenDays, mayHaveReachedUnseen: !reachedByHand };
}
