import type { Kysely } from 'kysely';
import { BOARD_SOURCE } from '../domain/board-act.ts';
import type { EventStore, TimeWindow } from '../monitor/event-store.ts';
import type { Database } from './schema.ts';

type Activity = Pick<EventStore, 'activity' | 'activeAccounts' | 'hasAnyBefore'>;

/**
 * How much the whole fleet does: counted by the database, since a median over accounts needs no single event. Excluded people are
 * in it: they are few, and everywhere alike.
 */
export function createActivityStore(db: Kysely<Database>): Activity {
  const within = ({ from, to }: TimeWindow) =>
    db
      .selectFrom('events')
      .innerJoin('accounts', 'accounts.account_id', 'events.account_id')
      .where('accounts.gone', '=', 0)
      .where('accounts.status', '=', 'open')
      // What is told of ClickUp says nothing of whether the product's events still come; and our own team's acts are in it.
      .where('events.source', '!=', BOARD_SOURCE)
      .where('events.at', '>=', from)
      .where('events.at', '<', to);
  return {
    async activity(windows) {
      const found: number[][] = [];
      // One after another: inside a transaction there is one connection.
      for (const window of windows) {
        const rows = await within(window)
          .select((e) => e.fn.countAll().as('n'))
          .groupBy('accounts.key')
          .execute();
        found.push(rows.map(({ n }) => Number(n)));
      }
      return found;
    },
    async activeAccounts(window) {
      const row = await within(window)
        .select((e) => e.fn.count('accounts.key').distinct().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
    async hasAnyBefore(at) {
      const row = await db
        .selectFrom('events')
        .select('message_id')
        .where('account_id', 'is not', null)
        .where('at', '<', at)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
