import { DateTime } from 'luxon';
import type { Day, Instant } from '../domain/account.ts';
import type { EvidenceItem, StepStanding } from '../domain/assessment.ts';
import { DAY_MS, MINUTE_MS } from '../domain/duration.ts';
import type { Condition, Signal } from '../domain/plan.ts';

/** How figures, dates and signals are put into words, the same in every comment, task and answer. */

/** `8 Nov 2026` */
export const dayInWords = (day: Day): string =>
  DateTime.fromMillis(day * DAY_MS, { zone: 'utc' }).toFormat('d LLL yyyy');

/** `October 2026`, of `2026-10` */
export const monthInWords = (month: string): string =>
  DateTime.fromISO(`${month}-01`, { zone: 'utc', locale: 'en' }).toFormat('LLLL yyyy');

/** `2 Nov 2026, 10:04`, on the clock of the zone. */
export const momentInWords = (at: Instant, zone: string): string =>
  DateTime.fromMillis(at, { zone }).toFormat('d LLL yyyy, HH:mm');

const HOUR_MS = 60 * MINUTE_MS;

/** Rounded up: `20 seconds`, `6 minutes`, `3 hours`; the smaller unit as long as its figure stays below 100. */
export function durationInWords(ms: number): string {
  if (ms < 100_000) return plural(Math.max(1, Math.ceil(ms / 1_000)), 'second');
  if (ms < 100 * MINUTE_MS) return plural(Math.ceil(ms / MINUTE_MS), 'minute');
  return plural(Math.ceil(ms / HOUR_MS), 'hour');
}

/** With a space that never breaks a line. */
export const percent = (share: number): string => `${Math.round(share * 100)}\u00a0%`;

/** How many a view leaves out, for under it; empty when none. */
export function excludedInWords(accounts: number, events: number): string {
  const parts = [
    ...(accounts === 0 ? [] : [plural(accounts, 'account')]),
    ...(events === 0 ? [] : [plural(events, 'event')]),
  ];
  return parts.length === 0
    ? ''
    : `${parts.join(' and ')} excluded (tests, colleagues, bots and what the settings leave out)`;
}

/** Pages, messages and reports are in English (`<html lang="en">`). */
const FIGURES = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });

/** `12,345.6`: no digit is lost. */
export const grouped = (figure: number): string => FIGURES.format(figure);

/** `1,200 accounts` */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

const ACTORS: Readonly<Record<Signal['actor'], string>> = {
  any: '',
  external: ', by someone outside the customer’s own team',
  not_admin: ', by someone who is not an administrator',
  not_creator: ', by someone other than whoever created it',
};

/** `“Task Completed” 10 times, by 2 different people, with plan = pro, within 7 days` */
export function signalInWords(signal: Signal): string {
  const events = signal.event.map((name) => `“${name}”`).join(' or ');
  const times = signal.count === 1 ? 'once' : `${signal.count} times`;
  const users = signal.distinctUsers === 1 ? '' : `, by ${signal.distinctUsers} different people`;
  const conditions = Object.entries(signal.where).map(([name, condition]) => `${name} ${conditionInWords(condition)}`);
  const where = conditions.length === 0 ? '' : `, with ${conditions.join(' and ')}`;
  const within = signal.withinDays === null ? '' : `, within ${plural(signal.withinDays, 'day')}`;
  return `${events} ${times}${users}${ACTORS[signal.actor]}${where}${within}`;
}

const OPERATORS: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '≠',
  gt: '>',
  gte: '≥',
  lt: '<',
  lte: '≤',
  in: 'one of',
};

function conditionInWords(condition: Condition): string {
  if (condition === null || typeof condition !== 'object') return `= ${String(condition)}`;
  return Object.entries(condition)
    .map(([name, value]) =>
      name === 'exists'
        ? value === true
          ? 'present'
          : 'absent'
        : `${OPERATORS[name] ?? name} ${[value].flat().join(', ')}`,
    )
    .join(' and ');
}

/** `3 of 10` for a countable step, people where they are what is missing, else `not yet`. */
export function countInWords(step: StepStanding): string {
  const { signal } = step;
  if (signal.distinctUsers > 1 && step.users / signal.distinctUsers <= step.count / signal.count)
    return `${step.users} of ${signal.distinctUsers} people`;
  return signal.count === 1 ? 'not yet' : `${step.count} of ${signal.count}`;
}

/** One event as a receipt: what, who, when, and the id by which it can be looked up. */
export function evidenceInWords(item: EvidenceItem, zone: string): string {
  const who = item.userId === null ? '' : ` by ${item.userId}`;
  return `“${item.event}”${who}, ${momentInWords(item.at, zone)}`;
}
