import fc from 'fast-check';
import type { Pause } from '../../src/domain/account.ts';
import { activeDaysBetween, isInPause, isPausedOn, pausedRanges } from '../../src/domain/clocks.ts';
import { at, day, ZONE } from './builders.ts';

const TODAY = 40;
const activeDays = (pauses: readonly Pause[], today = TODAY): number =>
  activeDaysBetween(0, today, pausedRanges(pauses, today, ZONE));

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
        const paused = pausedRanges(pauses, TODAY, ZONE);
        expect(dates.filter((date) => isPausedOn(date, paused))).toEqual(dates.filter(isPaused));
      }),
    );
  });
});

describe('a pause by the hour', () => {
  const MONDAY = day('2026-09-07');
  const on = (date: number, time: string, zone = ZONE): number =>
    at(`2026-09-${String(date).padStart(2, '0')}T${time}:00${zone === ZONE ? 'Z' : '+05:30'}`);
  const pausedDates = (pause: Pause, zone = ZONE): readonly number[] => {
    const ranges = pausedRanges([pause], MONDAY + 20, zone);
    return [7, 8, 9, 10, 11].filter((date) => isPausedOn(day(`2026-09-${String(date).padStart(2, '0')}`), ranges));
  };
  const whole = { from: MONDAY, until: MONDAY + 3 };

  it.each<[string, Pause, readonly number[]]>([
    [
      'counts the dates whose noon it covers: begun in the morning, ended in the afternoon',
      { ...whole, begins: on(7, '09:00'), ends: on(10, '15:00') },
      [7, 8, 9, 10],
    ],
    ['leaves out the date on which it began after noon', { ...whole, begins: on(7, '15:00') }, [8, 9]],
    [
      'leaves out the date on which it was ended by noon',
      { ...whole, begins: on(7, '12:00'), ends: on(10, '12:00') },
      [7, 8, 9],
    ],
    [
      'counts nothing between one noon and the next',
      { from: MONDAY, until: MONDAY + 1, begins: on(7, '13:00'), ends: on(8, '11:00') },
      [],
    ],
    ['counts whole dates where no hour is known', whole, [7, 8, 9]],
  ])('%s', (_what, pause, dates) => {
    expect(pausedDates(pause)).toEqual(dates);
  });

  it('has its noon by the clocks of the account’s zone', () => {
    const zone = 'Asia/Kolkata';
    const begins = on(7, '12:30', zone);
    expect(pausedDates({ ...whole, begins }, zone)).toEqual([8, 9]);
    expect(pausedDates({ ...whole, begins })).toEqual([7, 8, 9]);
  });

  it.each([
    ['before it begins', on(7, '14:59'), false],
    ['from the instant on which it begins', on(7, '15:00'), true],
    ['on its last instant', on(10, '09:29'), true],
    ['from the instant on which it is ended', on(10, '09:30'), false],
  ])('holds the account, %s', (_when, instant, held) => {
    const pause = { ...whole, begins: on(7, '15:00'), ends: on(10, '09:30') };
    expect(isInPause([pause], instant, ZONE)).toBe(held);
  });

  it('holds the account from the first instant of its dates to the first after them, where no hour is known', () => {
    const held = [on(6, '23:59'), on(7, '00:00'), on(9, '23:59'), on(10, '00:00')].map((instant) =>
      isInPause([whole], instant, ZONE),
    );
    expect(held).toEqual([false, true, true, false]);
    expect(isInPause([{ from: MONDAY, until: null }], on(30, '12:00'), ZONE)).toBe(true);
  });
});
