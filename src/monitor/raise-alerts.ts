import { createHash } from 'node:crypto';
import type { Account, Instant } from '../domain/account.ts';
import type { AlertState, Assessment, Strength } from '../domain/assessment.ts';
import { type AlertDecision, stuckOn } from '../domain/alert.ts';
import { dueDate } from '../domain/delivery.ts';
import { type AlertFactsForPeople, alertTitle } from './messages/alert-facts.ts';
import { alertChanged, alertMention, alertTaskBody, softComment } from './messages/alert-task.ts';
import type { Write, WriteBody } from './outbox.ts';
import { holidaysOfCsm, type Rules } from './rules.ts';
import type { AlertRecord, PlanRecord } from './store.ts';

/** Turns decisions on one alert into what is written: pure, so that `sweep --dry-run` prints exactly what would happen. */

export const alertKeys = (alertId: string) => ({
  task: `${alertId}.task`,
  mention: `${alertId}.mention`,
  soft: `${alertId}.soft`,
});

export interface AlertPlace {
  readonly rules: Rules;
  readonly zone: string;
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
  { rules, zone, now }: AlertPlace,
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
      dueAt: dueDate(urgent, zone, now, holidaysOfCsm(rules, facts.owner.id)),
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

export function softWrites(facts: AlertFactsForPeople, taskId: string, { now }: AlertPlace): readonly Write[] {
  const key = alertKeys(facts.alertId).soft;
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
  if (alert.delivery === 'comment' && rises) return hardWrites(facts, taskId, place);
  if (alert.delivery === 'comment') {
    const body = softComment(facts, keys.soft);
    return [
      {
        ...head(version, facts, keys.soft, place.now),
        kind: 'edit_comment',
        comment: { resultOf: keys.soft },
        body,
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

/** Another CSM takes over: the task changes hands and they are called once. */
export function moveWrites(
  alert: AlertRecord,
  facts: AlertFactsForPeople,
  turn: number,
  now: Instant,
): readonly Write[] {
  const taskId = facts.account.taskId;
  if (taskId === null) return [];
  const keys = alertKeys(alert.id);
  const move = `${alert.id}.to.${facts.owner.id}.${turn}`;
  if (alert.delivery === 'comment') {
    return [
      {
        ...head(move, facts, keys.soft, now),
        kind: 'edit_comment',
        comment: { resultOf: keys.soft },
        body: softComment(facts, keys.soft),
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
      ...head(`${move}.mention`, facts, move, now),
      kind: 'comment',
      task: { id: taskId },
      body: alertMention(facts, `${move}.mention`, keys.task),
      lane: 'alert',
    },
  ];
}

/** What an alert says, without its running figures: unchanged, nothing is written. */
export function textHash({ verdict, kind, strength, owner }: AlertFactsForPeople): string {
  const says = JSON.stringify([kind, strength, verdict.urgent, stuckOn(verdict), owner.id]);
  return createHash('sha256').update(says).digest('hex').slice(0, 12);
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

/** The first alerts of a day are those worth opening: strength, then the nearest end, then the higher tier, then days stuck. */
export function rankFirings(firings: readonly Firing[]): readonly Firing[] {
  const end = ({ account }: Firing): number =>
    Math.min(account.trialEndsOn ?? Number.POSITIVE_INFINITY, account.renewsOn ?? Number.POSITIVE_INFINITY);
  return [...firings].sort(
    (a, b) =>
      Number(b.decision.strength === 'hard') - Number(a.decision.strength === 'hard') ||
      compare(end(a), end(b)) ||
      (b.account.annualValue ?? 0) - (a.account.annualValue ?? 0) ||
      (b.verdict.daysStuck ?? 0) - (a.verdict.daysStuck ?? 0) ||
      compare(a.account.key, b.account.key),
  );
}

const compare = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
