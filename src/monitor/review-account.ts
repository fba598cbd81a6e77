import {
  type AlertDecision,
  type AlertFacts,
  type ClosedFacts,
  decideAlert,
  extendRuns,
  NO_RUNS,
  type Runs,
} from '../domain/alert.ts';
import type { Account, Day } from '../domain/account.ts';
import type { AlertState, Assessment } from '../domain/assessment.ts';
import { heldByFleet } from '../domain/fleet.ts';
import { lifeOf } from '../domain/life.ts';
import { dayOf } from '../domain/local-date.ts';
import { type MissedReason, missedReason } from '../domain/missed.ts';
import type { AlertPolicy } from '../domain/policy.ts';
import type { AgreedPause } from '../domain/question.ts';
import type { AlertRecord } from './alert-store.ts';
import type { Standing } from './standing-store.ts';

/** What is stored of an account that bears on the next decision. */
export interface ReviewedRecord {
  readonly standing: Standing | null;
  readonly open: AlertRecord | null;
  /** The alert closed last of those that somebody was told of: what was never delivered silenced nobody. */
  readonly lastTold: AlertRecord | null;
  readonly snoozedUntil: Day | null;
  /** The pause that ends last; null where none is open or has ended of late. Default null. */
  readonly pause?: AgreedPause | null;
  /** The date of its first hard alert that somebody was told of; asked for only where it matters. */
  readonly firstHardOn?: Day | null;
}

/** What is the same for all accounts of one sweep. */
export interface Season {
  /** Past this many days without value an account goes on the missed list. */
  readonly windowDays: number;
  /** Most accounts went quiet together: nothing new is raised. */
  readonly isFleetQuiet: boolean;
}
const ANY_SEASON: Season = { windowDays: Number.POSITIVE_INFINITY, isFleetQuiet: false };

export interface Review {
  readonly account: Account;
  /** As it is shown and stored: `fleet_hold` where the fleet's quiet holds back what would fire. */
  readonly verdict: Assessment;
  readonly runs: Runs;
  /** What was last stored of its standing. */
  readonly before: Standing | null;
  /** The state differs from the one last stored. */
  readonly turned: boolean;
  /** When first value, once reached, was last taken back; today, if this verdict is the first without it. */
  readonly reopenedOn: Day | null;
  readonly decision: AlertDecision;
  readonly open: AlertRecord | null;
  /** An alert that was held back and waits for its call; one that was told of and has nothing to call for now is open. */
  readonly held: AlertRecord | null;
  readonly pause: AgreedPause | null;
  readonly isSnoozed: boolean;
  /** Why it goes on the missed list just now; null if it does not, or is on it. */
  readonly missed: MissedReason | null;
}

/** One account's verdict and what follows from it. Pure: the same verdict on the same date decides the same again. */
export function reviewAccount(
  account: Account,
  verdict: Assessment,
  known: ReviewedRecord,
  policy: AlertPolicy,
  season: Season = ANY_SEASON,
): Review {
  const before = known.standing;
  const runs = extendRuns(before ?? NO_RUNS, verdict.strength, verdict.today);
  const held = known.open !== null && isHeldStill(known.open, verdict) ? known.open : null;
  const open = held === null ? known.open : null;
  const reopenedOn = isReopened(before, verdict) ? verdict.today : reopenedBefore(before, verdict.today);
  const { lastTold } = known;
  const decision: AlertDecision =
    open !== null && isOfEarlierLife(open, account)
      ? { kind: 'close', because: 'left' }
      : decideAlert(verdict, {
          open: open === null ? null : factsOf(open),
          lastClosed:
            lastTold === null || isOfEarlierLife(lastTold, account) ? null : closedFacts(lastTold, account.zone),
          runs,
          snoozedUntil: known.snoozedUntil,
          reopenedOn,
          // What fired before the quiet is not held back by it.
          isFleetQuiet: season.isFleetQuiet && held === null,
          policy,
        });
  const shown = isFleetHold(decision) ? heldByFleet(verdict) : verdict;
  const turned = before?.state !== shown.state;
  const missed = before?.missedOn == null ? missedNow(account, shown, known, season) : null;
  return {
    account,
    verdict: shown,
    runs,
    before,
    turned,
    reopenedOn,
    decision,
    open,
    held,
    pause: known.pause ?? null,
    isSnoozed: known.snoozedUntil !== null && verdict.today < known.snoozedUntil,
    missed,
  };
}

/** Never later than today: a clock that was ahead may have noted it. */
const reopenedBefore = (before: Standing | null, today: Day): Day | null =>
  before?.reopenedOn == null ? null : Math.min(before.reopenedOn, today);

/** Nobody was called to it yet: it is tried again. Something soft in a digest has found its place. */
export const waitsForRoom = ({ delivery, strength }: Pick<AlertRecord, 'delivery' | 'strength'>): boolean =>
  delivery === 'held' || (delivery === 'digest' && strength === 'hard');

/** Once somebody was told, it ends like any other alert: not with a pause, a login or a changed threshold. */
const isHeldStill = (alert: AlertRecord, { strength }: Assessment): boolean =>
  waitsForRoom(alert) && (strength !== null || alert.deliveredAt === null);

const isFleetHold = (decision: AlertDecision): boolean => decision.kind === 'wait' && decision.because === 'fleet_hold';

function missedNow(
  account: Account,
  verdict: Assessment,
  { firstHardOn = null }: ReviewedRecord,
  { windowDays }: Season,
): MissedReason | null {
  const leftOn = account.leftAt === null ? null : dayOf(account.leftAt, account.zone);
  // Whoever left longer ago is history: a first start on an old list is no news of them.
  if (verdict.state === 'left' && (leftOn === null || verdict.today > leftOn + windowDays)) return null;
  return missedReason(verdict, windowDays, leftOn, firstHardOn);
}

/** Whatever was alerted of a life that has ended is over, and keeps nothing silent in the next. */
const isOfEarlierLife = ({ openedAt }: AlertRecord, account: Account): boolean =>
  openedAt < (lifeOf(account).before?.succeededAt ?? openedAt);

/** First value was there and is not any more; an account that is left out of everything now may still have it. */
export const isReopened = (before: Standing | null, { state }: Pick<Assessment, 'state'>): boolean =>
  before?.state === 'reached' && state !== 'reached' && state !== 'excluded';

function factsOf(alert: AlertRecord): AlertFacts {
  return {
    kind: alert.kind,
    strength: alert.strength,
    urgent: alert.urgent,
    step: alert.step,
    openedAt: alert.openedAt,
  };
}

function closedFacts(alert: AlertRecord, zone: string): ClosedFacts {
  const { kind, strength, urgent } = alert;
  return { kind, strength, urgent, closedOn: dayOf(alert.closedAt ?? alert.openedAt, zone) };
}

export const isAlertState = (state: string): state is AlertState =>
  ['early_alert', 'gone_dark', 'trial_risk', 'stalled', 'soft_signal'].includes(state);
