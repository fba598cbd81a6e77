import { type Kysely, type Selectable, sql } from 'kysely';
import type { ActStore, TalkTask } from '../monitor/act-store.ts';
import type { Database } from './schema.ts';

type Row = Selectable<Database['talk_tasks']>;

/** Tasks of workspaces, by when their comments were read. */
export function createTalkTaskStore(
  db: Kysely<Database>,
): Pick<ActStore, 'noteTasks' | 'unhear' | 'talkDue' | 'heard' | 'talkState'> {
  return {
    async noteTasks(tasks) {
      for (const { taskId, accountKey, listId, name, changedAt } of tasks) {
        const facts = { account_key: accountKey, list_id: listId, name, changed_at: changedAt };
        await db
          .insertInto('talk_tasks')
          .values({ task_id: taskId, ...facts, heard_at: null })
          .onConflict((conflict) => conflict.column('task_id').doUpdateSet(facts))
          .execute();
      }
    },
    async unhear(accountKey) {
      await db.updateTable('talk_tasks').set({ heard_at: null }).where('account_key', '=', accountKey).execute();
    },
    async talkDue(heardBefore, changedSince, limit) {
      const alerts = sql`case when standings.strength is not null or standings.state in ('blind', 'fleet_hold') then 0 else 1 end`;
      const rows = await db
        .selectFrom('talk_tasks')
        .innerJoin('accounts', 'accounts.key', 'talk_tasks.account_key')
        .innerJoin('workspaces', 'workspaces.account_key', 'talk_tasks.account_key')
        .leftJoin('standings', 'standings.account_key', 'talk_tasks.account_key')
        .selectAll('talk_tasks')
        .where('accounts.gone', '=', 0)
        .where('accounts.status', '=', 'open')
        .where('accounts.account_id', 'is not', null)
        .where((e) =>
          e.or([
            e('talk_tasks.heard_at', 'is', null),
            e('talk_tasks.heard_at', '<=', e.ref('talk_tasks.changed_at')),
            e.and([e('talk_tasks.heard_at', '<', heardBefore), e('talk_tasks.changed_at', '>=', changedSince)]),
          ]),
        )
        .orderBy(alerts)
        .orderBy(sql`coalesce(talk_tasks.heard_at, 0)`)
        .orderBy('talk_tasks.task_id')
        .limit(limit)
        .execute();
      return rows.map(toTask);
    },
    async heard(taskId, at) {
      await db.updateTable('talk_tasks').set({ heard_at: at }).where('task_id', '=', taskId).execute();
    },
    async talkState() {
      const row = await db
        .selectFrom('talk_tasks')
        .innerJoin('accounts', 'accounts.key', 'talk_tasks.account_key')
        .where('accounts.gone', '=', 0)
        .where('accounts.status', '=', 'open')
        .where('accounts.account_id', 'is not', null)
        .select((e) => [
          e.fn.countAll().as('tasks'),
          e.fn.count('talk_tasks.heard_at').as('read'),
          e.fn.min('talk_tasks.heard_at').as('oldest'),
        ])
        .executeTakeFirstOrThrow();
      const tasks = Number(row.tasks);
      return { tasks, unread: tasks - Number(row.read), oldest: row.oldest === null ? null : Number(row.oldest) };
    },
  };
}

const toTask = (row: Row): TalkTask => ({
  taskId: row.task_id,
  accountKey: row.account_key,
  listId: row.list_id,
  name: row.name,
  changedAt: row.changed_at,
  heardAt: row.heard_at,
});
