import type { Account, Day, Instant } from './account.ts';
import { activeDaysBetween, type DayRange, pausedRanges } from './clocks.ts';
import { eventsWithin } from './event-order.ts';
import { neededFeeds, watermark } from './feeds.ts';
import { dayOf, startOfDay } from './local-date.ts';
import type { Plan } from './plan.ts';
import type { JudgePolicy } from './policy.ts';
import type { FeedSource, UsageEvent } from './usage-event.ts';

/** When and on what an account is judged: everything later than `at` is cut away here, before any formula is asked. */
export interface Scene {
  readonly now: Instant;
  /** a of METHOD section 1: now, or the watermark of the needed sources if that is earlier. */
  readonly at: Instant;
  readonly today: Day;
  readonly startedAt: Instant;
  readonly paused: readonly DayRange[];
  readonly needed: readonly FeedSource[];
  /** All that was ever heard of the account, and the part of it that counts as evidence. */
  readonly heard: readonly UsageEvent[];
  readonly evidence: readonly UsageEvent[];
  /** Elapsed days since the start and τ, the active ones. */
  readonly day: number;
  readonly activeDay: number;
}

export interface SceneParts {
  readonly account: Account;
  readonly plan: Plan | null;
  readonly events: readonly UsageEvent[];
  readonly feeds: readonly FeedSource[];
  readonly policy: Pick<JudgePolicy, 'freshnessHours'>;
  readonly earlierLifeEndedAt?: Instant | null;
}

/** What happens this many dates before the start is part of the road: people try things before the kick-off. */
const PRE_ONBOARDING_DAYS = 14;

/** The first date whose events can be evidence of a road that begins on this one (METHOD section 1). */
export const firstEvidenceDay = (startedOn: Day): Day => startedOn - PRE_ONBOARDING_DAYS;

/** From when on what happens is evidence: never from before the end of an earlier life (METHOD section 1). */
export function evidenceFrom(startedOn: Day, zone: string, earlierLifeEndedAt: Instant | null): Instant {
  return Math.max(startOfDay(firstEvidenceDay(startedOn), zone), earlierLifeEndedAt ?? Number.NEGATIVE_INFINITY);
}

export function sceneOf({ account, plan, events, feeds, policy, earlierLifeEndedAt }: SceneParts, now: Instant): Scene {
  const { zone, startedOn } = account;
  const needed = neededFeeds(feeds, plan?.signal.event ?? []);
  const at = watermark(needed, now, policy.freshnessHours);
  const today = dayOf(at, zone);
  const paused = pausedRanges(account.pauses, dayOf(now, zone), zone);
  const heard = eventsWithin(events, Number.NEGATIVE_INFINITY, at);
  return {
    now,
    at,
    today,
    startedAt: startOfDay(startedOn, zone),
    paused,
    needed,
    heard,
    evidence: eventsWithin(heard, evidenceFrom(startedOn, zone, earlierLifeEndedAt ?? null), at),
    day: today - startedOn,
    activeDay: activeDaysBetween(startedOn, today, paused),
  };
}
