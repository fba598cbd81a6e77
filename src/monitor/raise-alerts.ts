import { createHash } from 'node:crypto';
import type { Account, Instant } from '../domain/account.ts';
import type { IsHoliday } from '../domain/calendar.ts';
import type { AlertState, Assessment, Strength } from '../domain/assessment.ts';
import { type AlertDecision, stuckOn } from '../domain/alert.ts';
import { dueDate } from '../domain/delivery.ts';
import { type AlertFactsForPeople, alertTitle } from './messages/alert-facts.ts';
import { alertChanged, alertMention, alertTaskBody, softComment } from './messages/alert-task.ts';
import type { Write, WriteBody } from './outbox.ts';
import type { Rules } from './rules.ts';
import type { AlertRecord } from './alert-store.ts';
import type { PlanRecord } from './plan-store.ts';

/** Turns decisions on one alert into what is written: pure, so that `sweep --dry-run` prints exactly what would happen. */

export const alertKeys = (alertId: string) => ({
  task: `${alertId}.task`,
  mention: `${alertId}.mention`,
  soft: `${alertId}.soft`,
});

/** The comment of a soft alert that is kept up to date: the newest, where it was repeated. */
export const softKeyOf = ({ id, repeats }: Pick<AlertRecord, 'id' | 'repeats'>): string =>
  repeats === 0 ? alertKeys(id).soft : `${alertKeys(id).soft}.${repeats + 1}`;

export interface AlertPlace {
  readonly rules: Rules;
  readonly zone: string;
  readonly isHoliday: IsHoliday;
  readonly now: Instant;
}

const head = (
  key: string,
  facts: AlertFactsForPeople,
  after: string | null,
  now: Instant,
): Omit<Write, keyof WriteBody> & {
  key: string;
  accountKey: string;
  alertId: string;
  notBefore: number;
  after: string | null;
} => ({
  key,
  accountKey: facts.account.key,
  alertId: facts.alertId,
  notBefore: now,
  after,
});

export const listFor = (rules: Rules, csmId: number): string =>
  rules.lists.alertsByCsm.get(csmId) ?? rules.lists.alerts;

const priorityOf = (strength: Strength, urgent: boolean): number => (urgent ? 1 : strength === 'hard' ? 2 : 3);

/** A hard alert: the task, then the one comment that calls the CSM to it. */
export function hardWrites(
  facts: AlertFactsForPeople,
  taskId: string,
  { rules, zone, isHoliday, now }: AlertPlace,
): readonly Write[] {
  const keys = alertKeys(facts.alertId);
  const urgent = facts.verdict.urgent;
  return [
    {
      ...head(keys.task, facts, null, now),
      kind: 'create_task',
      listId: listFor(rules, facts.owner.id),
      name: alertTitle(facts),
      body: alertTaskBody(facts, keys.task),
      assigneeIds: [facts.owner.id],
      priority: priorityOf('hard', urgent),
      dueAt: dueDate(urgent, zone, now, isHoliday),
    },
    {
      ...head(keys.mention, facts, keys.task, now),
      kind: 'comment',
      task: { id: taskId },
      body: alertMention(facts, keys.mention, keys.task),
      lane: 'alert',
    },
  ];
}

/** A soft alert's comment: its first, or after `repeats` of them another one. */
export function softWrites(
  facts: AlertFactsForPeople,
  taskId: string,
  repeats: number,
  { now }: Pick<AlertPlace, 'now'>,
): readonly Write[] {
  const key = softKeyOf({ id: facts.alertId, repeats });
  return [
    {
      ...head(key, facts, null, now),
      kind: 'comment',
      task: { id: taskId },
      body: softComment(facts, key),
      lane: 'alert',
    },
  ];
}

