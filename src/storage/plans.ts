import type { Kysely, Selectable } from 'kysely';
import type { AccountKey } from '../domain/account.ts';
import type { Plan, PlanAuthor, PlanStatus } from '../domain/plan.ts';
import type { NewPlan, PlanRecord, PlanStore } from '../monitor/plan-store.ts';
import type { Database } from './schema.ts';

type Row = Selectable<Database['plans']>;

/** Versions of plans: their text never changes, only their status and the record of their approval. */
export function createPlanStore(db: Kysely<Database>): PlanStore {
  return { ...planReads(db), ...planWrites(db), ...questionStore(db) };
}

type Reads = Omit<PlanStore, keyof Writes | keyof Questions>;
type Writes = Pick<PlanStore, 'add' | 'approve' | 'reachBack' | 'reject'>;
type Questions = Pick<PlanStore, 'question' | 'setQuestion' | 'clearQuestion'>;

function planReads(db: Kysely<Database>): Reads {
  const ofKeys = (keys: readonly AccountKey[]) =>
    db
      .selectFrom('plans')
      .selectAll()
      .where('account_key', 'in', [...keys])
      .orderBy('version');
  return {
    async versions(key) {
      return (await ofKeys([key]).execute()).map(toRecord);
    },
    async newest(keys) {
      if (keys.length === 0) return new Map();
      const rows = await ofKeys(keys).execute();
      return new Map(rows.map((row) => [row.account_key, toRecord(row)]));
    },
    async inForce(keys, at) {
      if (keys.length === 0) return new Map();
      const rows = await ofKeys(keys).where('approved_at', '<=', at).execute();
      const byKey = Map.groupBy(rows, (row) => row.account_key);
      return new Map(
        [...byKey].flatMap(([key, own]) =>
          [inForceAt(own, at)].flatMap((row) => (row === null ? [] : [[key, toRecord(row)]])),
        ),
      );
    },
    async inForceEach(asked) {
      if (asked.length === 0) return [];
      const rows = await ofKeys([...new Set(asked.map(({ key }) => key))])
        .where('approved_at', 'is not', null)
        .execute();
      const byKey = Map.groupBy(rows, (row) => row.account_key);
      return asked.map(({ key, at }) => {
        const row = inForceAt(byKey.get(key) ?? [], at);
        return row === null ? null : toRecord(row);
      });
    },
    async approvedBy(key, commentId) {
      const row = await ofKeys([key]).where('approved_comment', '=', commentId).executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },
    async approvalsOn(taskId) {
      const rows = await db
        .selectFrom('plans')
        .innerJoin('comments', 'comments.comment_id', 'plans.approved_comment')
        .select(['plans.account_key', 'plans.version', 'comments.comment_id', 'comments.parent_id', 'comments.at'])
        .distinct()
        .where('comments.task_id', '=', taskId)
        .where('plans.approved_how', '=', 'comment')
        .orderBy('plans.version')
        .execute();
      return rows.map((row) => ({
        accountKey: row.account_key,
        version: row.version,
        commentId: row.comment_id,
        parentId: row.parent_id,
        saidAt: row.at,
      }));
    },
    async waitingKeys() {
      const rows = await db
        .selectFrom('plans')
        .select('account_key')
        .distinct()
        .where('status', '=', 'draft')
        .orderBy('account_key')
        .execute();
      return rows.map((row) => row.account_key);
    },
    async lastApprovedAt() {
      const row = await db
        .selectFrom('plans')
        .select((e) => e.fn.max('approved_at').as('at'))
        .executeTakeFirst();
      return row?.at ?? null;
    },
    async approvedSince(at) {
      const rows = await db.selectFrom('plans').select('body').distinct().where('approved_at', '>', at).execute();
      return rows.map((row) => JSON.parse(row.body) as Plan);
    },
    async keysWithPlans() {
      const rows = await db.selectFrom('plans').select('account_key').distinct().execute();
      return new Set(rows.map((row) => row.account_key));
    },
  };
}

