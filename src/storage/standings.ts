import type { Insertable, Kysely } from 'kysely';
import type { State, Strength } from '../domain/assessment.ts';
import type { Standing, StandingStore } from '../monitor/standing-store.ts';
import type { Database } from './schema.ts';

/** Engines limit the number of values in one statement. */
const KEYS_A_STATEMENT = 500;
const ROWS_A_STATEMENT = 100;

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
            missedOn: row.missed_on,
            lastDay: row.last_day,
            assessedAt: row.assessed_at,
            dueAt: row.due_at,
            unheard: row.unheard === 1,
          },
        ]),
      );
    },
    async put(standings) {
      for (let from = 0; from < standings.length; from += ROWS_A_STATEMENT)
        await db
          .insertInto('standings')
          .values(standings.slice(from, from + ROWS_A_STATEMENT).map(toRow))
          .onConflict((conflict) =>
            conflict
              .column('account_key')
              .doUpdateSet((row) => Object.fromEntries(FACTS.map((name) => [name, row.ref(`excluded.${name}`)]))),
          )
          .execute();
    },
    async noteReopened(standing) {
      const { accountKey, reopenedOn, since, state, strength } = standing;
      const known = await db
        .updateTable('standings')
        .set({ reopened_on: reopenedOn })
        .where('account_key', '=', accountKey)
        .executeTakeFirst();
      if (known.numUpdatedRows > 0n) return;
      await db.insertInto('standings').values(toRow(standing)).execute();
      await db.insertInto('history').values({ account_key: accountKey, at: since, state, strength }).execute();
    },
    async due(now) {
      const rows = await db.selectFrom('standings').select('account_key').where('due_at', '<=', now).execute();
      return rows.map((row) => row.account_key);
    },
    async unheard() {
      const rows = await db.selectFrom('standings').select('account_key').where('unheard', '=', 1).execute();
      return rows.map((row) => row.account_key);
    },
    async byState() {
      const rows = await db
        .selectFrom('standings')
        .innerJoin('accounts', 'accounts.key', 'standings.account_key')
        .where('accounts.gone', '=', 0)
        .groupBy('state')
        .select((e) => ['state', e.fn.countAll().as('n')])
        .execute();
      return new Map(rows.map(({ state, n }) => [state as State, Number(n)]));
    },
    async missedToTell(since) {
      const rows = await db
        .selectFrom('standings')
        .select('account_key')
        .where('missed_on', 'is not', null)
        .where((row) => row.or([row('missed_told_at', 'is', null), row('missed_told_at', '>=', since)]))
        .orderBy('account_key')
        .execute();
      return rows.map((row) => row.account_key);
    },
    toldMissed: (keys, at) => changeTold(db, keys, null, at),
    untoldMissed: (keys, at) => changeTold(db, keys, at, null),
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

/** When they were told of as missed, where that is `from` by now; null: not yet. */
async function changeTold(db: Kysely<Database>, keys: readonly string[], from: number | null, to: number | null) {
  for (let first = 0; first < keys.length; first += KEYS_A_STATEMENT)
    await db
      .updateTable('standings')
      .set({ missed_told_at: to })
      .where('account_key', 'in', keys.slice(first, first + KEYS_A_STATEMENT))
      .where('missed_told_at', from === null ? 'is' : '=', from)
      .execute();
}

/** What a new verdict sets; `missed_told_at` stays as it is. */
const FACTS = [
  'state',
  'strength',
  'since',
  'soft_from',
  'hard_from',
  'clear_from',
  'reopened_on',
  'missed_on',
  'last_day',
  'assessed_at',
  'due_at',
  'unheard',
] as const;

const toRow = (standing: Standing): Insertable<Database['standings']> => ({
  account_key: standing.accountKey,
  state: standing.state,
  strength: standing.strength,
  since: standing.since,
  soft_from: standing.softFrom,
  hard_from: standing.hardFrom,
  clear_from: standing.clearFrom,
  reopened_on: standing.reopenedOn,
  missed_on: standing.missedOn,
  missed_told_at: null,
  last_day: standing.lastDay,
  assessed_at: standing.assessedAt,
  due_at: standing.dueAt,
  unheard: standing.unheard ? 1 : 0,
});
