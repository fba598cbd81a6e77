import { type Kysely, SqliteAdapter, sql } from 'kysely';
import { standInUser, traitsOfStandIn, withoutName } from '../domain/stand-in.ts';
import type { Counts, PersonSubject, Row, SubjectStore } from '../monitor/subject-store.ts';
import { personalEvents } from './personal-events.ts';
import { accountsCalled, personCalled } from './find-subjects.ts';
import type { Database } from './schema.ts';
import { among, boardIdsIn, type Part, partsOfAccount, partsOfPerson } from './subject-parts.ts';

/** Finds, hands out and erases all that is kept of one account or one person. */
export function createSubjectStore(db: Kysely<Database>): SubjectStore {
  return {
    ...personalEvents(db),
    async overwriteErased() {
      if (db.getExecutor().adapter instanceof SqliteAdapter) await sql`pragma secure_delete = on`.execute(db);
    },
    accounts: (id) => accountsCalled(db, id),
    person: (idOrEmail) => personCalled(db, idOrEmail),
    dataOf: (subject) => dataOf(db, 'key' in subject ? partsOfAccount(subject) : partsOfPerson(subject)),
    async eraseAccount(subject) {
      const erased = await erase(
        db,
        partsOfAccount(subject).filter(({ table }) => table !== 'audit'),
      );
      const told = await db
        .updateTable('audit')
        .set({ detail: FORGOTTEN })
        .where('account_key', '=', subject.key)
        .executeTakeFirst();
      await db
        .deleteFrom('news')
        .where('id', 'in', [subject.key, ...subject.accountIds])
        .execute();
      await db.deleteFrom('model_answers').execute();
      return { ...erased, audit: Number(told.numUpdatedRows) };
    },
    async reportsOn({ accountIds, name }) {
      const rows = await db.selectFrom('reports').select(['month', 'report']).orderBy('month').execute();
      const named = [...accountIds, name].map((each) => JSON.stringify(each));
      return rows.filter(({ report }) => named.some((each) => report.includes(each))).map(({ month }) => month);
    },
    erasePerson: (person, standIn, now) => erasePerson(db, person, standIn, now),
  };
}

/** The one change of an entry that the database lets in (migration 015). */
const FORGOTTEN = JSON.stringify({ forgotten: true });

async function* dataOf(
  db: Kysely<Database>,
  parts: readonly Part[],
): AsyncGenerator<{ readonly table: string; readonly row: Row }> {
  for (const { table, where } of parts) {
    const { rows } = await sql<Row>`select * from ${sql.table(table)} where ${where}`.execute(db);
    for (const row of rows) yield { table, row };
  }
}

async function erase(db: Kysely<Database>, parts: readonly Part[]): Promise<Counts> {
  const erased: Record<string, number> = {};
  for (const { table, where } of parts) {
    const result = await sql`delete from ${sql.table(table)} where ${where}`.execute(db);
    erased[table] = Number(result.numAffectedRows ?? 0);
  }
  return erased;
}

async function erasePerson(db: Kysely<Database>, person: PersonSubject, standIn: number, now: number): Promise<Counts> {
  const parts = partsOfPerson(person).filter(({ table }) => table !== 'events' && table !== 'comments');
  const traces = await tracesOf(db, person, standIn, now);
  const said = await db
    .updateTable('comments')
    .set({ said: '' })
    .where(among('author_id', boardIdsIn(person.userIds)))
    .executeTakeFirst();
  await db.deleteFrom('model_answers').execute();
  const erased = await erase(db, parts);
  if (traces.memberships.length > 0)
    await db
      .insertInto('memberships')
      .values([...traces.memberships])
      .execute();
  if (traces.user !== null) await db.insertInto('users').values(traces.user).execute();
  if (traces.person !== null) await db.insertInto('people').values(traces.person).execute();
  return { ...erased, comments: Number(said.numUpdatedRows) };
}

/** What a verdict needs to know of the person: to which accounts they belong, whether as an admin, as a guest, or as one of ours. */
async function tracesOf(db: Kysely<Database>, person: PersonSubject, standIn: number, now: number) {
  const userId = standInUser(person.userIds, standIn);
  const files = await db.selectFrom('users').selectAll().where('user_id', 'in', person.userIds).execute();
  const memberships = await db
    .selectFrom('memberships')
    .select((e) => ['account_id', e.fn.min('first_at').as('first_at'), e.fn.max('last_at').as('last_at')])
    .where('user_id', 'in', person.userIds)
    .groupBy('account_id')
    .execute();
  const [member] = await db
    .selectFrom('people')
    .select('role')
    .where('id', 'in', [0, ...boardIdsIn(person.userIds)])
    .execute();
  const email = files.find((file) => file.email !== null)?.email ?? null;
  const traits = Object.assign({}, ...files.map((file) => JSON.parse(file.traits) as object)) as Row;
  const user = {
    user_id: userId,
    email: email === null ? null : withoutName(email),
    admin: files.some(({ admin }) => admin === 1) ? 1 : 0,
    traits: JSON.stringify(traitsOfStandIn(traits)),
    seen_at: now,
  };
  return {
    memberships: memberships.map((each) => ({ user_id: userId, ...each })),
    user: files.length === 0 ? null : user,
    person: member === undefined ? null : { id: standIn, name: 'forgotten', email: null, role: member.role, active: 0 },
  };
}
