import type { Kysely, Selectable } from 'kysely';
import type { Account, AccountKey } from '../domain/account.ts';
import type { AccountStore } from '../monitor/account-store.ts';
import { createHoldStore, pausesOf } from './holds.ts';
import { createLifeStore } from './lives.ts';
import type { Database } from './schema.ts';

type Row = Selectable<Database['accounts']>;

/** Accounts with their pauses; a task that is gone keeps its row, so that a returning account resumes its history. */
export function createAccountStore(db: Kysely<Database>): AccountStore {
  const withPauses = async (rows: readonly Row[]): Promise<readonly Account[]> => {
    const pauses = await pausesOf(
      db,
      rows.map((row) => row.key),
    );
    return rows.map((row) => ({ ...(JSON.parse(row.body) as Account), pauses: pauses.get(row.key) ?? [] }));
  };
  const present = () => db.selectFrom('accounts').selectAll().where('gone', '=', 0);
  return {
    ...accountWrites(db),
    ...createHoldStore(db),
    ...createLifeStore(db),
    byKey: async (key) => (await withPauses(await present().where('key', '=', key).execute()))[0] ?? null,
    byKeys: async (keys) => (keys.length === 0 ? [] : withPauses(await present().where('key', 'in', keys).execute())),
    byTask: async (taskId) => (await withPauses(await present().where('task_id', '=', taskId).execute()))[0] ?? null,
    byAccountId: async (id) =>
      withPauses(await present().where('account_id', '=', id).orderBy('first_seen_at').orderBy('key').execute()),
    async gone(taskId, accountId) {
      const gone = db.selectFrom('accounts').selectAll().where('gone', '=', 1).orderBy('changed_at', 'desc').limit(1);
      const byTask = await gone.where('task_id', '=', taskId).execute();
      const found = byTask.length > 0 ? byTask : await gone.where('account_id', '=', accountId).execute();
      return (await withPauses(found))[0] ?? null;
    },
    laterTwins: (among) => laterTwins(db, among),
    async page(after, limit) {
      let query = present().orderBy('key').limit(limit);
      if (after !== null) query = query.where('key', '>', after);
      return withPauses(await query.execute());
    },
    async count() {
      const row = await db
        .selectFrom('accounts')
        .select((e) => e.fn.countAll().as('n'))
        .where('gone', '=', 0)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
    async domains() {
      const rows = await db
        .selectFrom('accounts')
        .select(['account_id', 'body'])
        .where('gone', '=', 0)
        .where('account_id', 'is not', null)
        .where('body', 'not like', '%"domains":[]%')
        .orderBy('first_seen_at')
        .orderBy('key')
        .execute();
      return idsByDomain(rows);
    },
    async taskTime(taskId) {
      const row = await db
        .selectFrom('accounts')
        .select('task_updated_at')
        .where('task_id', '=', taskId)
        .where('gone', '=', 0)
        .executeTakeFirst();
      return row?.task_updated_at ?? null;
    },
    async taskTimes() {
      const rows = await db
        .selectFrom('accounts')
        .select(['task_id', 'task_updated_at'])
        .where('gone', '=', 0)
        .execute();
      return new Map(rows.flatMap((row) => (row.task_id === null ? [] : [[row.task_id, row.task_updated_at ?? 0]])));
    },
  };
}

/** Looks at those ids only that more than one account has: they are few, and an index names them. */
async function laterTwins(db: Kysely<Database>, among: readonly string[] | null): Promise<ReadonlySet<AccountKey>> {
  if (among?.length === 0) return new Set();
  let shared = db.selectFrom('accounts').select('account_id').where('account_id', 'is not', null);
  if (among !== null) shared = shared.where('account_id', 'in', [...among]);
  const rows = await db
    .selectFrom('accounts as later')
    .innerJoin('accounts as first', 'first.account_id', 'later.account_id')
    .select('later.key')
    .distinct()
    .where(
      'later.account_id',
      'in',
      shared.groupBy('account_id').having((e) => e.fn.countAll(), '>', 1),
    )
    .where('later.gone', '=', 0)
    .where('first.gone', '=', 0)
    // An excluded duplicate holds no id: its twin is the real account.
    .where('first.status', '!=', 'excluded')
    .where((e) =>
      e.or([
        e('first.first_seen_at', '<', e.ref('later.first_seen_at')),
        e.and([e('first.first_seen_at', '=', e.ref('later.first_seen_at')), e('first.key', '<', e.ref('later.key'))]),
      ]),
    )
    .execute();
  return new Set(rows.map((row) => row.key));
}

function idsByDomain(rows: readonly Pick<Row, 'account_id' | 'body'>[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { account_id: accountId, body } of rows) {
    for (const domain of (JSON.parse(body) as Account).domains) {
      const ids = found.get(domain.toLowerCase()) ?? [];
      if (accountId !== null && !ids.includes(accountId)) ids.push(accountId);
      found.set(domain.toLowerCase(), ids);
    }
  }
  return found;
}

function accountWrites(db: Kysely<Database>): Pick<AccountStore, 'put' | 'markGone' | 'drop'> {
  return {
    async put(account, taskUpdatedAt, now) {
      const { pauses: _kept, ...body } = account;
      const facts = {
        account_id: account.accountId,
        task_id: account.taskId,
        name: account.name,
        status: account.status,
        started_on: account.startedOn,
        csm_id: account.csm?.id ?? null,
        body: JSON.stringify(body),
        task_updated_at: taskUpdatedAt,
        gone: 0,
        changed_at: now,
      };
      await db
        .insertInto('accounts')
        .values({ key: account.key, first_seen_at: now, ...facts })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(facts))
        .execute();
    },
    async drop(key) {
      await db.deleteFrom('accounts').where('key', '=', key).execute();
      await db.deleteFrom('standings').where('account_key', '=', key).execute();
    },
    async markGone(taskId, now) {
      await db.updateTable('accounts').set({ gone: 1, changed_at: now }).where('task_id', '=', taskId).execute();
    },
  };
}
