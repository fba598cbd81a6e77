import type { Instant } from '../../domain/account.ts';
import { ID_MEMORY_MS } from '../../domain/blind.ts';
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
  if (sources.length === 0)
    return [warning('events', 'nothing was ever received', 'point an SDK at /v1, or run `import events FILE`')];
  const zone = rules.zones.standard ?? 'utc';
  return [...sources.map((feed) => checkFeed(feed, rules, zone, now)), await checkJoins(store, now)];
}

const STALE_WAY_OUT =
  'check the sender and its write key: accounts that need this source cannot be judged, and nobody is alerted about them';

function checkFeed(feed: FeedSource, { freshnessHours }: Rules, zone: string, now: Instant): Finding {
  const says = `${feed.name}: last received ${momentInWords(feed.lastReceivedAt, zone)}`;
  // An import is complete to where its rows end, and never goes stale.
  const isWell = feed.completeTo !== null || isFresh(feed, now, freshnessHours);
  return isWell ? ok('events', says) : warning('events', `${says}: stale`, STALE_WAY_OUT);
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
