import type { Day, Instant } from '../domain/account.ts';
import { dayOf, dayToIso, endOfDay, isoToDay } from '../domain/local-date.ts';
import { MonitorError } from '../shared/errors.ts';
import type { AlertRecord, DeliveredAlert } from './alert-store.ts';
import type { PlanRecord } from './plan-store.ts';

/**
 * The instant meant by `as_of` (CONTRACT section 5): the end of that date in the workspace's zone, today's end being now.
 * @throws MonitorError `bad_input` for what is no date, or lies in the future
 */
export function asOfInstant(asOf: string | null, zone: string, now: Instant): Instant {
  if (asOf === null) return now;
  const day = dateGiven('as_of', asOf, dayOf(now, zone));
  if (day > dayOf(now, zone)) {
    throw new MonitorError(
      'bad_input',
      `as_of: ${asOf} lies in the future of ${zone}: choose today or an earlier date`,
    );
  }
  return Math.min(now, endOfDay(day, zone));
}

/**
 * A date as it was given under this name; `example` shows how one is written.
 * @throws MonitorError `bad_input`
 */
export function dateGiven(name: string, text: string, example: Day): Day {
  const day = isoToDay(text);
  if (day !== null) return day;
  throw new MonitorError('bad_input', `${name}: "${text}" is no date: write it as ${dayToIso(example)}`);
}

/** The newest of the versions that existed at `at`; `versions` oldest first. */
export function newestAt(versions: readonly PlanRecord[], at: Instant): PlanRecord | null {
  return versions.findLast(({ draftedAt }) => draftedAt <= at) ?? null;
}

/** The alert as it was at `at`: what happened to it later is taken back. Null when it did not exist yet. */
export function alertAt<T extends AlertRecord>(alert: T, at: Instant): T | null {
  if (alert.openedAt > at) return null;
  const deliveredAt = alert.deliveredAt !== null && alert.deliveredAt <= at ? alert.deliveredAt : null;
  const isClosed = alert.closedAt !== null && alert.closedAt <= at;
  return isClosed ? { ...alert, deliveredAt } : { ...alert, deliveredAt, closedAt: null, closeReason: null };
}

/** The alert with what had been said and done about it by `at`: a later answer is not known yet. */
export function answeredAt(alert: DeliveredAlert, at: Instant): DeliveredAlert {
  const answers = alert.answers.filter((answer) => answer.at <= at);
  const actedAt = alert.actedAt !== null && alert.actedAt <= at ? alert.actedAt : null;
  return { ...alert, answers, verdict: answers.at(-1)?.verdict ?? null, actedAt };
}

/** The one of an account's alerts that was open at `at`. */
export function openAlertAt(alerts: readonly AlertRecord[], at: Instant): AlertRecord | null {
  return alerts.map((alert) => alertAt(alert, at)).find((alert) => alert?.closedAt === null) ?? null;
}
