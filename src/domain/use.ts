import type { Instant } from './account.ts';
import { eventsWithin } from './event-order.ts';
import type { UsageEvent } from './usage-event.ts';
import { daysWithUse, type RecentWindow } from './window.ts';

/** How much an account is used: what the states of METHOD section 6 ask, and what messages show. */
export interface Use {
  /** core(L) and any(L): dates of W with core use, and with any activity. */
  readonly coreDays: number;
  readonly activeDays: number;
  /** Core events since the start: core(∞). Those of pre-onboarding are evidence for steps, not use of what was bought. */
  readonly coreCount: number;
  /** Of the evidence, so pre-onboarding included. */
  readonly lastActivityAt: Instant | null;
  readonly lastCoreAt: Instant | null;
}

export interface UseQuestion {
  /** In ascending order, none before pre-onboarding, none after the instant judged. */
  readonly evidence: readonly UsageEvent[];
  readonly coreEvents: ReadonlySet<string>;
  readonly startedAt: Instant;
  readonly window: RecentWindow;
  readonly zone: string;
}

export function useOf({ evidence, coreEvents, startedAt, window, zone }: UseQuestion): Use {
  const core = evidence.filter((event) => coreEvents.has(event.name));
  return {
    coreDays: daysWithUse(core, window, zone),
    activeDays: daysWithUse(evidence, window, zone),
    coreCount: eventsWithin(core, startedAt, Number.POSITIVE_INFINITY).length,
    lastActivityAt: evidence.at(-1)?.at ?? null,
    lastCoreAt: core.at(-1)?.at ?? null,
  };
}
