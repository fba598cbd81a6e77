import type { Kysely, Selectable } from 'kysely';
import type { State, Strength } from '../domain/assessment.ts';
import type { StepKind } from '../domain/playbook.ts';
import type { Reworded } from '../domain/reworded.ts';
import type { MoveKind } from '../domain/whose-move.ts';
import type { AlertRecord, AlertStore, DeliveredAlert, Verdict } from '../monitor/alert-store.ts';
import type { Database } from './schema.ts';

type Row = Selectable<Database['alerts']>;

/** Alerts, open and closed; the database itself allows one open alert an account. */
export function createAlertStore(db: Kysely<Database>): AlertStore {
  return {
    async open(keys) {
      if (keys.length === 0) return new Map();
      const rows = await db
        .selectFrom('alerts')
        .selectAll()
        .where('closed_at', 'is', null)
        .where('account_key', 'in', [...keys])
        .execute();
      return new Map(rows.map((row) => [row.account_key, toRecord(row)]));
    },
    async allOpen() {
      const rows = await db.selectFrom('alerts').selectAll().where('closed_at', 'is', null).execute();
      // SQLite, asked for them in order, would read those that are closed as well.
      return rows.map(toRecord).sort((one, other) => (one.id < other.id ? -1 : 1));
    },
    async ofAccount(key) {
      const rows = await db
        .selectFrom('alerts')
        .selectAll()
        .where('account_key', '=', key)
        .orderBy('opened_at')
        .orderBy('id')
        .execute();
      return withAnswers(db, rows);
    },
    lastClosed: async (keys) => (keys.length === 0 ? new Map() : lastOf(closedOf(db, keys))),
    lastTold: async (keys) =>
      keys.length === 0 ? new Map() : lastOf(closedOf(db, keys).where('delivered_at', 'is not', null)),
    async firstHard(keys) {
      if (keys.length === 0) return new Map();
      const rows = await db
        .selectFrom('alerts')
        .select(['account_key', (e) => e.fn.min('delivered_at').as('at')])
        .where('account_key', 'in', [...keys])
        .where('strength', '=', 'hard')
        .where('delivered_at', 'is not', null)
        .groupBy('account_key')
        .execute();
      return new Map(rows.map((row) => [row.account_key, Number(row.at)]));
    },
    async put(alert) {
      const { id, ...facts } = toRow(alert);
      await db
        .insertInto('alerts')
        .values({ id, ...facts, ...UNJUDGED })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(facts))
        .execute();
    },
    async judge(alertId, verdict, by, at) {
      await db
        .updateTable('alerts')
        .set({ verdict, verdict_by: by, verdict_at: at })
        .where('id', '=', alertId)
        .execute();
      const said = { verdict, by_id: by };
      await db
        .insertInto('answers')
        .values({ alert_id: alertId, at, ...said })
        .onConflict((conflict) => conflict.columns(['alert_id', 'at']).doUpdateSet(said))
        .execute();
    },
    async acted(alertId, at) {
      await db
        .updateTable('alerts')
        .set({ acted_at: at })
        .where('id', '=', alertId)
        .where((e) => e.or([e('acted_at', 'is', null), e('acted_at', '>', at)]))
        .execute();
    },
    async suggested(alertId, { stepKind, whose }) {
      await db
        .updateTable('alerts')
        .set({ step_kind: stepKind, whose_move: whose })
        .where('id', '=', alertId)
        .execute();
    },
    async keepWords(alertId, words) {
      await db
        .updateTable('alerts')
        .set({ words: JSON.stringify(words) })
        .where('id', '=', alertId)
        .execute();
    },
    async wordsOfOpen(keys) {
      if (keys.length === 0) return new Map();
      const rows = await db
        .selectFrom('alerts')
        .select(['account_key', 'words'])
        .where('closed_at', 'is', null)
        .where('words', 'is not', null)
        .where('account_key', 'in', [...keys])
        .execute();
      return new Map(rows.map(({ account_key: key, words }) => [key, JSON.parse(words ?? '') as Reworded]));
    },
    async delivered(from, until) {
      const rows = await db
        .selectFrom('alerts')
        .selectAll()
        .where('delivered_at', '>=', from)
        .where('delivered_at', '<', until)
        .orderBy('delivered_at')
        .orderBy('id')
        .execute();
      return withAnswers(db, rows);
    },
    async calledSince(csmId, since) {
      const row = await db
        .selectFrom('alerts')
        .select((e) => e.fn.countAll().as('n'))
        .where('csm_id', '=', csmId)
        .where('called_at', '>=', since)
        .where('delivery', 'in', ['task', 'comment'])
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
  };
}

