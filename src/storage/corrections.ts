import type { Kysely, Selectable } from 'kysely';
import type { AccountKey } from '../domain/account.ts';
import type { CorrectionStore, ValueRecord, WithdrawnEvent } from '../monitor/correction-store.ts';
import type { Database } from './schema.ts';

/** What people said beside the events. Rows are only added, so that an earlier day can be looked at as it was then. */
export function createCorrectionStore(db: Kysely<Database>): CorrectionStore {
  return { ...valuesByHand(db), ...withdrawnEvents(db) };
}

function valuesByHand(db: Kysely<Database>): Pick<CorrectionStore, 'recordValue' | 'wordsOf'> {
  return {
    async recordValue({ accountKey, reachedAt, reason, by, at, commentId }) {
      const facts = { reached_at: reachedAt, reason, by_id: by };
      await db
        .insertInto('values_by_hand')
        .values({ account_key: accountKey, said_at: at, comment_id: commentId, ...facts })
        .onConflict((conflict) => conflict.columns(['account_key', 'said_at', 'comment_id']).doUpdateSet(facts))
        .execute();
    },
    async wordsOf(keys, by) {
      const found = new Map<AccountKey, ValueRecord[]>();
      if (keys.length === 0) return found;
      const rows = await db
        .selectFrom('values_by_hand')
        .selectAll()
        .where('account_key', 'in', [...keys])
        .where('said_at', '<=', by)
        .orderBy('said_at')
        .orderBy('comment_id')
        .execute();
      for (const row of rows) {
        const words = found.get(row.account_key) ?? [];
        words.push(toWord(row));
        found.set(row.account_key, words);
      }
      return found;
    },
  };
}

function toWord(row: Selectable<Database['values_by_hand']>): ValueRecord {
  return {
    accountKey: row.account_key,
    reachedAt: row.reached_at,
    reason: row.reason,
    by: row.by_id,
    at: row.said_at,
    commentId: row.comment_id,
  };
}

function withdrawnEvents(db: Kysely<Database>): Pick<CorrectionStore, 'withdraw' | 'withdrawn'> {
  return {
    async withdraw({ accountKey, messageId, reason, by, at }) {
      const result = await db
        .insertInto('withdrawn_events')
        .values({ account_key: accountKey, message_id: messageId, said_at: at, reason, by_id: by })
        .onConflict((conflict) => conflict.columns(['account_key', 'message_id']).doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows) > 0;
    },
    async withdrawn(keys, by) {
      const found = new Map<AccountKey, WithdrawnEvent[]>();
      if (keys.length === 0) return found;
      const rows = await db
        .selectFrom('withdrawn_events')
        .selectAll()
        .where('account_key', 'in', [...keys])
        .where('said_at', '<=', by)
        .orderBy('said_at')
        .orderBy('message_id')
        .execute();
      for (const row of rows) {
        const { account_key: accountKey, message_id: messageId, reason } = row;
        const events = found.get(accountKey) ?? [];
        events.push({ accountKey, messageId, reason, by: row.by_id, at: row.said_at });
        found.set(accountKey, events);
      }
      return found;
    },
  };
}
