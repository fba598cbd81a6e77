import { type AlertDecision, type AlertFacts, decideAlert, extendRuns, NO_RUNS, type Runs } from '../domain/alert.ts';
import type { Account, Day } from '../domain/account.ts';
import type { AlertState, Assessment } from '../domain/assessment.ts';
import { lifeOf } from '../domain/life.ts';
import { dayOf } from '../domain/local-date.ts';
import type { AlertPolicy } from '../domain/policy.ts';
import type { AlertRecord, Standing } from './store.ts';

/** What is stored of an account that bears on the next decision. */
export interface ReviewedRecord {
  readonly standing: Standing | null;
  readonly open: AlertRecord | null;
  readonly lastClosed: AlertRecord | null;
  readonly snoozedUntil: Day | null;
}

export interface Review {
  readonly account: Account;
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
  /** An alert that was held back and is not yet with anybody. */
  readonly held: AlertRecord | null;
}

/** One account's verdict and what follows from it. Pure: the same verdict on the same date decides the same again. */
export function reviewAccount(
  account: Account,
  verdict: Assessment,
  known: ReviewedRecord,
  policy: AlertPolicy,
): Review {
  const before = known.standing;
  const runs = extendRuns(before ?? NO_RUNS, verdict.strength, verdict.today);
  const held = known.open?.delivery === 'held' ? known.open : null;
  const open = held === null ? known.open : null;
  const reopenedOn = isReopened(before, verdict) ? verdict.today : (before?.reopenedOn ?? null);
  const lastClosed = known.lastClosed === null ? null : closedFacts(known.lastClosed, account.zone);
  const decision: AlertDecision =
    open !== null && isOfEarlierLife(open, account)
      ? { kind: 'close', because: 'left' }
      : decideAlert(verdict, {
          open: open === null ? null : factsOf(open),
          lastClosed: known.lastClosed !== null && isOfEarlierLife(known.lastClosed, account) ? null : lastClosed,
          runs,
          snoozedUntil: known.snoozedUntil,
          reopenedOn,
          policy,
        });
  const turned = before?.state !== verdict.state;
  return { account, verdict, runs, before, turned, reopenedOn, decision, open, held };
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

function closedFacts(alert: AlertRecord, zone: string) {
  // What was never delivered silenced nobody, so it does not make the next one wait.
  if (alert.deliveredAt === null) return null;
  return { strength: alert.strength, closedOn: dayOf(alert.closedAt ?? alert.openedAt, zone) };
}

export const isAlertState = (state: string): state is AlertState =>
  ['early_alert', 'gone_dark', 'trial_risk', 'stalled', 'soft_signal'].includes(state);
