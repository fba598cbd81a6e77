import { type Kysely, type Selectable, sql } from 'kysely';
import type { Account } from '../domain/account.ts';
import { BOARD_SOURCE, type BoardAct } from '../domain/board-act.ts';
import type { ActStore, ClaimedPlace, Sight } from '../monitor/act-store.ts';
import { bulkInsert } from './bulk.ts';
import { createTalkTaskStore } from './talk-tasks.ts';
import { createForgottenStore } from './forgotten.ts';
import type { Database } from './schema.ts';

/** What customers do in ClickUp: where it may happen, what was told of it, and what of it is kept among the events. */
export function createActStore(db: Kysely<Database>): ActStore {
  return { ...createTalkTaskStore(db), ...toldActs(db), ...places(db), ...keptActs(db) };
}

const insertTold = bulkInsert('told_acts', ['key', 'told_at', 'act'], (insert) =>
  insert.onConflict((conflict) => conflict.column('key').doNothing()),
);

function toldActs(db: Kysely<Database>): Pick<ActStore, 'tell' | 'told' | 'forget'> {
  return {
    async tell(acts, now) {
      const rows = acts.map(({ key, act }) => [key, now, JSON.stringify(act)]);
      await insertTold(db, rows);
    },
    async told(since, limit, after = null) {
      await db.deleteFrom('told_acts').where('told_at', '<', since).execute();
      let query = db.selectFrom('told_acts').selectAll().orderBy('told_at').orderBy('key').limit(limit);
      if (after !== null)
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('told_at', 'key'), '>', tuple(after.toldAt, after.key)),
        );
      const rows = await query.execute();
      return rows.map(({ key, told_at: toldAt, act }) => ({ key, toldAt, act: JSON.parse(act) as BoardAct }));
    },
    async forget(keys) {
      if (keys.length > 0)
        await db
          .deleteFrom('told_acts')
          .where('key', 'in', [...keys])
          .execute();
    },
  };
}

function places(db: Kysely<Database>): Pick<ActStore, 'claims' | 'overview' | 'hasWidePlaces' | 'sights' | 'read'> {
  const named = () =>
    db
      .selectFrom('workspaces')
      .innerJoin('accounts', 'accounts.key', 'workspaces.account_key')
      .where('accounts.gone', '=', 0);
  return {
    async claims(placeIds) {
      if (placeIds.length === 0) return [];
      const rows = await named()
        .select(['workspaces.account_key', 'workspaces.place_id', 'workspaces.place_kind', 'accounts.account_id'])
        .select('accounts.body')
        .where('workspaces.place_id', 'in', [...placeIds])
        .orderBy('workspaces.account_key')
        .execute();
      return rows.map((row) => ({
        accountKey: row.account_key,
        accountId: row.account_id,
        domains: (JSON.parse(row.body) as Account).domains,
        placeId: row.place_id,
        kind: row.place_kind as ClaimedPlace['kind'],
      }));
    },
    async overview() {
      const rows = await named()
        .select(['workspaces.place_id', 'workspaces.place_kind', 'workspaces.acts_to', 'accounts.name'])
        .where('accounts.status', '=', 'open')
        .orderBy('accounts.name')
        .execute();
      const outOfSight = rows.filter((row) => row.place_kind === 'out_of_sight').map(({ name }) => name);
      const times = rows.flatMap((row) => (row.place_kind === 'out_of_sight' ? [] : (row.acts_to ?? [])));
      const byPlace = [...Map.groupBy(rows, (row) => row.place_id)];
      return {
        read: times.length,
        unread: rows.length - times.length - outOfSight.length,
        outOfSight,
        oldest: times.length === 0 ? null : Math.min(...times),
        shared: byPlace.flatMap(([placeId, users]) =>
          users.length > 1 ? [{ placeId, accounts: users.map(({ name }) => name) }] : [],
        ),
      };
    },
    async hasWidePlaces() {
      const wide = await named()
        .select('workspaces.account_key')
        .where(sql<string>`coalesce(workspaces.place_kind, '')`, 'not in', ['list', 'out_of_sight'])
        .limit(1)
        .executeTakeFirst();
      return wide !== undefined;
    },
    async sights(keys) {
      if (keys.length === 0) return new Map();
      const rows = await db
        .selectFrom('workspaces')
        .selectAll()
        .where('account_key', 'in', [...keys])
        .execute();
      return new Map(rows.map((row) => [row.account_key, sightOf(row)]));
    },
    async read(accountKey, acts) {
      await db
        .updateTable('workspaces')
        .set({ acts_from: acts.from, acts_to: acts.to, acts_for: acts.for })
        .where('account_key', '=', accountKey)
        .execute();
    },
  };
}

function sightOf({ place_kind: kind, acts_to: to }: Selectable<Database['workspaces']>): Sight {
  if (kind === 'out_of_sight') return { kind };
  return to === null ? { kind: 'not_read_yet' } : { kind: 'read', to };
}

function keptActs(db: Kysely<Database>): Pick<ActStore, 'kept' | 'amend'> {
  return {
    async kept(minutes, series) {
      const rows = await db
        .selectFrom('events')
        .selectAll()
        .where('minute', 'in', [...minutes])
        .where('source', '=', BOARD_SOURCE)
        .where('message_id', 'like', `${series}%`)
        .orderBy('at')
        .execute();
      // An underscore stands for any character there.
      const found = rows.filter((row) => row.message_id.startsWith(series));
      return found.map((row) => ({
        minute: row.minute,
        messageId: row.message_id,
        accountId: row.account_id,
        userId: row.user_id,
        at: row.at,
        properties: JSON.parse(row.properties) as Record<string, unknown>,
      }));
    },
    async amend({ minute, messageId, accountId, userId, at, properties }) {
      const ids = userId === null ? [] : [`user:${userId}` as const];
      const forgotten = await createForgottenStore(db).forgottenAt(ids);
      if ([...forgotten.values()].some((until) => at <= until)) return;
      await db
        .updateTable('events')
        .set({ account_id: accountId, user_id: userId, properties: JSON.stringify(properties) })
        .where('minute', '=', minute)
        .where('source', '=', BOARD_SOURCE)
        .where('message_id', '=', messageId)
        .execute();
    },
  };
}
