import { type Kysely, sql } from 'kysely';
import type { ObservationStore, Topic } from '../monitor/observations.ts';
import type { Database } from './schema.ts';

/** How the workspace was seen to behave: one row a topic and way, counted. */
export function createObservationStore(db: Kysely<Database>): ObservationStore {
  return {
    async add(sightings, now) {
      for (const { topic, way, seen } of sightings) {
        const again = { seen: sql<number>`observations.seen + ${seen}`, last_at: now };
        await db
          .insertInto('observations')
          .values({ topic, way, seen, first_at: now, last_at: now })
          .onConflict((conflict) => conflict.columns(['topic', 'way']).doUpdateSet(again))
          .execute();
      }
    },
    async all() {
      const rows = await db.selectFrom('observations').selectAll().orderBy('topic').orderBy('way').execute();
      return rows.map(({ topic, way, seen, first_at: firstAt, last_at: lastAt }) => ({
        topic: topic as Topic,
        way,
        seen,
        firstAt,
        lastAt,
      }));
    },
  };
}
