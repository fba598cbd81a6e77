import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { EventStore, Forgettable } from '../monitor/event-store.ts';
import { bulkSelect } from './bulk.ts';
import type { Database } from './schema.ts';

/** Whose data was erased: only digests are kept, enough to know an id again that is sent once more. */
export function createForgottenStore(db: Kysely<Database>): Pick<EventStore, 'forgottenAt' | 'noteForgotten'> {
  return {
    forgottenAt: (ids) => forgottenAt(db, ids),
    async noteForgotten(ids, at) {
      for (const id of ids)
        await db
          .insertInto('forgotten')
          .values({ digest: digestOf(id), at })
          .onConflict((conflict) => conflict.column('digest').doUpdateSet({ at }))
          .execute();
    },
  };
}

const select = bulkSelect((db, digests) => db.selectFrom('forgotten').selectAll().where('digest', 'in', digests));

/** Nearly always nobody is: that is found out before a digest is made. */
async function forgottenAt(db: Kysely<Database>, ids: readonly Forgettable[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const any = await db.selectFrom('forgotten').select('at').limit(1).executeTakeFirst();
  if (any === undefined) return new Map();
  const byDigest = new Map(ids.map((id) => [digestOf(id), id]));
  const rows = await select(db, [...byDigest.keys()]);
  return new Map(rows.flatMap(({ digest, at }) => (byDigest.has(digest) ? [[byDigest.get(digest) ?? '', at]] : [])));
}

const digestOf = (id: Forgettable): string => createHash('sha256').update(id).digest('hex');
