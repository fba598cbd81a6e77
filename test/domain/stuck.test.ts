import { noHolidays } from '../../src/domain/calendar.ts';
import { pausedRanges } from '../../src/domain/clocks.ts';
import { daysStuck, stuckSince } from '../../src/domain/stuck.ts';
import { at, day, START, ZONE } from './builders.ts';

const FRIDAY = day('2026-11-13');
const TODAY = day('2026-11-23');
const weekPause = pausedRanges([{ from: day('2026-11-16'), until: day('2026-11-21') }], TODAY, ZONE);
const isHoliday = (date: number): boolean => date === day('2026-11-18');

describe('days stuck', () => {
  it.each([
    ['are all dates after the last progress, today included', FRIDAY, [], null, 10],
    ['are none on the day of the progress', TODAY, [], null, 0],
    ['are none before the start', TODAY + 5, [], null, 0],
    ['leave out paused dates', FRIDAY, weekPause, null, 5],
    ['are working days where the tier counts so', FRIDAY, [], noHolidays, 6],
    ['leave out holidays then', FRIDAY, [], isHoliday, 5],
    ['leave out paused working days once', FRIDAY, weekPause, isHoliday, 1],
    ['are none before the start in working days either', TODAY + 5, [], noHolidays, 0],
  ])('%s', (_, since, paused, workingDays, days) => {
    expect(daysStuck(since, TODAY, paused, workingDays)).toBe(days);
  });
});

describe('the wait of an account', () => {
  it.each([
    ['begins with its last progress', '2026-09-20T10:00:00Z', ZONE, '2026-09-20'],
    ['begins on the date of its own zone', '2026-09-20T19:00:00Z', 'Asia/Kathmandu', '2026-09-21'],
    ['begins at the start when the last progress was before it', '2026-09-01T10:00:00Z', ZONE, '2026-09-07'],
  ])('%s', (_, progress, zone, since) => {
    expect(stuckSince(START, at(progress), zone)).toBe(day(since));
  });

  it('begins at the start when there was no progress', () => {
    expect(stuckSince(START, null, ZONE)).toBe(START);
  });
});
