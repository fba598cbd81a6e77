import { type Kysely, type Selectable, sql } from 'kysely';
import type { Account } from '../domain/account.ts';
import { DAY_MS } from '../domain/duration.ts';
import type { DueWorkspace, OnboardingStore, OpenTask, Workspace } from '../monitor/onboarding-store.ts';
import type { Database } from './schema.ts';

type Row = Selectable<Database['workspaces']>;

/** Where each account's onboarding work lies in ClickUp, and what of it is open. */
export function createOnboardingStore(db: Kysely<Database>): OnboardingStore {
  return {
    async setPlace(accountKey, placeId) {
      const known = await db.selectFrom('workspaces').selectAll().where('account_key', '=', accountKey).execute();
      if ((known[0]?.place_id ?? null) === placeId) return;
      await db.deleteFrom('workspaces').where('account_key', '=', accountKey).execute();
      for (const table of ['onboarding_tasks', 'talk_tasks'] as const)
        await db.deleteFrom(table).where('account_key', '=', accountKey).execute();
      if (placeId === null) return;
      const unread = { place_kind: null, read_at: null, read_whole_at: null };
      const noActs = { acts_from: null, acts_to: null, acts_for: null };
      await db
        .insertInto('workspaces')
        .values({ account_key: accountKey, place_id: placeId, ...unread, ...noActs })
        .execute();
    },
    async due(readBefore, limit) {
      const isOver = sql<boolean>`coalesce(standings.state, '') in ('left', 'excluded')`;
      const turn = sql`case when standings.state = 'reached' then 2
        when standings.strength is not null or standings.state in ('blind', 'fleet_hold') then 0 else 1 end`;
      const rows = await db
        .selectFrom('workspaces')
        .innerJoin('accounts', 'accounts.key', 'workspaces.account_key')
        .leftJoin('standings', 'standings.account_key', 'workspaces.account_key')
        .selectAll('workspaces')
        .select('accounts.body')
        .where('accounts.gone', '=', 0)
        .where('accounts.status', '=', 'open')
        .where((e) => e.not(isOver))
        .where((e) =>
          e.or([
            e('workspaces.read_at', 'is', null),
            e('workspaces.read_at', '<', readBefore - DAY_MS),
            e.and([e('workspaces.read_at', '<', readBefore), e(sql`coalesce(standings.state, '')`, '!=', 'reached')]),
          ]),
        )
        .orderBy(turn)
        .orderBy(sql`coalesce(workspaces.read_at, 0)`)
        .orderBy('workspaces.account_key')
        .limit(limit)
        .execute();
      return rows.map(toDueWorkspace);
    },
    async settle(placeId, kind, at) {
      const read = kind === 'out_of_sight' ? { read_at: at, read_whole_at: null } : {};
      await db
        .updateTable('workspaces')
        .set({ place_kind: kind, ...read })
        .where('place_id', '=', placeId)
        .execute();
    },
    async keep(accountKey, { open, closed, whole }, at) {
      const old = db.deleteFrom('onboarding_tasks').where('account_key', '=', accountKey);
      const replaced = [...open.map(({ taskId }) => taskId), ...closed];
      if (whole) await old.execute();
      else if (replaced.length > 0) await old.where('task_id', 'in', replaced).execute();
      for (const task of open) await db.insertInto('onboarding_tasks').values(toRow(accountKey, task)).execute();
      await db
        .updateTable('workspaces')
        .set({ read_at: at, ...(whole ? { read_whole_at: at } : {}) })
        .where('account_key', '=', accountKey)
        .execute();
    },
    async of(accountKeys) {
      if (accountKeys.length === 0) return new Map();
      const keys = [...accountKeys];
      const places = await db.selectFrom('workspaces').selectAll().where('account_key', 'in', keys).execute();
      const rows = await db.selectFrom('onboarding_tasks').selectAll().where('account_key', 'in', keys).execute();
      const tasks = Map.groupBy(rows, (row) => row.account_key);
      return new Map(
        places.map((row) => [
          row.account_key,
          { ...toWorkspace(row), tasks: (tasks.get(row.account_key) ?? []).map(toTask) },
        ]),
      );
    },
  };
}

function toWorkspace(row: Row): Workspace {
  return {
    accountKey: row.account_key,
    placeId: row.place_id,
    kind: row.place_kind as Workspace['kind'],
    readAt: row.read_at,
    readWholeAt: row.read_whole_at,
  };
}

function toDueWorkspace(row: Row & { readonly body: string }): DueWorkspace {
  const { accountId, startedOn, zone } = JSON.parse(row.body) as Account;
  const { acts_from: from, acts_to: to, acts_for: given } = row;
  const acts = from === null || to === null || given === null ? null : { from, to, for: given };
  return { ...toWorkspace(row), accountId, startedOn, zone, acts };
}

function toRow(accountKey: string, task: OpenTask): Selectable<Database['onboarding_tasks']> {
  return {
    account_key: accountKey,
    task_id: task.taskId,
    name: task.name,
    url: task.url,
    due_on: task.dueOn,
    assignees: JSON.stringify(task.assignees),
  };
}

function toTask(row: Selectable<Database['onboarding_tasks']>): OpenTask {
  return {
    taskId: row.task_id,
    name: row.name,
    url: row.url,
    dueOn: row.due_on,
    assignees: JSON.parse(row.assignees) as OpenTask['assignees'],
  };
}
