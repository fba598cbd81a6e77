import type { Kysely } from 'kysely';
import { BOARD_SOURCE } from '../domain/board-act.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import type { EventStore, Forgettable, ReceivedEvent } from '../monitor/event-store.ts';
import { bulkInsert } from './bulk.ts';
import { createActivityStore } from './event-activity.ts';
import { createPeopleOfAccounts } from './event-people.ts';
import { createRetentionStore } from './event-retention.ts';
import { createSourceStore, noteGroupIds } from './event-sources.ts';
import { createStrangerStore } from './event-strangers.ts';
import { createForgottenStore } from './forgotten.ts';
import type { Database } from './schema.ts';

/** Usage events, kept raw: receipts, changed plans and changed exclusions need them. */
export function createEventStore(db: Kysely<Database>): EventStore {
  return {
    ...createPeopleOfAccounts(db),
    ...createSourceStore(db),
    ...createActivityStore(db),
    ...createStrangerStore(db),
    ...createRetentionStore(db),
    ...createForgottenStore(db),
    append: (events) => append(db, events),
    ofAccounts: (accountIds, receivedBy) => ofAccounts(db, accountIds, receivedBy),
  };
}

const insertEvents = bulkInsert(
  'events',
  [
    'minute',
    'source',
    'message_id',
    'account_id',
    'user_id',
    'name',
    'at',
    'received_at',
    'properties',
    'anonymous_id',
  ],
  (insert) => insert.onConflict((conflict) => conflict.columns(['minute', 'source', 'message_id']).doNothing()),
);

async function append(db: Kysely<Database>, sent: readonly ReceivedEvent[]): Promise<number> {
  const events = await withoutForgotten(db, sent);
  const { inserted } = await insertEvents(db, events.map(toRow));
  const groupIds = new Map<string, number>();
  for (const { accountId, receivedAt, source } of events) {
    // In ClickUp the account was found by its workspace: the product sent nothing.
    if (accountId !== null && source !== BOARD_SOURCE)
      groupIds.set(accountId, Math.max(receivedAt, groupIds.get(accountId) ?? receivedAt));
  }
  await noteGroupIds(db, groupIds);
  return inserted;
}

async function withoutForgotten(
  db: Kysely<Database>,
  events: readonly ReceivedEvent[],
): Promise<readonly ReceivedEvent[]> {
  const forgotten = await createForgottenStore(db).forgottenAt(events.flatMap(whose));
  if (forgotten.size === 0) return events;
  return events.filter((event) => whose(event).every((id) => event.at > (forgotten.get(id) ?? -Infinity)));
}

const whose = ({ accountId, userId, anonymousId }: ReceivedEvent): readonly Forgettable[] => [
  ...(accountId === null ? [] : [`account:${accountId}` as const]),
  ...(userId === null ? [] : [`user:${userId}` as const]),
  ...(anonymousId === null || anonymousId === undefined ? [] : [`user:${anonymousId}` as const]),
];

function toRow(event: ReceivedEvent): readonly unknown[] {
  const { minute, source, messageId, accountId, userId, name, at, receivedAt, properties, anonymousId } = event;
  const unnamed = accountId === null && userId === null ? (anonymousId ?? null) : null;
  return [minute, source, messageId, accountId, userId, name, at, receivedAt, JSON.stringify(properties), unnamed];
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
