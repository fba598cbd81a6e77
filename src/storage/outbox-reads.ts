import { type Kysely, type Selectable, sql } from 'kysely';
import type { Write, Written } from '../monitor/outbox.ts';
import type { OutboxRow, OutboxStore, WritesWaiting } from '../monitor/outbox-store.ts';
import type { Database } from './schema.ts';

type Row = Selectable<Database['outbox']>;

/** What asks and changes nothing. */
export type OutboxReads = Pick<
  OutboxStore,
  'result' | 'results' | 'get' | 'byResult' | 'ofAlert' | 'waiting' | 'backlog' | 'givenUp' | 'stranded' | 'written'
>;

/**
 * Few wait among all that is done. SQLite, asked for them in order, would read the whole table in that order. Conditions on `status`
 * are part of the text for the same reason: the indexes of migration 020 are of one status each.
 */
const inOrder = (rows: readonly Row[]): readonly Row[] => rows.toSorted((one, other) => one.position - other.position);

export function outboxReads(db: Kysely<Database>): OutboxReads {
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
