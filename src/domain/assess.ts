import type { Account, Day, Instant } from './account.ts';
import type { Assessment, BlindReason } from './assessment.ts';
import { blindReason } from './blind.ts';
import { BOARD_SOURCE, isBoardEvent } from './board-act.ts';
import { type IsHoliday, noHolidays } from './calendar.ts';
import { isInPause } from './clocks.ts';
import type { Comparison } from './comparison.ts';
import { evidenceOf } from './evidence.ts';
import { lifeKey } from './life.ts';
import { dayOf } from './local-date.ts';
import { expectedCurve, NO_PACE, type Pace, paceOf, weightsOf } from './pace.ts';
import { coreEventsOf, milestonesOf, type Plan } from './plan.ts';
import type { JudgePolicy } from './policy.ts';
import { followPlan, progressAlong, type Road, roadWithoutPlan } from './progress.ts';
import type { Disqualified } from './qualified.ts';
import { type Scene, sceneOf, type WorkspaceSight } from './scene.ts';
import type { SignalContext } from './signal.ts';
import { signalKey } from './signal-key.ts';
import { type StandingAmong, standingAmong } from './standing-among.ts';
import { type Facts, verdictOn } from './state.ts';
import { daysStuck, stuckSince } from './stuck.ts';
import { earlyDaysFor, type Trial, trialOf } from './trial.ts';
import type { AccountUser, FeedSource, UsageEvent } from './usage-event.ts';
import { type Use, useOf } from './use.ts';
import { recentWindow } from './window.ts';
import { groupYardstick, patienceWith, planYardstick, type Yardstick } from './yardstick.ts';

/** Everything that the judgement of one account may know. */
export interface Snapshot {
  readonly account: Account;
  /** The plan in force. */
  readonly plan: Plan | null;
  /** Qualified events of the account as `inOrder` leaves them: ascending by time, each source and message id once. */
  readonly events: readonly UsageEvent[];
  readonly users: ReadonlyMap<string, AccountUser>;
  /** Null where no one was ever identified: then the first to act counts as the first user. */
  readonly firstUserId: string | null;
  /** The sources that ever sent anything. */
  readonly feeds: readonly FeedSource[];
  /** Unjoined ids that look like this account, as `likelyIds` finds them. */
  readonly likelyOtherIds: readonly string[];
  /** Share of the group ids seen in the last 14 days that belong to no account; null when none was seen. */
  readonly unknownIdShare: number | null;
  /** The instant of first value as a person recorded it. */
  readonly valueByHand: Instant | null;
  /** A person said that first value was not reached: events up to then do not make it. Default: nobody did. */
  readonly valueDeniedAt?: Instant | null;
  readonly policy: JudgePolicy;
  /** How others fared; default: nobody to compare with, so the plan's own days are the measure. */
  readonly comparison?: Comparison | null;
  /** Public holidays where the account lives; default none. */
  readonly isHoliday?: IsHoliday;
  /** Events that are no evidence, counted by the reason (`disqualified`); default: none. */
  readonly excluded?: readonly ExcludedEvents[];
  /** The end of an earlier life: nothing before it is evidence for this one. */
  readonly earlierLifeEndedAt?: Instant | null;
  /** How its workspace in ClickUp is seen; default: it names none. */
  readonly workspace?: WorkspaceSight;
}

export interface ExcludedEvents {
  readonly why: Disqualified;
  readonly count: number;
}

/** How many of the newest events an assessment shows. */
const RECENT_EVENTS = 10;

/**
 * The verdict on one account at one instant, with every figure behind it (METHOD sections 1, 5, 6 and 7). Pure: the same
 * snapshot and instant give the same assessment, and no event later than the instant judged is looked at.
 */
export function assess(snapshot: Snapshot, now: Instant): Assessment {
  const { account, policy } = snapshot;
  const scene = sceneOf(snapshot, now);
  const yardstick = yardstickFor(snapshot, scene);
  const road = roadOf(snapshot, scene, yardstick);
  const { daysToGo, ...pace } = paceAlong(road, yardstick, scene.activeDay);
  const trial = trialOf(account, scene.today);
  const blind = blindnessOf(snapshot, scene);
  const figures = {
    activeDay: scene.activeDay,
    earlyDays: earlyDaysFor(policy.earlyDays, trial),
    ...patienceWith(yardstick, road.openStep, scene.activeDay),
    ...useIn(snapshot, scene),
  };
  const since = stuckSince(account.startedOn, road.lastProgressAt, account.zone);
  const stuck = stuckIn(snapshot, scene, since);
  const { firstStepComesLater, ...among } = amongOthers(snapshot, scene, road, yardstick, trial);
  const compared = { firstStepComesLater, lateAmongOthers: figures.late && yardstick?.group != null };
  const known = { isBlind: blind !== null, hadActivity: scene.evidence.length > 0, daysStuck: stuck, trial, daysToGo };
  const verdict = verdictOn({ ...standingOf(snapshot, scene, road), ...figures, ...known, ...compared });
  return {
    at: scene.at,
    today: scene.today,
    ...verdict,
    blind: verdict.state === 'blind' ? blind : null,
    day: scene.day,
    ...figures,
    ...pace,
    ...among,
    ...road,
    // Once first value is there, there is nothing left to be stuck on.
    daysStuck: road.reachedAt === null ? stuck : null,
    stuckSince: since,
    daysStuckElapsed: road.reachedAt === null ? Math.max(0, scene.today - since) : null,
    trialDaysLeft: trial?.daysLeft ?? null,
    daysToValue: road.reachedAt === null ? null : Math.max(0, dayOf(road.reachedAt, account.zone) - account.startedOn),
    eventCount: heardFor(snapshot, scene).length,
    recent: evidenceOf(scene.heard, RECENT_EVENTS),
  };
}

