import type { Kysely, Selectable } from 'kysely';
import type { AccountKey, Day, Pause } from '../domain/account.ts';
import type { AgreedPause } from '../domain/question.ts';
import type { AccountStore } from '../monitor/account-store.ts';
import type { Database } from './schema.ts';

/** Pauses and snoozes of accounts. */
export function createHoldStore(
  db: Kysely<Database>,
): Pick<AccountStore, 'openHold' | 'endHolds' | 'snoozedUntil' | 'lastPauses'> {
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

/** All pauses of these accounts, by when they began. */
export async function pausesOf(
  db: Kysely<Database>,
  keys: readonly AccountKey[],
): Promise<ReadonlyMap<AccountKey, Pause[]>> {
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
