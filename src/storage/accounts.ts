import type { Kysely, Selectable } from 'kysely';
import type { Account, AccountKey, Day, Pause } from '../domain/account.ts';
import type { AgreedPause } from '../domain/question.ts';
import type { AccountStore } from '../monitor/account-store.ts';
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
    ...holdWrites(db),
    ...endedLives(db),
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

function endedLives(db: Kysely<Database>): Pick<AccountStore, 'endedLives' | 'endedUnderOtherIds' | 'keepEndedLives'> {
  return {
    async endedLives(keys) {
      const found = new Map<AccountKey, Account[]>();
      if (keys.length === 0) return found;
      const rows = await db
        .selectFrom('lives')
        .selectAll()
        .where('account_key', 'in', [...keys])
        .orderBy('account_key')
        .orderBy('life')
        .execute();
      for (const row of rows) {
        const lives = found.get(row.account_key) ?? [];
        lives.push(JSON.parse(row.body) as Account);
        found.set(row.account_key, lives);
      }
      return found;
    },
    async endedUnderOtherIds() {
      const rows = await db
        .selectFrom('lives')
        .innerJoin('accounts', 'accounts.key', 'lives.account_key')
        .select(['lives.body', 'accounts.account_id'])
        .orderBy('lives.account_key')
        .orderBy('lives.life')
        .execute();
      const found = new Map<string, Account[]>();
      for (const { body, account_id: idNow } of rows) {
        const life = JSON.parse(body) as Account;
        if (life.accountId === null || life.accountId === idNow) continue;
        found.set(life.accountId, [...(found.get(life.accountId) ?? []), life]);
      }
      return found;
    },
    async keepEndedLives(key, lives) {
      await db.deleteFrom('lives').where('account_key', '=', key).execute();
      const rows = lives.map((life, index) => ({
        account_key: key,
        life: index + 1,
        started_on: life.startedOn,
        left_at: life.leftAt ?? 0,
        body: JSON.stringify(life),
      }));
      if (rows.length > 0) await db.insertInto('lives').values(rows).execute();
    },
  };
}

function holdWrites(db: Kysely<Database>): Pick<AccountStore, 'openHold' | 'endHolds' | 'snoozedUntil' | 'lastPauses'> {
  return {
    async openHold({ accountKey, kind, from, until, source, reason, byId, begins = null, ends = null }, now) {
      const row = {
        account_key: accountKey,
        kind,
        from_day: from,
        until_day: until,
        source,
        reason,
        by_id: byId,
        at: now,
        begins_at: begins,
        ends_at: ends,
      };
      await db.insertInto('holds').values(row).execute();
    },
    async endHolds(key, kind, source, until, at) {
      let query = db
        .updateTable('holds')
        .set({ until_day: until, ended_early: 1, ends_at: at })
        .where('account_key', '=', key)
        .where('kind', '=', kind)
        .where((row) => row.or([row('until_day', 'is', null), row('until_day', '>', until)]));
      if (source !== null) query = query.where('source', '=', source);
      return Number((await query.executeTakeFirst()).numUpdatedRows) > 0;
    },
    async lastPauses(keys, since, begunBy = Number.MAX_SAFE_INTEGER) {
      if (keys.length === 0) return new Map();
      const rows = await db
        .selectFrom('holds')
        .selectAll()
        .where('kind', '=', 'pause')
        .where('account_key', 'in', [...keys])
        .where((row) => row.or([row('until_day', 'is', null), row('until_day', '>=', since)]))
        .where('from_day', '<=', begunBy)
        .orderBy('id')
        .execute();
      const last = new Map<AccountKey, AgreedPause>();
      for (const row of rows) {
        const before = last.get(row.account_key);
        if (before === undefined || endOf(row.until_day) >= endOf(before.until))
          last.set(row.account_key, toPause(row));
      }
      return last;
    },
    async snoozedUntil(keys) {
      if (keys.length === 0) return new Map();
      const rows = await db
        .selectFrom('holds')
        .select(['account_key', 'until_day'])
        .where('kind', '=', 'snooze')
        .where('account_key', 'in', [...keys])
        .orderBy('until_day')
        .execute();
      return new Map<AccountKey, Day>(
        rows.flatMap((row) => (row.until_day === null ? [] : [[row.account_key, row.until_day]])),
      );
    },
  };
}

const endOf = (until: Day | null): number => until ?? Number.POSITIVE_INFINITY;

const toPause = (row: Selectable<Database['holds']>): AgreedPause => ({
  from: row.from_day,
  until: row.until_day,
  source: row.source === 'status' ? 'status' : 'comment',
  reason: row.reason,
  byId: row.by_id,
  endedEarly: row.ended_early === 1,
});

async function pausesOf(db: Kysely<Database>, keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, Pause[]>> {
  const found = new Map<AccountKey, Pause[]>();
  if (keys.length === 0) return found;
  const rows = await db
    .selectFrom('holds')
    .select(['account_key', 'from_day', 'until_day', 'begins_at', 'ends_at'])
    .where('kind', '=', 'pause')
    .where('account_key', 'in', [...keys])
    .orderBy('from_day')
    .execute();
  for (const row of rows) {
    const pauses = found.get(row.account_key) ?? [];
    pauses.push({
      from: row.from_day,
      until: row.until_day,
      ...(row.begins_at === null ? {} : { begins: row.begins_at }),
      ...(row.ends_at === null ? {} : { ends: row.ends_at }),
    });
    found.set(row.account_key, pauses);
  }
  return found;
}
