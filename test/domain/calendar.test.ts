import {
  addWorkingDays,
  countWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
} from '../../src/domain/calendar.ts';
import { dayToIso } from '../../src/domain/local-date.ts';
import { day } from './builders.ts';

const CHRISTMAS = [day('2026-12-25'), day('2026-12-28')];
const isHoliday = (date: number): boolean => CHRISTMAS.includes(date);

describe('working days', () => {
  it.each([
    ['2026-11-20', true],
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-11-23', true],
    ['2026-12-25', false],
  ])('%s counts: %p', (date, works) => {
    expect(isWorkingDay(day(date), isHoliday)).toBe(works);
  });

  it.each([
    ['2026-11-19', '2026-11-20'],
    ['2026-11-20', '2026-11-23'],
    ['2026-11-21', '2026-11-23'],
    ['2026-12-24', '2026-12-29'],
  ])('after %s the next is %s', (date, next) => {
    expect(dayToIso(nextWorkingDay(day(date), isHoliday))).toBe(next);
  });

  it.each([
    ['2026-11-23', '2026-11-20'],
    ['2026-12-29', '2026-12-24'],
  ])('before %s the last is %s', (date, previous) => {
    expect(dayToIso(previousWorkingDay(day(date), isHoliday))).toBe(previous);
  });

  it('are added over weekends and holidays', () => {
    expect([0, 1, 2, 5].map((count) => dayToIso(addWorkingDays(day('2026-12-23'), count, isHoliday)))).toEqual([
      '2026-12-23',
      '2026-12-24',
      '2026-12-29',
      '2027-01-01',
    ]);
  });

  it('are counted without the first date and with the last', () => {
    expect(countWorkingDays(day('2026-11-20'), day('2026-11-27'))).toBe(5);
    expect(countWorkingDays(day('2026-12-23'), day('2026-12-29'), isHoliday)).toBe(2);
    expect(countWorkingDays(day('2026-11-23'), day('2026-11-23'))).toBe(0);
  });

  it('are not looked for for ever where everything is a holiday', () => {
    expect(() => nextWorkingDay(day('2026-11-20'), () => true)).toThrow(/check the holiday calendar/);
  });
});