/**
 * What people have said of the account counts from now on, even where the feeds are complete only to an earlier instant: an
 * account that was paused or given up this morning must not be judged by the events of last week.
 */
function standingOf({ account, plan }: Snapshot, { now, at }: Scene, road: Road) {
  const { pauses, zone } = account;
  const dateNow = dayOf(now, account.zone);
  return {
    isExcluded: account.status === 'excluded',
    isReached: road.reachedAt !== null,
    hasLeft: account.status === 'left' && (account.leftAt === null || account.leftAt <= now),
    isPaused: isInPause(pauses, at, zone) || isInPause(pauses, now, zone),
    startsLater: account.startedOn > dateNow,
    hasPlan: plan !== null,
    hasReachedStep: road.steps.some((step) => step.reachedAt !== null),
  } satisfies Partial<Facts>;
}

/** Comparable accounts where there are enough of them, else the plan's own days; nothing without a plan in force. */
function yardstickFor({ account, plan, policy, comparison = null }: Snapshot, scene: Scene): Yardstick | null {
  if (plan === null) return null;
  const { useCase, tier } = account;
  const isFollowed = milestonesOf(plan).every(({ signal }) => comparison?.signals.has(signalKey(signal)));
  const compared = { key: lifeKey(account), useCase, tier, at: scene.at, activeDay: scene.activeDay };
  const group = isFollowed ? (comparison?.groupFor(compared) ?? null) : null;
  return group === null
    ? planYardstick(plan, policy.stallFloorDays)
    : groupYardstick(plan, policy.stallFloorDays, group);
}

function amongOthers(
  { plan, comparison = null }: Snapshot,
  { activeDay }: Scene,
  { openStep }: Road,
  yardstick: Yardstick | null,
  trial: Trial | null,
): StandingAmong {
  const milestones = plan === null ? [] : milestonesOf(plan);
  return standingAmong({ yardstick, version: comparison?.version ?? null, milestones, openStep, activeDay, trial });
}

function roadOf(snapshot: Snapshot, { evidence, heard, now }: Scene, yardstick: Yardstick | null): Road {
  const { account, plan, users, valueByHand, valueDeniedAt = null } = snapshot;
  const recorded = valueByHand !== null && valueByHand <= now ? valueByHand : null;
  const word = { reachedAt: recorded, deniedAt: valueDeniedAt };
  if (plan === null || yardstick === null) return roadWithoutPlan(word);
  const byUser = heard.find(({ userId, source }) => userId !== null && source !== BOARD_SOURCE);
  const firstUserId = snapshot.firstUserId ?? byUser?.userId ?? null;
  const context: SignalContext = { zone: account.zone, users, firstUserId };
  return followPlan(plan, evidence, context, yardstick.benchmarkDays, word);
}

function paceAlong(road: Road, yardstick: Yardstick | null, activeDay: number): Pace {
  if (yardstick === null) return NO_PACE;
  const weights = weightsOf(road.steps.length);
  return paceOf(progressAlong(road, weights), expectedCurve(yardstick.benchmarkDays, weights), activeDay);
}

function useIn({ account, plan, policy, isHoliday = noHolidays }: Snapshot, scene: Scene): Use {
  return useOf({
    evidence: scene.evidence,
    coreEvents: plan === null ? policy.catalogueCore : coreEventsOf(plan),
    startedAt: scene.startedAt,
    window: recentWindow(scene.today, scene.paused, isHoliday),
    zone: account.zone,
  });
}

/** D */
function stuckIn({ policy, isHoliday = noHolidays }: Snapshot, { today, paused }: Scene, since: Day): number {
  return daysStuck(since, today, paused, policy.stuckInWorkingDays ? isHoliday : null);
}

/** What was heard of an account under its id: guests at work in ClickUp do not show that the product sends that id. */
function heardFor({ plan }: Snapshot, { heard }: Scene): readonly UsageEvent[] {
  return plan?.signal.event.some(isBoardEvent) ? heard : heard.filter(({ source }) => source !== BOARD_SOURCE);
}

/**
 * Whether what nobody heard of an account is no silence of its own, whatever state it is in (METHOD section 6). Where a source is
 * stale, figures are as of when it was heard last, and true of then.
 */
export function isUnseen(snapshot: Snapshot, now: Instant): boolean {
  const blind = blindnessOf(snapshot, sceneOf(snapshot, now));
  return blind !== null && blind.kind !== 'stale_source';
}

function blindnessOf(snapshot: Snapshot, scene: Scene): BlindReason | null {
  // Which ids the product sends matters not to what is looked for in ClickUp alone.
  const isOfBoard = snapshot.plan?.signal.event.every(isBoardEvent) === true;
  return blindReason({
    accountId: snapshot.account.accountId,
    needed: scene.needed,
    now: scene.now,
    freshnessHours: snapshot.policy.freshnessHours,
    workspaceUnread: scene.workspaceUnread,
    wasEverHeard: heardFor(snapshot, scene).length > 0,
    likelyOtherIds: isOfBoard ? [] : snapshot.likelyOtherIds,
    unknownIdShare: isOfBoard ? null : snapshot.unknownIdShare,
  });
}
