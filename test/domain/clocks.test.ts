import fc from 'fast-check';
import type { Pause } from '../../src/domain/account.ts';
import { activeDaysBetween, isPausedOn, pausedRanges } from '../../src/domain/clocks.ts';

const TODAY = 40;
const activeDays = (pauses: readonly Pause[], today = TODAY): number =>
  activeDaysBetween(0, today, pausedRanges(pauses, today));

describe('the active clock', () => {
  it.each<[string, Pause[], number]>([
    ['runs with the calendar when nothing is paused', [], 40],
    ['leaves out the dates of a pause, its `until` not among them', [{ from: 10, until: 13 }], 37],
    [
      'does not count a date twice',
      [
        { from: 10, until: 20 },
        { from: 15, until: 25 },
      ],
      25,
    ],
    [
      'joins pauses that touch',
      [
        { from: 15, until: 20 },
        { from: 10, until: 15 },
      ],
      30,
    ],
    [
      'knows a pause within another',
      [
        { from: 10, until: 30 },
        { from: 12, until: 14 },
      ],
      20,
    ],
    ['stands still in an open pause, today included', [{ from: 31, until: null }], 30],
    ['ends a pause that is still running at today', [{ from: 31, until: 99 }], 30],
    [
      'ignores pauses of the future',
      [
        { from: 41, until: null },
        { from: 50, until: 60 },
      ],
      40,
    ],
    ['ignores a pause before the start and on day 0, which is not counted anyway', [{ from: -9, until: 1 }], 40],
    [
      'ignores a pause that ends before it begins',
      [
        { from: 20, until: 20 },
        { from: 9, until: 3 },
      ],
      40,
    ],
  ])('%s', (_, pauses, days) => {
    expect(activeDays(pauses)).toBe(days);
  });

  it('runs backwards before the start', () => {
    expect(activeDays([], -3)).toBe(-3);
  });

  it('equals the dates counted one by one', () => {
    const pause = fc.record({
      from: fc.integer({ min: -10, max: 60 }),
      until: fc.option(fc.integer({ min: -10, max: 60 })),
    });
    fc.assert(
      fc.property(fc.array(pause, { maxLength: 5 }), (pauses) => {
        const isPaused = (date: number): boolean =>
          pauses.some(({ from, until }) => from <= date && date < (until ?? TODAY + 1));
        const dates = Array.from({ length: TODAY }, (_, index) => index + 1);
        expect(activeDays(pauses)).toBe(dates.filter((date) => !isPaused(date)).length);
        const paused = pausedRanges(pauses, TODAY);
        expect(dates.filter((date) => isPausedOn(date, paused))).toEqual(dates.filter(isPaused));
      }),
    );
  });
});
