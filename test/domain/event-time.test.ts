import { eventTime } from '../../src/domain/event-time.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 40);
const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Times relative to receipt; null where the sender gave none. */
const at = (timestamp: number | null, sentAt: number | null) => {
  const time = eventTime(
    { timestamp: timestamp === null ? null : NOW + timestamp, sentAt: sentAt === null ? null : NOW + sentAt },
    NOW,
  );
  return time.kind === 'at' ? time.at - NOW : time.why;
};

describe('the time of an event', () => {
  it.each<[string, number | null, number | null, number]>([
    ['is the sender’s', -HOUR, null, -HOUR],
    ['is that of sending where the event has none', null, -3 * SECOND, -3 * SECOND],
    ['is that of receipt where nothing is said', null, null, 0],
    ['stays as it is when the way through the network took a moment', -HOUR, -4 * SECOND, -HOUR],
    ['is moved back by as much as the sender’s clock is fast', 2 * HOUR, 2 * HOUR + SECOND, -SECOND],
    ['is moved on by as much as the sender’s clock is slow', -3 * HOUR - SECOND, -3 * HOUR, -SECOND],
    ['of a back-fill is moved by no more than the skew', -90 * DAY, -HOUR, -90 * DAY + HOUR],
    ['stays as it is in a batch that was kept for more than a day', -50 * HOUR, -49 * HOUR, -50 * HOUR],
    ['is at most that of receipt up to a day ahead', 23 * HOUR, null, 0],
    ['is corrected before it is taken for the future', 40 * DAY, 40 * DAY, 0],
  ])('%s', (_case, timestamp, sentAt, expected) => {
    expect(at(timestamp, sentAt)).toBe(expected);
  });

  it('is refused more than a day ahead', () => {
    expect(at(DAY + 1, null)).toContain('more than 24 hours in the future');
  });

  it.each([
    ['of the sender’s own time, uncorrected', NOW + HOUR, NOW + HOUR, Math.floor((NOW + HOUR) / 60_000)],
    ['0 without one, since the time of sending differs on each retry', null, NOW, 0],
  ])('has as its minute that %s', (_case, timestamp, sentAt, minute) => {
    expect(eventTime({ timestamp, sentAt }, NOW)).toMatchObject({ minute });
  });
});
