import { noHolidays } from '../../src/domain/calendar.ts';
import { pausedRanges } from '../../src/domain/clocks.ts';
import { dayToIso } from '../../src/domain/local-date.ts';
import { daysWithUse, recentWindow } from '../../src/domain/window.ts';
import { anEvent, at, day, ZONE } from './builders.ts';

const SUNDAY = day('2026-11-22');
const MONDAY = day('2026-11-23');
const pause = (from: string, until: string) => pausedRanges([{ from: day(from), until: day(until) }], MONDAY, ZONE);

describe('the recent window', () => {
  it.each([
    [
      'begins on the seventh-last working day, today being the last',
      MONDAY,
      pausedRanges([], MONDAY, ZONE),
      '2026-11-13',
    ],
    ['begins a working day earlier when today is none', SUNDAY, pausedRanges([], SUNDAY, ZONE), '2026-11-12'],
    ['reaches over paused working days', MONDAY, pause('2026-11-16', '2026-11-19'), '2026-11-10'],
    ['is not moved by paused weekends', MONDAY, pause('2026-11-21', '2026-11-23'), '2026-11-13'],
    ['reaches over a pause of months', MONDAY, pause('2026-08-01', '2026-11-23'), '2026-07-24'],
  ])('%s', (_, today, paused, from) => {
    expect(dayToIso(recentWindow(today, paused, noHolidays).from)).toBe(from);
  });

  it('reaches over holidays', () => {
    const isHoliday = (date: number): boolean => date === day('2026-11-18');
    expect(dayToIso(recentWindow(MONDAY, [], isHoliday).from)).toBe('2026-11-12');
  });
});

describe('days with use', () => {
  const use = (...instants: string[]) => instants.map((instant) => anEvent({ at: at(instant) }));

  it.each([
    ['are dates, however often something happened on them', use('2026-11-20T08:00:00Z', '2026-11-20T09:00:00Z'), 1],
    ['may be weekends', use('2026-11-20T08:00:00Z', '2026-11-21T08:00:00Z', '2026-11-22T08:00:00Z'), 3],
    ['begin with the first date of the window', use('2026-11-12T23:59:59Z', '2026-11-13T00:00:00Z'), 1],
    ['include today', use('2026-11-23T08:00:00Z'), 1],
    ['are none without events', [], 0],
  ])('%s', (_, events, days) => {
    expect(daysWithUse(events, recentWindow(MONDAY, [], noHolidays), ZONE)).toBe(days);
  });

  it('are not the paused ones', () => {
    const window = recentWindow(MONDAY, pause('2026-11-18', '2026-11-19'), noHolidays);
    expect(daysWithUse(use('2026-11-17T08:00:00Z', '2026-11-18T08:00:00Z', '2026-11-19T08:00:00Z'), window, ZONE)).toBe(
      2,
    );
  });

  it('are the dates of the zone of the account', () => {
    const window = recentWindow(MONDAY, [], noHolidays);
    const events = use('2026-11-20T18:00:00Z', '2026-11-20T19:00:00Z');
    expect([ZONE, 'Asia/Kolkata'].map((zone) => daysWithUse(events, window, zone))).toEqual([1, 2]);
  });
});
