import type { Kysely, Selectable } from 'kysely';
import type { Write } from '../monitor/outbox.ts';
import type { Claim, OutboxStore } from '../monitor/outbox-store.ts';
import { currentTrail } from '../shared/trail.ts';
import { untilWon } from './claims.ts';
import { claimWrites } from './outbox-claim.ts';
import { type OutboxReads, outboxReads } from './outbox-reads.ts';
import type { Database } from './schema.ts';

type Row = Selectable<Database['outbox']>;

/** Intents to write to ClickUp. `sending` with a lease that ran out means: the process died with the outcome unknown. */
export function createOutboxStore(db: Kysely<Database>): OutboxStore {
  return { ...outboxWrites(db), ...outboxReads(db) };
}

function outboxWrites(db: Kysely<Database>): Omit<OutboxStore, keyof OutboxReads> {
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
    claim: (now, leaseMs, limit, lane) => untilWon(() => claimWrites(db, now, leaseMs, limit, lane)),
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
