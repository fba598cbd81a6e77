import type { Instant } from '../domain/account.ts';
import { ID_MEMORY_MS } from '../domain/blind.ts';
import { DAY_MS } from '../domain/duration.ts';
import { isFresh } from '../domain/feeds.ts';
import { figureOrNull, isoMoment } from './json-values.ts';
import type { QualityJson } from './quality-json.ts';
import type { ReadDeps } from './read-deps.ts';
import { webhookState } from './webhook-state.ts';

/** What the figures rest on: sources, joins, and the way to ClickUp, as far as the database knows. */
export async function readDataHealth(
  { store, freshnessHours }: ReadDeps,
  excludedAccounts: number,
  now: Instant,
): Promise<QualityJson['data']> {
  const since = now - ID_MEMORY_MS;
  const [sources, joins, groups] = await Promise.all([
    store.events.sources(),
    store.events.unjoinedCount(since),
    store.events.groupIds(since),
  ]);
  const writes = await store.outbox.waiting();
  const webhook = await webhookState(store);
  return {
    sources: sources.map((feed) => ({
      name: feed.name,
      last_received_at: isoMoment(feed.lastReceivedAt),
      complete_to: feed.completeTo === null ? null : isoMoment(feed.completeTo),
      fresh: feed.completeTo !== null || isFresh(feed, now, freshnessHours),
    })),
    days: ID_MEMORY_MS / DAY_MS,
    events: joins.total,
    unjoined: joins.unjoined,
    unjoined_share: joins.total === 0 ? null : figureOrNull(joins.unjoined / joins.total),
    group_ids: groups.total,
    unknown_group_ids: groups.unknown.length,
    excluded_accounts: excludedAccounts,
    webhook:
      webhook === null
        ? null
        : { status: webhook.status, failures: webhook.failCount, looked_at: isoMoment(webhook.at) },
    inbox_waiting: await store.inbox.waiting(),
    writes_waiting: writes.length,
    writes_failing: writes.filter(({ error }) => error !== null).length,
  };
}
