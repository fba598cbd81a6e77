import type { Instant } from './account.ts';
import { DAY_MS, MINUTE_MS } from './duration.ts';
import type { SenderTimes } from './event-call.ts';

export type EventTime =
  | {
      readonly kind: 'at';
      readonly at: Instant;
      /** The minute of the sender's own, uncorrected time, 0 without one: the same on every retry, so duplicates meet in it. */
      readonly minute: number;
    }
  | { readonly kind: 'refused'; readonly why: string };

/** Less than this is the way through the network, not a wrong clock. */
const SKEW_TOLERANCE_MS = 5_000;

/**
 * A request that arrives this long after it says it was sent was kept somewhere and sent again as it was: no clock in use is
 * a day slow. Correcting it would move what happened then to today.
 */
const LONGEST_SLOW_CLOCK_MS = DAY_MS;

const FUTURE_TOLERANCE_MS = DAY_MS;

/**
 * When an event happened, by our clock (METHOD section 1): the sender's time plus the skew of its clock, which is receipt
 * minus `sentAt`. A fast clock (sent after it arrived) is certain and always corrected; a slow one cannot be told from a late
 * delivery and is believed up to a day. Up to 24 hours in the future counts as the time of receipt, beyond is refused.
 */
export function eventTime({ timestamp, sentAt, ageMs = 0 }: SenderTimes, receivedAt: Instant): EventTime {
  const minute = timestamp === null ? 0 : Math.floor(timestamp / MINUTE_MS);
  const at = (timestamp ?? (sentAt ?? receivedAt) - ageMs) + skewMs(sentAt, receivedAt);
  if (at > receivedAt + FUTURE_TOLERANCE_MS) {
    return { kind: 'refused', why: 'timestamp lies more than 24 hours in the future: check the clock of the sender' };
  }
  return { kind: 'at', at: Math.min(at, receivedAt), minute };
}

function skewMs(sentAt: Instant | null, receivedAt: Instant): number {
  if (sentAt === null) return 0;
  const skew = receivedAt - sentAt;
  return Math.abs(skew) < SKEW_TOLERANCE_MS || skew > LONGEST_SLOW_CLOCK_MS ? 0 : skew;
}
