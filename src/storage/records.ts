import type { Kysely } from 'kysely';
import type { Member } from '../monitor/board.ts';
import type { AuditStore } from '../monitor/audit-store.ts';
import type { CommentStore } from '../monitor/inbox-store.ts';
import type { MetaStore } from '../monitor/store.ts';
import type { PeopleStore } from '../monitor/people-store.ts';
import type { SlotStore } from '../monitor/slot-store.ts';
import type { Database } from './schema.ts';

/** The small stores: single values, people, heard comments, the audit, the clock's slots. */

export function createMetaStore(db: Kysely<Database>): MetaStore {
  return {
    async get(name) {
      const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst();
      return row?.value ?? null;
    },
    async set(name, value) {
      await db
        .insertInto('meta')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
    async forget(name) {
      await db.deleteFrom('meta').where('name', '=', name).execute();
    },
    async swap(name, before, value) {
      const insert = () =>
        db
          .insertInto('meta')
          .values({ name, value })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .executeTakeFirst();
      const replace = (was: string) =>
        db.updateTable('meta').set({ value }).where('name', '=', name).where('value', '=', was).executeTakeFirst();
      return before === null
        ? Number((await insert()).numInsertedOrUpdatedRows) > 0
        : Number((await replace(before)).numUpdatedRows) > 0;
    },
  };
}

export function createPeopleStore(db: Kysely<Database>): PeopleStore {
  return {
    async replace(members) {
      await db.updateTable('people').set({ active: 0 }).execute();
      for (const { id, name, email, role } of members) {
        const facts = { name, email, role, active: 1 };
        await db
          .insertInto('people')
          .values({ id, ...facts })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(facts))
          .execute();
      }
    },
    async all() {
      const rows = await db.selectFrom('people').selectAll().orderBy('id').execute();
      return rows.map((row) => ({ ...row, role: row.role as Member['role'], active: row.active === 1 }));
    },
    async setAway(personId, until) {
      await db
        .insertInto('absences')
        .values({ person_id: personId, until_day: until })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ until_day: until }))
        .execute();
    },
    async endAway(personId) {
      const result = await db.deleteFrom('absences').where('person_id', '=', personId).executeTakeFirst();
      return Number(result.numDeletedRows) > 0;
    },
    async away() {
      const rows = await db.selectFrom('absences').selectAll().execute();
      return new Map(rows.map((row) => [row.person_id, row.until_day]));
    },
  };
}

export function createCommentStore(db: Kysely<Database>): CommentStore {
  return {
    async hear(comment, now) {
      const { commentId, digest, taskId, parentId, authorId, at, said } = comment;
      const result = await db
        .insertInto('comments')
        .values({
          comment_id: commentId,
          digest,
          task_id: taskId,
          parent_id: parentId,
          author_id: authorId,
          at,
          heard_at: now,
          said,
        })
        .onConflict((conflict) => conflict.columns(['comment_id', 'digest']).doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows) > 0;
    },
    async heard(commentId) {
      const rows = await db
        .selectFrom('comments')
        .selectAll()
        .where('comment_id', '=', commentId)
        .orderBy('heard_at', 'desc')
        .execute();
      return rows.map((row) => ({
        commentId: row.comment_id,
        digest: row.digest,
        taskId: row.task_id,
        parentId: row.parent_id,
        authorId: row.author_id,
        at: row.at,
        said: row.said,
      }));
    },
  };
}

export function createAuditStore(db: Kysely<Database>): AuditStore {
  return {
    async add({ at, actor, what, accountKey, detail }) {
      await db
        .insertInto('audit')
        .values({
          at,
          actor_kind: actor.kind,
          actor_id: actor.id,
          what,
          account_key: accountKey,
          detail: JSON.stringify(detail),
        })
        .execute();
    },
    async page({ accountKey, before, limit }) {
      let query = db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
      if (accountKey !== null) query = query.where('account_key', '=', accountKey);
      if (before !== null) query = query.where('id', '<', before);
      const rows = await query.execute();
      return rows.map((row) => ({
        id: row.id,
        at: row.at,
        actor: { kind: row.actor_kind as 'person', id: row.actor_id },
        what: row.what,
        accountKey: row.account_key,
        detail: JSON.parse(row.detail) as Record<string, unknown>,
      }));
    },
  };
}

export function createSlotStore(db: Kysely<Database>): SlotStore {
  return {
    async claim(job, slot, now, leaseMs) {
      const fresh = await db
        .insertInto('slots')
        .values({ job, slot, lease_until: now + leaseMs, done: 0 })
        .onConflict((conflict) => conflict.columns(['job', 'slot']).doNothing())
        .executeTakeFirst();
      if (Number(fresh.numInsertedOrUpdatedRows) > 0) return true;
      const taken = await db
        .updateTable('slots')
        .set({ lease_until: now + leaseMs })
        .where((row) =>
          row.and([row('job', '=', job), row('slot', '=', slot), row('done', '=', 0), row('lease_until', '<', now)]),
        )
        .executeTakeFirst();
      return Number(taken.numUpdatedRows) > 0;
    },
    async finish(job, slot) {
      await db.updateTable('slots').set({ done: 1 }).where('job', '=', job).where('slot', '=', slot).execute();
      await db.deleteFrom('slots').where('job', '=', job).where('slot', '<', slot).where('done', '=', 1).execute();
    },
    async release(job, slot) {
      await db.updateTable('slots').set({ lease_until: 0 }).where('job', '=', job).where('slot', '=', slot).execute();
    },
    async last(job) {
      const finished = db.selectFrom('slots').where('job', '=', job).where('done', '=', 1);
      const row = await finished.select((e) => e.fn.max('slot').as('slot')).executeTakeFirst();
      return row?.slot == null ? null : Number(row.slot);
    },
  };
}
