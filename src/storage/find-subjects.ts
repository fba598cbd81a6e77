import { type Kysely, sql } from 'kysely';
import type { Account } from '../domain/account.ts';
import { boardUser } from '../domain/board-act.ts';
import type { AccountSubject, PersonSubject } from '../monitor/subject-store.ts';
import type { Database } from './schema.ts';
import { among, boardIdsIn, type Part, partsOfPerson } from './subject-parts.ts';

/** By account id, task id or key, those that are here first. */
export async function accountsCalled(db: Kysely<Database>, id: string): Promise<readonly AccountSubject[]> {
  const rows = await db
    .selectFrom('accounts')
    .selectAll()
    .where((e) => e.or([e('account_id', '=', id), e('task_id', '=', id), e('key', '=', id)]))
    .orderBy('gone')
    .orderBy('first_seen_at')
    .execute();
  return Promise.all(
    rows.map(async ({ key, name, task_id: taskId, gone, account_id: accountId }) => ({
      key,
      name,
      taskId,
      isOnBoard: taskId !== null && gone === 0,
      accountIds: await idsOf(db, key, accountId),
    })),
  );
}

async function idsOf(db: Kysely<Database>, key: string, accountId: string | null): Promise<readonly string[]> {
  const lives = await db.selectFrom('lives').select('body').where('account_key', '=', key).execute();
  const works = await db.selectFrom('workspaces').select('acts_for').where('account_key', '=', key).execute();
  const all = [
    accountId,
    ...lives.map(({ body }) => (JSON.parse(body) as Account).accountId),
    ...works.map((work) => work.acts_for),
  ];
  const ids = [...new Set(all.filter((id) => id !== null))];
  if (ids.length === 0) return [];
  const others = await db
    .selectFrom('accounts')
    .select('account_id')
    .where('account_id', 'in', ids)
    .where('key', '!=', key)
    .where('gone', '=', 0)
    .execute();
  const taken = new Set(others.map((row) => row.account_id));
  return ids.filter((id) => !taken.has(id));
}

/** Ids of one person lead to each other; that of a device that many share leads no further than this. */
const MOST_IDS = 200;

/** A person with all ids and addresses that lead to each other. */
export async function personCalled(db: Kysely<Database>, idOrEmail: string): Promise<PersonSubject | null> {
  const wanted = idOrEmail.toLowerCase();
  const users = await db
    .selectFrom('users')
    .select('user_id')
    .where((e) => e.or([e('user_id', '=', idOrEmail), e(e.fn<string>('lower', ['email']), '=', wanted)]))
    .execute();
  const members = await db.selectFrom('people').select('id').where(sql<boolean>`lower(email) = ${wanted}`).execute();
  const found = new Set([idOrEmail, ...users.map((row) => row.user_id), ...members.map(({ id }) => boardUser(id))]);
  for (const id of found) {
    if (found.size > MOST_IDS) break;
    const rows = await db.selectFrom('aliases').select('other_id').where('user_id', '=', id).execute();
    for (const row of rows) found.add(row.other_id);
  }
  const userIds = [...found];
  const files = await db.selectFrom('users').select('email').where('user_id', 'in', userIds).execute();
  const emails = [...new Set([wanted, ...files.flatMap(({ email }) => email?.toLowerCase() ?? [])])].filter((each) =>
    each.includes('@'),
  );
  const person = { userIds, emails, isOnBoard: await nameOnBoard(db, userIds, emails) };
  for (const part of partsOfPerson(person)) if ((await countOf(db, part)) > 0) return person;
  return null;
}

async function nameOnBoard(
  db: Kysely<Database>,
  userIds: readonly string[],
  emails: readonly string[],
): Promise<string | null> {
  const row = await db
    .selectFrom('people')
    .select('name')
    .where('active', '=', 1)
    .where(sql<boolean>`${among('id', boardIdsIn(userIds))} or ${among('lower(email)', emails)}`)
    .executeTakeFirst();
  return row?.name ?? null;
}

async function countOf(db: Kysely<Database>, { table, where }: Part): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select 1 from ${sql.table(table)} where ${where} limit 1) as found`.execute(db);
  return rows[0]?.n ?? 0;
}
