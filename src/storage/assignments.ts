import type { Kysely } from 'kysely';
import type { AssignmentStore } from '../monitor/onboarding-store.ts';
import type { Database } from './schema.ts';

/** Account tasks that are in the agent's hands, and whether it has answered that with a draft. */
export function createAssignmentStore(db: Kysely<Database>): AssignmentStore {
  return {
    async see(taskId, answered) {
      const result = await db
        .insertInto('assignments')
        .values({ task_id: taskId, answered: answered ? 1 : 0 })
        .onConflict((conflict) => conflict.column('task_id').doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows) > 0;
    },
    async end(taskId) {
      await db.deleteFrom('assignments').where('task_id', '=', taskId).execute();
    },
    async waiting() {
      const rows = await db
        .selectFrom('assignments')
        .select('task_id')
        .where('answered', '=', 0)
        .orderBy('task_id')
        .execute();
      return rows.map((row) => row.task_id);
    },
    async answered(taskId) {
      await db.updateTable('assignments').set({ answered: 1 }).where('task_id', '=', taskId).execute();
    },
  };
}