/** The last version approved by then. A rejected plan is off; the one it had replaced does not come back. */
function inForceAt(rows: readonly Row[], at: number): Row | null {
  const last = rows.findLast((row) => row.approved_at !== null && row.approved_at <= at) ?? null;
  return last === null || (last.rejected_at !== null && last.rejected_at <= at) ? null : last;
}

function planWrites(db: Kysely<Database>): Writes {
  return {
    async add(plan, now) {
      const last = await db
        .selectFrom('plans')
        .select((e) => e.fn.max('version').as('version'))
        .where('account_key', '=', plan.accountKey)
        .executeTakeFirst();
      const row = newRow(plan, Number(last?.version ?? 0) + 1, now);
      // An older draft that nobody answered is replaced: only the newest version can be approved.
      await db
        .updateTable('plans')
        .set({ status: 'superseded' })
        .where('account_key', '=', plan.accountKey)
        .where('status', '=', 'draft')
        .execute();
      await db.insertInto('plans').values(row).execute();
      return toRecord(row);
    },
    async approve(key, version, { by, at, how, commentId, digest }) {
      const approval = {
        approved_by: by,
        approved_at: at,
        approved_how: how,
        approved_comment: commentId,
        approved_digest: digest,
      };
      const result = await db
        .updateTable('plans')
        .set({ status: 'approved', ...approval })
        .where('account_key', '=', key)
        .where('version', '=', version)
        .where('status', '=', 'draft')
        .executeTakeFirst();
      if (Number(result.numUpdatedRows) === 0) return false;
      await db
        .updateTable('plans')
        .set({ status: 'superseded' })
        .where('account_key', '=', key)
        .where('version', '<', version)
        .where('status', 'in', ['approved', 'draft'])
        .execute();
      return true;
    },
    async reachBack(key, at) {
      const result = await db
        .updateTable('plans')
        .set({ approved_at: at })
        .where('account_key', '=', key)
        .where('approved_how', '=', 'import')
        .where('approved_at', '>', at)
        .executeTakeFirst();
      return Number(result.numUpdatedRows) > 0;
    },
    async reject(key, version, by, reason, now) {
      await db
        .updateTable('plans')
        .set({ status: 'rejected', rejected_by: by, rejected_at: now, reject_reason: reason })
        .where('account_key', '=', key)
        .where('version', '=', version)
        .execute();
    },
  };
}

function questionStore(db: Kysely<Database>): Questions {
  return {
    async question(key) {
      const row = await db.selectFrom('questions').selectAll().where('account_key', '=', key).executeTakeFirst();
      return row === undefined ? null : { question: row.question, factsHash: row.facts_hash };
    },
    async setQuestion(key, question, factsHash, now) {
      const facts = { question, facts_hash: factsHash, asked_at: now };
      await db
        .insertInto('questions')
        .values({ account_key: key, ...facts })
        .onConflict((conflict) => conflict.column('account_key').doUpdateSet(facts))
        .execute();
    },
    async clearQuestion(key) {
      await db.deleteFrom('questions').where('account_key', '=', key).execute();
    },
  };
}

function newRow(plan: NewPlan, version: number, now: number): Row {
  return {
    account_key: plan.accountKey,
    version,
    status: 'draft',
    body: JSON.stringify(plan.plan),
    hash: plan.hash,
    author: plan.author,
    origin: plan.origin,
    rationale: plan.rationale,
    drafted_at: now,
    approved_by: null,
    approved_at: null,
    approved_how: null,
    approved_comment: null,
    approved_digest: null,
    rejected_by: null,
    rejected_at: null,
    reject_reason: null,
    prompt: plan.prompt ?? null,
  };
}

function toRecord(row: Row): PlanRecord {
  return {
    accountKey: row.account_key,
    version: row.version,
    status: row.status as PlanStatus,
    plan: JSON.parse(row.body) as Plan,
    hash: row.hash,
    author: row.author as PlanAuthor,
    origin: row.origin,
    rationale: row.rationale,
    draftedAt: row.drafted_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    approvedHow: row.approved_how as PlanRecord['approvedHow'],
    rejectReason: row.reject_reason,
    prompt: row.prompt,
  };
}