/** The same alert says something else (`turn`: how much was written of it before): task and thread, or the comment; a rise to hard gets a task of its own. */
export function changeWrites(
  alert: AlertRecord,
  facts: AlertFactsForPeople,
  taskId: string,
  rises: boolean,
  turn: number,
  place: AlertPlace,
): readonly Write[] {
  const keys = alertKeys(alert.id);
  const version = `${alert.id}.change.${turn}`;
  if (alert.delivery !== 'task' && rises) return hardWrites(facts, taskId, place);
  // The next digest shows how it stands.
  if (alert.delivery === 'digest') return [];
  if (alert.delivery === 'comment') {
    const soft = softKeyOf(alert);
    return [
      {
        ...head(version, facts, soft, place.now),
        kind: 'edit_comment',
        comment: { resultOf: soft },
        body: softComment(facts, soft),
      },
    ];
  }
  const task = { resultOf: keys.task };
  const comment = `${version}.note`;
  const update: Write = {
    ...head(version, facts, keys.task, place.now),
    kind: 'update_task',
    task,
    name: alertTitle(facts),
    body: alertTaskBody(facts, keys.task),
    priority: priorityOf(facts.strength, facts.verdict.urgent),
  };
  const note: Write = {
    ...head(comment, facts, version, place.now),
    kind: 'comment',
    task,
    body: alertChanged(facts, comment, rises),
    lane: 'alert',
  };
  // A task that a person has taken over is theirs: the agent only says what changed.
  return alert.takenOver ? [{ ...note, after: keys.task }] : [update, note];
}

/** Another CSM takes over: the task changes hands at once, and they are called once, within their hours (`callAt`). */
export function moveWrites(
  alert: AlertRecord,
  facts: AlertFactsForPeople,
  turn: number,
  now: Instant,
  callAt: Instant,
): readonly Write[] {
  const taskId = facts.account.taskId;
  if (taskId === null || alert.delivery === 'digest') return [];
  const keys = alertKeys(alert.id);
  const move = `${alert.id}.to.${facts.owner.id}.${turn}`;
  if (alert.delivery === 'comment') {
    const soft = softKeyOf(alert);
    return [
      {
        ...head(move, facts, soft, callAt),
        kind: 'edit_comment',
        comment: { resultOf: soft },
        body: softComment(facts, soft),
      },
    ];
  }
  const assignees = { add: [facts.owner.id], remove: alert.csmId === null ? [] : [alert.csmId] };
  return [
    {
      ...head(move, facts, keys.task, now),
      kind: 'update_task',
      task: { resultOf: keys.task },
      body: alertTaskBody(facts, keys.task),
      assignees,
    },
    {
      ...head(`${move}.mention`, facts, move, callAt),
      kind: 'comment',
      task: { id: taskId },
      body: alertMention(facts, `${move}.mention`, keys.task),
      lane: 'alert',
    },
  ];
}

/** The figures in it are brought up to date by the week, and whenever the account moves. */
const DAYS_A_REFRESH = 7;

/**
 * What an alert says, as far as it is worth writing anew: its reason, its step, its owner, how far the account has come, and by
 * the week how long it has been stuck.
 */
export function textHash({ verdict, kind, strength, owner }: AlertFactsForPeople): string {
  const weeks = Math.floor((verdict.daysStuck ?? 0) / DAYS_A_REFRESH);
  const way = verdict.steps.map(({ count, users, reachedAt }) => [count, users, reachedAt !== null]);
  const says = JSON.stringify([kind, strength, verdict.urgent, stuckOn(verdict), owner.id, way, weeks]);
  return createHash('sha256').update(says).digest('hex').slice(0, 12);
}

/** The same alert with newer figures: edited in place, without a line or a mention. */
export function refreshWrites(
  alert: AlertRecord,
  facts: AlertFactsForPeople,
  turn: number,
  now: Instant,
): readonly Write[] {
  const key = `${alert.id}.change.${turn}`;
  const soft = softKeyOf(alert);
  const { task } = alertKeys(alert.id);
  if (alert.delivery === 'comment') {
    const body = softComment(facts, soft);
    return [{ ...head(key, facts, soft, now), kind: 'edit_comment', comment: { resultOf: soft }, body }];
  }
  const said = { name: alertTitle(facts), body: alertTaskBody(facts, task) };
  return [{ ...head(key, facts, task, now), kind: 'update_task', task: { resultOf: task }, ...said }];
}

export interface Firing {
  readonly account: Account & { readonly taskId: string };
  readonly verdict: Assessment;
  readonly plan: PlanRecord | null;
  readonly decision: AlertDecision & { kind: 'open' };
  readonly kind: AlertState;
  /** An alert that was held back earlier and is tried again. */
  readonly held: AlertRecord | null;
}
