import { daysCompared, type FleetActivity, judgeFleet } from '../../src/domain/fleet.ts';

const DAY = 20_000;
/** So many accounts with `each` events on every date compared, and `now` of them on the date judged. */
const activity = (
  each: readonly number[],
  now: readonly number[],
  part: Partial<FleetActivity> = {},
): FleetActivity => ({
  day: DAY,
  hasHistory: true,
  activeAccounts: Math.max(each.length, now.length),
  counts: new Map([[DAY, now], ...daysCompared(DAY).map((day) => [day, each] as const)]),
  ...part,
});
const twenty = (n: number): readonly number[] => Array.from({ length: 20 }, () => n);

describe('the fleet', () => {
  it('is compared with the last four same weekdays', () => {
    expect(daysCompared(DAY)).toEqual([DAY - 7, DAY - 14, DAY - 21, DAY - 28]);
  });

  it.each([
    ['is quiet when the median falls below half of the usual', twenty(10), twenty(4), 'quiet'],
    ['is as usual at exactly half', twenty(10), twenty(5), 'usual'],
    ['is quiet when nothing came at all: accounts without events count as none', twenty(10), [], 'quiet'],
    ['is quiet when fewer than half do anything, however much those do', twenty(10), twenty(10).slice(0, 9), 'quiet'],
    ['is as usual on a weekday on which nothing ever happens', [], [], 'usual'],
    [
      'does not follow a few loud accounts',
      twenty(2),
      [...Array.from({ length: 17 }, () => 0), 900, 900, 900],
      'quiet',
    ],
  ] as const)('%s', (_title, each, now, kind) => {
    expect(judgeFleet(activity(each, now, { activeAccounts: 20 })).kind).toBe(kind);
  });

  it('tells the figures behind its quiet', () => {
    expect(judgeFleet(activity(twenty(10), twenty(1)))).toEqual({
      kind: 'quiet',
      day: DAY,
      median: 1,
      usual: 10,
      accounts: 20,
    });
  });

  it.each([
    ['fewer than twenty active accounts', { activeAccounts: 19 }, 'few_accounts'],
    ['less than four weeks of history', { hasHistory: false }, 'short_history'],
  ] as const)('is not judged with %s', (_title, part, because) => {
    expect(judgeFleet(activity(twenty(10), [], part))).toEqual({ kind: 'unknown', because });
  });

  it('has a mean of medians as its usual', () => {
    const counts = new Map([
      [DAY, twenty(5)],
      ...daysCompared(DAY).map((day, week) => [day, twenty(8 + 2 * week)] as const),
    ]);
    // 8, 10, 12, 14: half of 11 is above 5.
    expect(judgeFleet(activity([], [], { counts, activeAccounts: 20 }))).toMatchObject({ kind: 'quiet', usual: 11 });
  });
});
