import type { Kysely } from 'kysely';
import type { HealthInputStore, KeptInput } from '../monitor/health-store.ts';
import type { Database } from './schema.ts';

/** The inputs of the health score that people fill in on the account's task, each with when it came to be what it is. */
export function createHealthInputStore(db: Kysely<Database>): HealthInputStore {
  return {
    async put(accountKey, values, at) {
      const rows = await db.selectFrom('health_inputs').selectAll().where('account_key', '=', accountKey).execute();
      const known = new Map(rows.map((row) => [row.name, row.value]));
      for (const name of known.keys()) {
        if (values.has(name)) continue;
        await db.deleteFrom('health_inputs').where('account_key', '=', accountKey).where('name', '=', name).execute();
      }
      for (const [name, value] of values) {
        const before = known.get(name) ?? null;
        if (before === value) continue;
        const facts = { value, since: at, before };
        await db
          .insertInto('health_inputs')
          .values({ account_key: accountKey, name, ...facts })
          .onConflict((conflict) => conflict.columns(['account_key', 'name']).doUpdateSet(facts))
          .execute();
      }
    },
    async of(accountKey) {
      const rows = await db.selectFrom('health_inputs').selectAll().where('account_key', '=', accountKey).execute();
      return new Map<string, KeptInput>(rows.map(({ name, value, since, before }) => [name, { value, since, before }]));
    },
  };
}
