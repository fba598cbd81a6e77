import { type RawBuilder, sql } from 'kysely';
import { BOARD_SOURCE } from '../domain/board-act.ts';
import type { AccountSubject, PersonSubject } from '../monitor/subject-store.ts';
import type { Database } from './schema.ts';

/** Where in the database something of a subject lies: a table, and which of its rows. */
export interface Part {
  readonly table: keyof Database;
  readonly where: RawBuilder<boolean>;
}

/** Of an account: in an order in which each may be erased before what it is found by. */
export function partsOfAccount({ key, taskId, accountIds }: AccountSubject): readonly Part[] {
  const ofKey = sql<boolean>`account_key = ${key}`;
  const ofIds = among('account_id', accountIds);
  const itsUsers = sql`select user_id from memberships where ${ofIds} and user_id not in (
    select user_id from memberships where not ${ofIds})`;
  const itsTasks = sql`select result_id from outbox where ${ofKey} and kind = 'create_task' and result_id is not null
    union select task_id from talk_tasks where ${ofKey}`;
  return [
    { table: 'answers', where: sql`alert_id in (select id from alerts where ${ofKey})` },
    { table: 'comments', where: sql`task_id = ${taskId ?? ''} or task_id in (${itsTasks})` },
    { table: 'assignments', where: sql`task_id = ${taskId ?? ''}` },
    ...BY_KEY.map((table) => ({ table, where: ofKey })),
    { table: 'events', where: sql`${ofIds} or (account_id is null and user_id in (${itsUsers}))` },
    { table: 'aliases', where: sql`user_id in (${itsUsers}) or other_id in (${itsUsers})` },
    { table: 'users', where: sql`user_id in (${itsUsers})` },
    { table: 'news', where: sql`what = 'user' and id in (${itsUsers})` },
    { table: 'memberships', where: ofIds },
    { table: 'group_ids', where: ofIds },
    { table: 'accounts', where: sql`key = ${key}` },
    { table: 'audit', where: ofKey },
  ];
}

const BY_KEY = [
  'alerts',
  'outbox',
  'holds',
  'plans',
  'questions',
  'standings',
  'history',
  'values_by_hand',
  'withdrawn_events',
  'lives',
  'onboarding_tasks',
  'talk_tasks',
  'workspaces',
  'health_inputs',
] as const;

/** Of a person: a user of the product, or of ClickUp. */
export function partsOfPerson({ userIds, emails }: PersonSubject): readonly Part[] {
  const ids = boardIdsIn(userIds);
  return [
    { table: 'events', where: sql`${among('user_id', userIds)} or ${among('anonymous_id', userIds)}` },
    { table: 'users', where: among('user_id', userIds) },
    { table: 'memberships', where: among('user_id', userIds) },
    { table: 'aliases', where: sql`${among('user_id', userIds)} or ${among('other_id', userIds)}` },
    { table: 'news', where: sql`what = 'user' and ${among('id', userIds)}` },
    { table: 'comments', where: among('author_id', ids) },
    { table: 'people', where: sql`${among('id', ids)} or ${among('lower(email)', emails)}` },
    { table: 'absences', where: among('person_id', ids) },
  ];
}

/** The numbers by which ClickUp knows them. */
export function boardIdsIn(userIds: readonly string[]): readonly number[] {
  const own = userIds.filter((id) => id.startsWith(`${BOARD_SOURCE}:`));
  return own.map((id) => Number(id.slice(BOARD_SOURCE.length + 1))).filter(Number.isSafeInteger);
}

/** @param column as it stands in a query, ours and never somebody's text */
export function among(column: string, values: readonly (string | number)[]): RawBuilder<boolean> {
  return values.length === 0 ? sql`1 = 0` : sql`${sql.raw(column)} in (${sql.join(values)})`;
}

/** Tables in which nothing is said of one account or one person, or no longer than a day or a month. */
export const ABOUT_NOBODY: Readonly<Partial<Record<keyof Database, string>>> = {
  meta: 'marks of our own: how far something was read, which message is the newest of its kind',
  sources: 'when something came from a source last',
  source_events: 'which names of events a source sends',
  told_acts: 'ids, for a day',
  inbox: 'ids, for some days after they were worked on',
  model_usage: 'counts and cost by month',
  model_answers: 'answers of a model by digest, for some weeks; all go when anybody is forgotten',
  reports: 'months as they were reported; they name accounts, and stay',
  observations: 'how ClickUp was seen to behave',
  slots: 'what the clock has done',
  forgotten: 'digests of ids that were erased',
};
