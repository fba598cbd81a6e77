import type { Instant } from '../../domain/account.ts';
import { ID_MEMORY_MS } from '../../domain/blind.ts';
import { BOARD_SOURCE } from '../../domain/board-act.ts';
import { isFresh } from '../../domain/feeds.ts';
import type { FeedSource } from '../../domain/usage-event.ts';
import type { Rules } from '../rules.ts';
import type { Store } from '../store.ts';
import { momentInWords, percent, plural } from '../words.ts';
import { type Check, type Finding, ok, warning } from './finding.ts';

const MUCH_UNJOINED = 0.1;

export const checkEvents: Check = async ({ store, ingestKeys, rules }, now) => {
  const closed = warning(
    'ingest',
    'INGEST_WRITE_KEYS is not set: every ingest route answers 503',
    'set a key of your own choosing, and the same in the SDK',
  );
  return [...(ingestKeys === 0 ? [closed] : []), ...(await checkFeeds(store, rules, now))];
};

async function checkFeeds(store: Store, rules: Rules, now: Instant): Promise<readonly Finding[]> {
  const sources = await store.events.sources();
  const zone = rules.zones.standard ?? 'utc';
  const feeds = sources.map((feed) => checkFeed(feed, rules, zone, now));
  // ClickUp is read by ourselves: that does not show that the product sends anything.
  if (sources.every(({ name }) => name === BOARD_SOURCE)) return [...feeds, NOTHING_SENT];
  return [...feeds, await checkJoins(store, now)];
}

const NOTHING_SENT = warning('events', 'nothing was ever received', 'point an SDK at /v1, or run `import events FILE`');

const STALE_WAY_OUT =
  'check the sender and its write key: accounts that need this source cannot be judged, and nobody is alerted about them';

function checkFeed(feed: FeedSource, { freshnessHours }: Rules, zone: string, now: Instant): Finding {
  const isBoard = feed.name === BOARD_SOURCE;
  const says = `${feed.name}: last ${isBoard ? 'read' : 'received'} ${momentInWords(feed.lastReceivedAt, zone)}`;
  // An import is complete to where its rows end, and never goes stale.
  const isWell = feed.completeTo !== null || isFresh(feed, now, freshnessHours);
  if (isWell) return ok('events', says);
  return warning('events', `${says}: stale`, isBoard ? 'see the line on workspaces' : STALE_WAY_OUT);
}

async function checkJoins(store: Store, now: Instant): Promise<Finding> {
  const [groups, joins] = await Promise.all([
    store.events.groupIds(now - ID_MEMORY_MS),
    store.events.unjoinedCount(now - ID_MEMORY_MS),
  ]);
  const known = groups.total === 0 ? 1 : 1 - groups.unknown.length / groups.total;
  const says = `${percent(known)} of ${plural(groups.total, 'group id')} belong to an account; ${joins.unjoined} of ${plural(joins.total, 'event')} name no account`;
  if (1 - known <= MUCH_UNJOINED) return ok('join share', says);
  return warning('join share', says, `check the Account ID fields; unknown: ${groups.unknown.slice(0, 5).join(', ')}`);
}
