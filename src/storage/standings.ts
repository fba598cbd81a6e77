import type { Kysely } from 'kysely';
import type { State, Strength } from '../domain/assessment.ts';
import type { StandingStore } from '../monitor/store.ts';
import type { Database } from './schema.ts';

/** The last verdict on each account, the run of verdicts it stands in, and the history of states. */
export function createStandingStore(db: Kysely<Database>): StandingStore {
  return {
    async of(keys) {
      if (keys.length === 0) return new Map();
      const rows = await db
        .selectFrom('standings')
        .selectAll()
        .where('account_key', 'in', [...keys])
        .execute();
      return new Map(
        rows.map((row) => [
          row.account_key,
          {
            accountKey: row.account_key,
            state: row.state as State,
            strength: row.strength as Strength | null,
            since: row.since,
            softFrom: row.soft_from,
            hardFrom: row.hard_from,
            clearFrom: row.clear_from,
            reopenedOn: row.reopened_on,
            lastDay: row.last_day,
            assessedAt: row.assessed_at,
          },
        ]),
      );
    },
    async put(standing) {
      const facts = {
        state: standing.state,
        strength: standing.strength,
        since: standing.since,
        soft_from: standing.softFrom,
        hard_from: standing.hardFrom,
        clear_from: standing.clearFrom,
        reopened_on: standing.reopenedOn,
        last_day: standing.lastDay,
        assessed_at: standing.assessedAt,
      };
      await db
        .insertInto('standings')
        .values({ account_key: standing.accountKey, ...facts })
        .onConflict((conflict) => conflict.column('account_key').doUpdateSet(facts))
        .execute();
    },
    async forget(key) {
      await db.deleteFrom('standings').where('account_key', '=', key).execute();
    },
    async addHistory(key, at, state, strength) {
      await db.insertInto('history').values({ account_key: key, at, state, strength }).execute();
    },
    async history(key) {
      const rows = await db
        .selectFrom('history')
        .select(['at', 'state', 'strength'])
        .where('account_key', '=', key)
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ at: row.at, state: row.state as State, strength: row.strength as Strength | null }));
    },
  };
}
