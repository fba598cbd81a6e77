import { type Kysely, sql } from 'kysely';
import type { ModelStore } from '../monitor/model-store.ts';
import type { Database } from './schema.ts';

/** Usage of the model, one row a month, purpose and outcome; and its answers, for as long as they are kept. */
export function createModelStore(db: Kysely<Database>): ModelStore {
  return {
    async answer(key, since) {
      const row = await db
        .selectFrom('model_answers')
        .select('answer')
        .where('key', '=', key)
        .where('kept_at', '>=', since)
        .executeTakeFirst();
      return row?.answer ?? null;
    },
    async keepAnswer(key, answer, now, forgetBefore) {
      await db.deleteFrom('model_answers').where('kept_at', '<', forgetBefore).execute();
      const kept = { answer, kept_at: now };
      await db
        .insertInto('model_answers')
        .values({ key, ...kept })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(kept))
        .execute();
    },
    async count({ month, purpose, outcome, requests, tokensIn, tokensOut, costUsd }) {
      const [cost, unpriced] = costUsd === null ? [0, requests] : [costUsd, 0];
      const more = {
        pieces: sql<number>`model_usage.pieces + 1`,
        requests: sql<number>`model_usage.requests + ${requests}`,
        tokens_in: sql<number>`model_usage.tokens_in + ${tokensIn}`,
        tokens_out: sql<number>`model_usage.tokens_out + ${tokensOut}`,
        cost_usd: sql<number>`model_usage.cost_usd + ${cost}`,
        unpriced_requests: sql<number>`model_usage.unpriced_requests + ${unpriced}`,
      };
      const first = {
        requests,
        tokens_in: tokensIn,
        tokens_out: tokensOut,
        cost_usd: cost,
        unpriced_requests: unpriced,
      };
      await db
        .insertInto('model_usage')
        .values({ month, purpose, outcome, pieces: 1, ...first })
        .onConflict((conflict) => conflict.columns(['month', 'purpose', 'outcome']).doUpdateSet(more))
        .execute();
    },
    async spentUsd(month) {
      const row = await db
        .selectFrom('model_usage')
        .select((e) => e.fn.sum<number>('cost_usd').as('spent'))
        .where('month', '=', month)
        .executeTakeFirst();
      return Number(row?.spent ?? 0);
    },
    async usage() {
      const rows = await db
        .selectFrom('model_usage')
        .selectAll()
        .orderBy('month')
        .orderBy('purpose')
        .orderBy('outcome')
        .execute();
      return rows.map(
        ({ month, purpose, outcome, pieces, requests, tokens_in, tokens_out, cost_usd, unpriced_requests }) => ({
          ...{ month, purpose, outcome, pieces, requests },
          tokensIn: tokens_in,
          tokensOut: tokens_out,
          costUsd: cost_usd,
          unpricedRequests: unpriced_requests,
        }),
      );
    },
  };
}
