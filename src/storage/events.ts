import type { Insertable, Kysely } from 'kysely';
import { BOARD_SOURCE } from '../domain/board-act.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import type { EventStore, ReceivedEvent } from '../monitor/event-store.ts';
import { createActivityStore } from './event-activity.ts';
import { createPeopleOfAccounts } from './event-people.ts';
import { createRetentionStore } from './event-retention.ts';
import { createSourceStore, noteGroupIds } from './event-sources.ts';
import { createStrangerStore } from './event-strangers.ts';
import type { Database } from './schema.ts';

/** Usage events, kept raw: receipts, changed plans and changed exclusions need them. */
export function createEventStore(db: Kysely<Database>): EventStore {
  return {
    ...createPeopleOfAccounts(db),
    ...createSourceStore(db),
    ...createActivityStore(db),
    ...createStrangerStore(db),
    ...createRetentionStore(db),
    append: (events) => append(db, events),
    ofAccounts: (accountIds, receivedBy) => ofAccounts(db, accountIds, receivedBy),
  };
}

/** Rows a statement: preparing one costs more than running it, and engines limit the number of values in it. */
const ROWS_A_STATEMENT = 100;

async function append(db: Kysely<Database>, events: readonly ReceivedEvent[]): Promise<readonly boolean[]> {
  const stored: boolean[] = [];
  const groupIds = new Map<string, number>();
  for (let from = 0; from < events.length; from += ROWS_A_STATEMENT) {
    stored.push(...(await appendSome(db, events.slice(from, from + ROWS_A_STATEMENT))));
  }
  for (const { accountId, receivedAt, source } of events) {
    // In ClickUp the account was found by its workspace: the product sent nothing.
    if (accountId !== null && source !== BOARD_SOURCE)
      groupIds.set(accountId, Math.max(receivedAt, groupIds.get(accountId) ?? receivedAt));
  }
  await noteGroupIds(db, groupIds);
  return stored;
}

async function appendSome(db: Kysely<Database>, events: readonly ReceivedEvent[]): Promise<readonly boolean[]> {
  const inserted = await db
    .insertInto('events')
    .values(events.map(toRow))
    .onConflict((conflict) => conflict.columns(['minute', 'source', 'message_id']).doNothing())
    .returning(['minute', 'source', 'message_id'])
    .execute();
  const fresh = new Set(inserted.map((row) => keyOf(row.minute, row.source, row.message_id)));
  // Of two equal ones in a batch the first was stored, so its key is used up.
  return events.map((event) => fresh.delete(keyOf(event.minute, event.source, event.messageId)));
}

const keyOf = (minute: number, source: string, messageId: string): string =>
  JSON.stringify([minute, source, messageId]);

function toRow(event: ReceivedEvent): Insertable<Database['events']> {
  return {
    minute: event.minute,
    source: event.source,
    message_id: event.messageId,
    account_id: event.accountId,
    user_id: event.userId,
    name: event.name,
    at: event.at,
    received_at: event.receivedAt,
    properties: JSON.stringify(event.properties),
    anonymous_id: event.accountId === null && event.userId === null ? (event.anonymousId ?? null) : null,
  };
}

async function ofAccounts(
  db: Kysely<Database>,
  accountIds: readonly string[],
  receivedBy: number,
): Promise<ReadonlyMap<string, readonly UsageEvent[]>> {
  const found = new Map<string, UsageEvent[]>();
  if (accountIds.length === 0) return found;
  const rows = await db
    .selectFrom('events')
    .select(['account_id', 'user_id', 'name', 'at', 'source', 'message_id', 'properties'])
    .where('account_id', 'in', [...accountIds])
    .where('received_at', '<=', receivedBy)
    .orderBy('account_id')
    .orderBy('at')
    .orderBy('message_id')
    .execute();
  for (const row of rows) {
    if (row.account_id === null) continue;
    const events = found.get(row.account_id) ?? [];
    events.push({
      name: row.name,
      userId: row.user_id,
      at: row.at,
      source: row.source,
      messageId: row.message_id,
      properties: row.properties === '{}' ? NO_PROPERTIES : (JSON.parse(row.properties) as Record<string, unknown>),
    });
    found.set(row.account_id, events);
  }
  return found;
}

const NO_PROPERTIES = Object.freeze({});