const closedOf = (db: Kysely<Database>, keys: readonly string[]) =>
  db
    .selectFrom('alerts')
    .selectAll()
    .where('closed_at', 'is not', null)
    .where('account_key', 'in', [...keys])
    .orderBy('closed_at');

async function lastOf(closed: ReturnType<typeof closedOf>): Promise<ReadonlyMap<string, AlertRecord>> {
  return new Map((await closed.execute()).map((row) => [row.account_key, toRecord(row)]));
}

/** What is added to an alert later; putting the alert again leaves it as it is. */
const UNJUDGED = {
  verdict: null,
  verdict_by: null,
  verdict_at: null,
  acted_at: null,
  step_kind: null,
  whose_move: null,
  words: null,
};

function toRow(alert: AlertRecord): Omit<Row, keyof typeof UNJUDGED> {
  return {
    id: alert.id,
    account_key: alert.accountKey,
    kind: alert.kind,
    strength: alert.strength,
    urgent: alert.urgent ? 1 : 0,
    step: alert.step,
    delivery: alert.delivery,
    reason: alert.reason,
    opened_at: alert.openedAt,
    delivered_at: alert.deliveredAt,
    closed_at: alert.closedAt,
    close_reason: alert.closeReason,
    csm_id: alert.csmId,
    list_id: alert.listId,
    text_hash: alert.textHash,
    taken_over: alert.takenOver ? 1 : 0,
    called_at: alert.calledAt,
    touched_at: alert.touchedAt,
    repeats: alert.repeats,
  };
}

function toRecord(row: Row): AlertRecord {
  return {
    id: row.id,
    accountKey: row.account_key,
    kind: row.kind as State,
    strength: row.strength as Strength,
    urgent: row.urgent === 1,
    step: row.step,
    delivery: row.delivery as AlertRecord['delivery'],
    reason: row.reason,
    openedAt: row.opened_at,
    deliveredAt: row.delivered_at,
    closedAt: row.closed_at,
    closeReason: row.close_reason,
    csmId: row.csm_id,
    listId: row.list_id,
    textHash: row.text_hash,
    takenOver: row.taken_over === 1,
    calledAt: row.called_at,
    touchedAt: row.touched_at,
    repeats: row.repeats,
  };
}

/** Few alerts of all are answered, so asking for a slice of ids at a time costs little. */
const IDS_A_STATEMENT = 500;

async function withAnswers(db: Kysely<Database>, rows: readonly Row[]): Promise<readonly DeliveredAlert[]> {
  const ids = rows.flatMap(({ id, verdict }) => (verdict === null ? [] : [id]));
  const answers: Selectable<Database['answers']>[] = [];
  for (let from = 0; from < ids.length; from += IDS_A_STATEMENT)
    answers.push(
      ...(await db
        .selectFrom('answers')
        .selectAll()
        .where('alert_id', 'in', ids.slice(from, from + IDS_A_STATEMENT))
        .orderBy('at')
        .execute()),
    );
  const ofAlert = Map.groupBy(answers, (answer) => answer.alert_id);
  return rows.map((row) => toJudged(row, ofAlert.get(row.id) ?? []));
}

const toJudged = (row: Row, answers: readonly Selectable<Database['answers']>[]): DeliveredAlert => ({
  ...toRecord(row),
  verdict: row.verdict as Verdict | null,
  answers: answers.map(({ verdict, at }) => ({ verdict: verdict as Verdict, at })),
  actedAt: row.acted_at,
  stepKind: row.step_kind as StepKind | null,
  whose: row.whose_move as MoveKind | null,
});
