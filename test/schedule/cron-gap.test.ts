import { longestGapMs } from '../../src/schedule/cron-gap.ts';

describe('the longest time between two runs', () => {
  it.each([
    ['*/5 * * * *', 5],
    ['*/1 * * * * *', 1 / 60],
    ['0,7 * * * *', 53],
    ['*/5 9-16 * * 1-5', (2 * 24 + 16) * 60 + 5],
  ])('of %s is %d minutes', (cron, minutes) => {
    expect(longestGapMs(cron, 'UTC') / 60_000).toBeCloseTo(minutes, 5);
  });
});
