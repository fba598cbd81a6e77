import type { Account, Day, Instant } from './account.ts';
import { activeDaysBetween, type DayRange, pausedRanges } from './clocks.ts';
import { eventsWithin } from './event-order.ts';
import type { WorkspaceUnread } from './assessment.ts';
import { boardFeed, isBoardEvent } from './board-act.ts';
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
  /** Why the workspace is not seen that the milestone is looked for in; null: it is, or none is needed. */
  readonly workspaceUnread: WorkspaceUnread | null;
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
  readonly workspace?: WorkspaceSight;
}

/** How the account's workspace in ClickUp is seen: read up to an instant, or why not. Default: it names none. */
export type WorkspaceSight = { readonly kind: 'read'; readonly to: Instant } | { readonly kind: WorkspaceUnread };

/** What happens this many dates before the start is part of the road: people try things before the kick-off. */
const PRE_ONBOARDING_DAYS = 14;

/** The first date whose events can be evidence of a road that begins on this one (METHOD section 1). */
export const firstEvidenceDay = (startedOn: Day): Day => startedOn - PRE_ONBOARDING_DAYS;

/** From when on what happens is evidence: never from before the end of an earlier life (METHOD section 1). */
export function evidenceFrom(startedOn: Day, zone: string, earlierLifeEndedAt: Instant | null): Instant {
  return Math.max(startOfDay(firstEvidenceDay(startedOn), zone), earlierLifeEndedAt ?? Number.NEGATIVE_INFINITY);
}

export function sceneOf(parts: SceneParts, now: Instant): Scene {
  const { account, events, policy, earlierLifeEndedAt } = parts;
  const { zone, startedOn } = account;
  const { needed, workspaceUnread } = sourcesOf(parts);
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
    workspaceUnread,
    heard,
    evidence: eventsWithin(heard, evidenceFrom(startedOn, zone, earlierLifeEndedAt ?? null), at),
    day: today - startedOn,
    activeDay: activeDaysBetween(startedOn, today, paused),
  };
}

/** What the milestone needs to be seen. ClickUp is a source of its own for each account: its workspace may not have been read. */
export function sourcesOf({
  plan,
  feeds,
  workspace,
}: Pick<SceneParts, 'plan' | 'feeds' | 'workspace'>): Pick<Scene, 'needed' | 'workspaceUnread'> {
  const names = plan?.signal.event ?? [];
  const sight = workspace ?? { kind: 'no_workspace' };
  const needed = neededFeeds(sight.kind === 'read' ? [...feeds, boardFeed(sight.to)] : feeds, names);
  return { needed, workspaceUnread: sight.kind === 'read' || !names.some(isBoardEvent) ? null : sight.kind };
}
