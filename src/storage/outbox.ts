import { type Kysely, type Selectable, sql } from 'kysely';
import type { Lane } from '../monitor/board.ts';
import type { Write, Written } from '../monitor/outbox.ts';
import type { Claim, ClaimedWrite, OutboxRow, OutboxStore, WritesWaiting } from '../monitor/outbox-store.ts';
import { currentTrail } from '../shared/trail.ts';
import { type Claimed, untilWon } from './claims.ts';
import type { Database } from './schema.ts';

type Row = Selectable<Database['outbox']>;

/** Intents to write to ClickUp. `sending` with a lease that ran out means: the process died with the outcome unknown. */
export function createOutboxStore(db: Kysely<Database>): OutboxStore {
  return { ...outboxWrites(db), ...outboxReads(db) };
}

type Reads = Pick<
  OutboxStore,
  'result' | 'results' | 'get' | 'byResult' | 'ofAlert' | 'waiting' | 'backlog' | 'givenUp' | 'stranded' | 'written'
>;

function outboxWrites(db: Kysely<Database>): Omit<OutboxStore, keyof Reads> {
  /** Changes a row that this claim still holds; false when it was overtaken. */
  const set = async ({ key, attempts }: Claim, facts: Partial<Row>): Promise<boolean> => {
    const result = await db
      .updateTable('outbox')
      .set(facts)
      .where('key', '=', key)
      .where('attempts', '=', attempts)
      .where('done_at', 'is', null)
      .executeTakeFirst();
    return Number(result.numUpdatedRows) > 0;
  };
  return {
    async add(writes, now) {
      let added = 0;
      for (const write of writes) {
        const { body, not_before, after_key } = newRow(write, now);
        const anew = { body, not_before, after_key, status: 'unknown', lease_until: 0, done_at: null, error: null };
        const result = await db
          .insertInto('outbox')
          .values(newRow(write, now))
          .onConflict((conflict) => conflict.column('key').doUpdateSet(anew).where('outbox.status', '=', 'abandoned'))
          .executeTakeFirst();
        added += Number(result.numInsertedOrUpdatedRows);
      }
      return added;
    },
    claim: (now, leaseMs, limit, lane) => untilWon(() => claim(db, now, leaseMs, limit, lane)),
    renew: (held, until) => set(held, { lease_until: until }),
    async done(key, result, now) {
      const made = result.commentId ?? result.taskId ?? null;
      await db
        .updateTable('outbox')
        .set({ status: 'done', done_at: now, result: JSON.stringify(result), result_id: made, error: null })
        .where('key', '=', key)
        .execute();
    },
    async retry(held, notBefore, error, unknown) {
      await set(held, { status: unknown ? 'unknown' : 'waiting', not_before: notBefore, lease_until: 0, error });
    },
    abandon: (held, error, now) => set(held, { status: 'abandoned', done_at: now, error }),
    async withdraw(keys) {
      if (keys.length === 0) return 0;
      const result = await db
        .updateTable('outbox')
        .set({ status: 'withdrawn', done_at: 0 })
        .where('key', 'in', [...keys])
        .where('status', '=', 'waiting')
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
  };
}

/**
 * Few wait among all that is done. SQLite, asked for them in order, would read the whole table in that order. Conditions on `status`
 * are part of the text for the same reason: the indexes of migration 020 are of one status each.
 */
const inOrder = (rows: readonly Row[]): readonly Row[] => rows.toSorted((one, other) => one.position - other.position);

function outboxReads(db: Kysely<Database>): Reads {
  const rows = () => db.selectFrom('outbox').selectAll().orderBy('position');
  const get: OutboxStore['get'] = async (key) => {
    const row = await rows().where('key', '=', key).executeTakeFirst();
    return row === undefined ? null : toOutboxRow(row);
  };
  return {
    get,
    result: async (key) => (await get(key))?.result ?? null,
    async results(keys) {
      if (keys.length === 0) return new Map();
      const done = await db
        .selectFrom('outbox')
        .select(['key', 'result'])
        .where('key', 'in', [...keys])
        .execute();
      return new Map(
        done.flatMap(({ key, result }) => (result === null ? [] : [[key, JSON.parse(result) as Written]])),
      );
    },
    async byResult(id) {
      const row = await rows().where('result_id', '=', id).executeTakeFirst();
      return row === undefined ? null : toOutboxRow(row);
    },
    async written(since) {
      const done = (kind: Write['kind']) =>
        db
          .selectFrom('outbox')
          .where('status', '=', sql.lit('done'))
          .where('kind', '=', kind)
          .where('created_at', '>=', since);
      const tasks = await done('create_task').select('result_id').orderBy('created_at').execute();
      const { comments } = await done('comment')
        .select((e) => e.fn.countAll().as('comments'))
        .executeTakeFirstOrThrow();
      return { taskIds: tasks.flatMap(({ result_id: id }) => id ?? []), comments: Number(comments) };
    },
    ofAlert: async (alertId) => (await rows().where('alert_id', '=', alertId).execute()).map(toOutboxRow),
    async waiting() {
      const open = await db.selectFrom('outbox').selectAll().where('done_at', 'is', null).execute();
      return inOrder(open).map(toOutboxRow);
    },
    backlog: (now) => backlog(db, now),
    async givenUp() {
      const given = db.selectFrom('outbox').where('status', '=', sql.lit('abandoned'));
      const { n } = await given.select((e) => e.fn.countAll().as('n')).executeTakeFirstOrThrow();
      return Number(n);
    },
    async stranded() {
      const found = await db
        .selectFrom('outbox as row')
        .innerJoin('outbox as earlier', 'earlier.key', 'row.after_key')
        .selectAll('row')
        .where('row.done_at', 'is', null)
        .where('earlier.status', 'in', ['abandoned', 'withdrawn'])
        .execute();
      return inOrder(found).map(({ body, attempts }) => ({ write: JSON.parse(body) as Write, attempts }));
    },
  };
}

async function backlog(db: Kysely<Database>, now: number): Promise<WritesWaiting> {
  const open = db.selectFrom('outbox').where('done_at', 'is', null);
  const { waiting, failing } = await open
    .select((e) => [e.fn.countAll().as('waiting'), e.fn.count('error').as('failing')])
    .executeTakeFirstOrThrow();
  const { oldest } = await open
    .where((e) => e.or([e('not_before', '<=', now), e('attempts', '>', 0)]))
    .select((e) => e.fn.min('created_at').as('oldest'))
    .executeTakeFirstOrThrow();
  return {
    waiting: Number(waiting),
    failing: Number(failing),
    oldestAt: oldest === null ? null : Number(oldest),
  };
}

/** Repeating them is harmless, but not after a later one of the same alert: that would bring back what is out of date. */
const IN_PLACE = ['update_task', 'edit_comment', 'close_task'];

/**
 * A row is due when its time has come, nobody holds it, and the write it builds on is done. Claiming is one conditional
 * update a row, so two workers never hold the same one on either engine; its condition is the number of the claim, which never
 * comes back, as a lease of 0 does.
 */
async function claim(
  db: Kysely<Database>,
  now: number,
  leaseMs: number,
  limit: number,
  lane: Lane | undefined,
): Promise<Claimed<ClaimedWrite>> {
  let waiting = db
    .selectFrom('outbox as row')
    .leftJoin('outbox as earlier', 'earlier.key', 'row.after_key')
    .selectAll('row')
    .where('row.done_at', 'is', null)
    .where('row.not_before', '<=', now)
    .where('row.lease_until', '<=', now)
    .where((e) => e.or([e('row.after_key', 'is', null), e('earlier.status', '=', 'done')]))
    .where((e) => e.or([e('row.kind', 'not in', IN_PLACE), e.not(e.exists(earlierChange(db)))]));
  // Inside texts quotation marks are escaped, so this matches the property and nothing that somebody wrote.
  if (lane !== undefined) waiting = waiting.where('row.body', 'like', `%"lane":"${lane}"%`);
  const due = await waiting
    .orderBy(sql`case when row.kind = 'reply' then 0 else 1 end`)
    .orderBy('row.position')
    .limit(limit)
    .execute();
  const claimed: ClaimedWrite[] = [];
  for (const row of due) {
    const result = await db
      .updateTable('outbox')
      .set({ status: 'sending', lease_until: now + leaseMs, attempts: sql<number>`attempts + 1` })
      .where('key', '=', row.key)
      .where('done_at', 'is', null)
      .where('attempts', '=', row.attempts)
      .where('lease_until', '<=', now)
      .executeTakeFirst();
    if (Number(result.numUpdatedRows) === 0) continue;
    claimed.push({
      write: JSON.parse(row.body) as Write,
      attempts: row.attempts + 1,
      createdAt: row.created_at,
      outcomeUnknown: row.status === 'unknown' || row.status === 'sending',
    });
  }
  return { due: due.length, claimed };
}

const earlierChange = (db: Kysely<Database>) =>
  db
    .selectFrom('outbox as before')
    .select('before.key')
    .whereRef('before.alert_id', '=', sql.ref('row.alert_id'))
    .whereRef('before.position', '<', sql.ref('row.position'))
    .where('before.done_at', 'is', null)
    .where('before.kind', 'in', IN_PLACE);

function newRow(write: Write, now: number): Omit<Row, 'position'> {
  return {
    key: write.key,
    account_key: write.accountKey,
    alert_id: write.alertId,
    kind: write.kind,
    body: JSON.stringify({ ...write, delivery: write.delivery ?? currentTrail().delivery }),
    after_key: write.after,
    status: 'waiting',
    attempts: 0,
    not_before: write.notBefore,
    lease_until: 0,
    created_at: now,
    done_at: null,
    result: null,
    result_id: null,
    error: null,
  };
}

function toOutboxRow(row: Row): OutboxRow {
  return {
    key: row.key,
    kind: row.kind as Write['kind'],
    accountKey: row.account_key,
    alertId: row.alert_id,
    status: row.status as OutboxRow['status'],
    attempts: row.attempts,
    notBefore: row.not_before,
    createdAt: row.created_at,
    error: row.error,
    doneAt: row.done_at,
    result: row.result === null ? null : (JSON.parse(row.result) as Written),
  };
}
