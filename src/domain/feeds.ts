import type { Instant } from './account.ts';
import { BOARD_SOURCE } from './board-act.ts';
import { HOUR_MS } from './duration.ts';
import type { FeedSource } from './usage-event.ts';

/** A source is fresh while something was received from it within these hours; the hour itself still counts. */
export function isFresh(feed: FeedSource, now: Instant, freshnessHours: number): boolean {
  return now - feed.lastReceivedAt <= freshnessHours * HOUR_MS;
}

/**
 * The sources that a milestone needs: those that ever sent one of its events; none yet, or no milestone: all (METHOD section
 * 1). A file imported once must not hold the clock for ever, so an import steps back where live sources send the same events. ClickUp
 * is needed where the milestone names its events, and never stands in for a product of which nothing was sent yet.
 */
export function neededFeeds(feeds: readonly FeedSource[], eventNames: readonly string[]): readonly FeedSource[] {
  const ofProduct = feeds.filter(({ name }) => name !== BOARD_SOURCE);
  const sends = (feed: FeedSource, name: string): boolean => feed.eventNames.has(name);
  const senders = feeds.filter((feed) => eventNames.some((name) => sends(feed, name)));
  const live = ofProduct.filter((feed) => feed.completeTo === null);
  if (senders.length === 0) return live.length > 0 ? live : ofProduct;
  const onlyImported = eventNames.filter((name) => !live.some((feed) => sends(feed, name)));
  return senders.filter((feed) => feed.completeTo === null || onlyImported.some((name) => sends(feed, name)));
}

/**
 * Up to when the needed sources are known to be complete, never later than now: the as-of instant of every formula (METHOD
 * section 1). A fresh source is complete to now, a silent one to its last receipt, an import to where its rows end.
 */
export function watermark(needed: readonly FeedSource[], now: Instant, freshnessHours: number): Instant {
  return needed.reduce((earliest, feed) => {
    const live = isFresh(feed, now, freshnessHours) ? now : feed.lastReceivedAt;
    return Math.min(earliest, feed.completeTo ?? live);
  }, now);
}

/** The watermark of these sources is no earlier than this, at `from` or any later instant. */
export const completeAtLeastTo = (needed: readonly FeedSource[], from: Instant): Instant =>
  Math.min(from, ...needed.map((feed) => feed.completeTo ?? feed.lastReceivedAt));

/**
 * All that judgements read of the product's feeds, in one text: another one means that any account may be judged differently. When
 * a fresh source was last heard bears on nothing, and of a single one it is the same what it sends: everybody needs it. How far an
 * account's workspace is read is that account's own.
 */
export function stateOfFeeds(feeds: readonly FeedSource[], now: Instant, freshnessHours: number): string {
  const ofProduct = feeds.filter(({ name }) => name !== BOARD_SOURCE);
  const states = ofProduct.map((feed) => ({
    name: feed.name,
    heard: isFresh(feed, now, freshnessHours) && feed.completeTo === null ? 'fresh' : feed.lastReceivedAt,
    isFresh: isFresh(feed, now, freshnessHours),
    completeTo: feed.completeTo,
    sends: ofProduct.length === 1 ? [] : [...feed.eventNames].sort(),
  }));
  return JSON.stringify(states.sort((a, b) => (a.name < b.name ? -1 : 1)));
}
