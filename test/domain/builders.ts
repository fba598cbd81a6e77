import type { Account, Day, Instant } from '../../src/domain/account.ts';
import type { Snapshot } from '../../src/domain/assess.ts';
import { inOrder } from '../../src/domain/event-order.ts';
import { instantAt, isoToDay } from '../../src/domain/local-date.ts';
import type { Plan, Signal, Step } from '../../src/domain/plan.ts';
import type { JudgePolicy } from '../../src/domain/policy.ts';
import type { FeedSource, UsageEvent } from '../../src/domain/usage-event.ts';

/** Builders: each makes a whole and likely thing; a test names only what matters to it. */

/** A date that the test itself writes; a slip in it fails loudly. */
export function day(iso: string): Day {
  const found = isoToDay(iso);
  if (found === null) throw new Error(`${iso} is no date`);
  return found;
}

/** The day on which the accounts of the tests start: a Monday, far from any change of clocks. */
export const START = day('2026-09-07');
export const ZONE = 'Etc/UTC';

/** An instant of the `n`-th day after START, at noon unless the hour is given. */
export function onDay(n: number, hour = 12, zone = ZONE): Instant {
  return instantAt(START + n, Math.round(hour * 60), zone);
}

export function at(iso: string): Instant {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) throw new Error(`${iso} is no instant`);
  return instant;
}

export function anAccount(part: Partial<Account> = {}): Account {
  return {
    key: 'task:86acme',
    accountId: 'acme',
    name: 'Acme',
    taskId: '86acme',
    taskUrl: 'https://app.clickup.com/t/86acme',
    tier: 'professional',
    useCase: 'project management',
    goals: null,
    startedOn: START,
    startedFrom: 'field',
    trialEndsOn: null,
    renewsOn: null,
    annualValue: null,
    zone: ZONE,
    domains: [],
    country: null,
    csm: { id: 70000002, name: 'Carla', email: 'carla@example.test' },
    lead: { id: 70000003, name: 'Lee', email: 'lee@example.test' },
    assignee: null,
    status: 'open',
    leftAt: null,
    pauses: [],
    ...part,
  };
}

export function aSignal(part: Partial<Signal> = {}): Signal {
  return {
    event: ['Sprint Completed'],
    count: 1,
    distinctUsers: 1,
    withinDays: null,
    where: {},
    actor: 'any',
    ...part,
  };
}

export function aStep(part: Partial<Step> = {}): Step {
  return { name: 'Backlog filled', signal: aSignal({ event: ['Task Created'], count: 10 }), byDay: 5, ...part };
}

/** Ten tasks by day 5, two people who finish one by day 12, a sprint by day 21. */
export function aPlan(part: Partial<Plan> = {}): Plan {
  return {
    statement: 'Team completed its first sprint',
    signal: aSignal(),
    byDay: 21,
    coreEvents: ['Sprint Completed', 'Task Completed'],
    steps: [
      aStep(),
      aStep({
        name: 'A colleague finishes a task',
        signal: aSignal({ event: ['Task Completed'], distinctUsers: 2 }),
        byDay: 12,
      }),
    ],
    ...part,
  };
}

let made = 0;

/** One act of `by` on the `on`-th day after START; any field can be given outright. */
export function anEvent({ on = 0, hour = 12, by = 'ann', ...part }: EventPart = {}): UsageEvent {
  made += 1;
  return {
    name: 'Task Completed',
    userId: by,
    at: onDay(on, hour),
    source: 'product',
    messageId: `m-${made}`,
    properties: {},
    ...part,
  };
}
export interface EventPart extends Partial<UsageEvent> {
  readonly on?: number;
  readonly hour?: number;
  readonly by?: string | null;
}

/** The same act, on each of these days once. */
export function eventsOn(days: readonly number[], part: EventPart = {}): readonly UsageEvent[] {
  return days.map((on) => anEvent({ on, ...part }));
}

export function aFeed(part: Partial<FeedSource> = {}): FeedSource {
  return {
    name: 'product',
    lastReceivedAt: Number.MAX_SAFE_INTEGER,
    completeTo: null,
    eventNames: new Set(['Task Created', 'Task Completed', 'Sprint Completed', 'Logged In']),
    ...part,
  };
}

export function aJudgePolicy(part: Partial<JudgePolicy> = {}): JudgePolicy {
  return {
    earlyDays: 30,
    stallFloorDays: 10,
    freshnessHours: 72,
    stuckInWorkingDays: false,
    catalogueCore: new Set(['Task Completed']),
    ...part,
  };
}

/** An account under a healthy feed of which nothing has been heard; events are put in order here. */
export function aSnapshot({ events = [], ...part }: Partial<Snapshot> = {}): Snapshot {
  return {
    account: anAccount(),
    plan: aPlan(),
    events: inOrder(events),
    users: new Map(),
    firstUserId: null,
    feeds: [aFeed()],
    likelyOtherIds: [],
    unknownIdShare: null,
    valueByHand: null,
    policy: aJudgePolicy(),
    ...part,
  };
}
