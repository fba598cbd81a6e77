import { sql } from 'kysely';
import type { OpenDatabase } from '../src/storage/engine.ts';

/**
 * Makes many accounts of a few: each is copied `times` − 1 times with all that is read of it, under names and ids of its own, in one
 * statement a table. SQLite only. What imports and stores wrote is what is copied, so no row is of a form that they would not write.
 */
export async function multiply({ db }: OpenDatabase, times: number): Promise<void> {
  if (times < 2) return;
  const copies = sql`(with recursive copies (k) as (select 1 union all select k + 1 from copies where k < ${times - 1}) select k from copies)`;
  const body = sql`json_set(body, '$.key', key || '.' || k, '$.accountId', account_id || '.' || k, '$.name', name || ' ' || k)`;
  await sql`insert into accounts
    select key || '.' || k, account_id || '.' || k, null, name || ' ' || k, status, started_on, csm_id, ${body}, task_updated_at, gone,
      first_seen_at, changed_at
    from accounts, ${copies} order by 1`.execute(db);
  for (const table of ['holds', 'plans', 'audit'] as const) await copyRows({ db }, table, copies, ['account_key']);
  await copyRows({ db }, 'group_ids', copies, ['account_id']);
  await copyRows({ db }, 'memberships', copies, ['account_id', 'user_id']);
  await copyRows({ db }, 'users', copies, ['user_id']);
  await copyRows({ db }, 'events', copies, ['message_id', 'account_id', 'user_id']);
}

/** Tables that number their rows themselves. */
const NUMBERED: ReadonlySet<string> = new Set(['holds', 'audit']);

/** @param renamed columns that get the number of the copy */
async function copyRows(
  { db }: Pick<OpenDatabase, 'db'>,
  table: string,
  copies: ReturnType<typeof sql>,
  renamed: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db);
  const columns = rows.map(({ name }) => name).filter((name) => !NUMBERED.has(table) || name !== 'id');
  const values = columns.map((name) =>
    renamed.includes(name) ? sql`${sql.ref(name)} || '.' || k` : sql`${sql.ref(name)}`,
  );
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
    select ${sql.join(values)} from ${sql.table(table)}, ${copies} order by 1, 2, 3`.execute(db);
}
