import { neededFeeds, watermark } from '../../src/domain/feeds.ts';
import type { FeedSource } from '../../src/domain/usage-event.ts';
import { aFeed, onDay } from './builders.ts';

const HOUR = 3_600_000;
const NOW = onDay(30);
const web = (part: Partial<FeedSource> = {}): FeedSource =>
  aFeed({ name: 'web', eventNames: new Set(['Report Sent']), ...part });
const app = (part: Partial<FeedSource> = {}): FeedSource =>
  aFeed({ name: 'app', eventNames: new Set(['Logged In']), ...part });
const file = (part: Partial<FeedSource> = {}): FeedSource =>
  aFeed({ name: 'import', eventNames: new Set(['Report Sent']), completeTo: onDay(10), ...part });

describe('the sources that a milestone needs', () => {
  it.each<[string, FeedSource[], string[], string[]]>([
    ['are those that ever sent one of its events', [web(), app()], ['Report Sent'], ['web']],
    ['are all while none of them did', [web(), app()], ['Invoice Paid'], ['web', 'app']],
    ['are all without a milestone', [web(), app()], [], ['web', 'app']],
    ['are more than one where its events are spread', [web(), app()], ['Report Sent', 'Logged In'], ['web', 'app']],
    ['may be an import alone', [file()], ['Report Sent'], ['import']],
    ['do not include an import whose events come in live', [web(), file()], ['Report Sent'], ['web']],
    [
      'include an import for an event that nothing live sends',
      [app(), file()],
      ['Report Sent', 'Logged In'],
      ['app', 'import'],
    ],
    ['do not include imports while it is not known who sends it', [app(), file()], ['Invoice Paid'], ['app']],
    ['include imports where there is nothing else', [file()], ['Invoice Paid'], ['import']],
  ])('%s', (_, feeds, eventNames, names) => {
    expect(neededFeeds(feeds, eventNames).map((feed) => feed.name)).toEqual(names);
  });
});

describe('the watermark', () => {
  it.each<[string, FeedSource[], number]>([
    ['is now without any source', [], NOW],
    ['is now while a source is fresh', [web({ lastReceivedAt: NOW - 72 * HOUR })], NOW],
    ['is the last receipt of a silent source', [web({ lastReceivedAt: NOW - 72 * HOUR - 1 })], NOW - 72 * HOUR - 1],
    [
      'is the earliest of several',
      [web({ lastReceivedAt: NOW - 80 * HOUR }), app({ lastReceivedAt: NOW - 90 * HOUR })],
      NOW - 90 * HOUR,
    ],
    ['is where the rows of an import end, however lately it ran', [file({ lastReceivedAt: NOW })], onDay(10)],
    ['is never later than now', [file({ completeTo: onDay(99) })], NOW],
  ])('%s', (_, feeds, expected) => {
    expect(watermark(feeds, NOW, 72)).toBe(expected);
  });
});
