import type { Pause } from '../../src/domain/account.ts';
import { assess } from '../../src/domain/assess.ts';
import { localNoon } from '../../src/domain/local-date.ts';
import { aJudgePolicy, anAccount, anEvent, aSnapshot, at, day } from './builders.ts';

interface Case {
  readonly zone: string;
  readonly start: string;
  readonly now: string;
  readonly pause?: readonly [string, string | null];
  readonly holidays?: readonly string[];
}

function judge({ zone, start, now, pause, holidays = [] }: Case, stuckInWorkingDays = false) {
  const pauses: readonly Pause[] =
    pause === undefined ? [] : [{ from: day(pause[0]), until: pause[1] === null ? null : day(pause[1]) }];
  const account = anAccount({ zone, startedOn: day(start), pauses });
  const resting = new Set(holidays.map(day));
  const policy = aJudgePolicy({ stuckInWorkingDays });
  return assess(aSnapshot({ account, policy, isHoliday: (date) => resting.has(date) }), at(now));
}

describe('day, active day and days stuck', () => {
  it.each<[string, Case, [number, number, number]]>([
    ['in UTC', { zone: 'Etc/UTC', start: '2026-11-02', now: '2026-11-12T12:00:00Z' }, [10, 10, 10]],
    [
      'are still yesterday’s where it is eleven hours earlier',
      { zone: 'Pacific/Pago_Pago', start: '2026-11-02', now: '2026-11-12T10:59:59Z' },
      [9, 9, 9],
    ],
    [
      'turn there at eleven',
      { zone: 'Pacific/Pago_Pago', start: '2026-11-02', now: '2026-11-12T11:00:00Z' },
      [10, 10, 10],
    ],
    [
      'turn at 11:00 of the day before where it is thirteen hours later',
      { zone: 'Pacific/Tongatapu', start: '2026-11-02', now: '2026-11-11T11:00:00Z' },
      [10, 10, 10],
    ],
    [
      'and at ten at the far end of the world',
      { zone: 'Pacific/Kiritimati', start: '2026-11-02', now: '2026-11-11T10:00:00Z' },
      [10, 10, 10],
    ],
    [
      'turn at half past six in India',
      { zone: 'Asia/Kolkata', start: '2026-11-02', now: '2026-11-11T18:30:00Z' },
      [10, 10, 10],
    ],
    ['not a minute before', { zone: 'Asia/Kolkata', start: '2026-11-02', now: '2026-11-11T18:29:59Z' }, [9, 9, 9]],
    [
      'turn at a quarter past six in Nepal',
      { zone: 'Asia/Kathmandu', start: '2026-11-02', now: '2026-11-11T18:15:00Z' },
      [10, 10, 10],
    ],
    [
      'lose none to the short date of spring',
      { zone: 'Europe/Berlin', start: '2026-03-23', now: '2026-03-31T22:00:00Z' },
      [9, 9, 9],
    ],
    [
      'gain none from the long date of autumn',
      { zone: 'America/New_York', start: '2026-10-26', now: '2026-11-05T04:59:59Z' },
      [9, 9, 9],
    ],
    ['count 29 February', { zone: 'Europe/Berlin', start: '2028-02-27', now: '2028-03-02T12:00:00Z' }, [4, 4, 4]],
    [
      'leave out a pause across the short date of spring',
      { zone: 'Europe/Berlin', start: '2026-03-23', now: '2026-04-02T12:00:00Z', pause: ['2026-03-28', '2026-03-31'] },
      [10, 7, 7],
    ],
    [
      'leave out a pause across the long date of autumn',
      {
        zone: 'America/New_York',
        start: '2026-10-26',
        now: '2026-11-05T17:00:00Z',
        pause: ['2026-10-31', '2026-11-02'],
      },
      [10, 8, 8],
    ],
    [
      'leave out a pause across 29 February',
      { zone: 'Asia/Kathmandu', start: '2028-02-21', now: '2028-03-02T06:00:00Z', pause: ['2028-02-28', '2028-03-01'] },
      [10, 8, 8],
    ],
    [
      'stand still in an open pause, to the zone’s own date',
      { zone: 'Pacific/Kiritimati', start: '2026-11-02', now: '2026-11-11T10:00:00Z', pause: ['2026-11-10', null] },
      [10, 7, 7],
    ],
  ])('%s', (_what, given, [elapsed, active, stuck]) => {
    const { day: all, activeDay, daysStuck } = judge(given);
    expect([all, activeDay, daysStuck]).toEqual([elapsed, active, stuck]);
  });
});

describe('days stuck in working days', () => {
  const december = { zone: 'Europe/Berlin', start: '2026-12-18', now: '2026-12-30T11:00:00Z' };

  it.each<[string, Case, number]>([
    ['skip weekends', december, 8],
    [
      'skip public holidays, once where they fall on a weekend',
      { ...december, holidays: ['2026-12-25', '2026-12-26'] },
      7,
    ],
    [
      'skip pauses that reach over both',
      { ...december, holidays: ['2026-12-25'], pause: ['2026-12-24', '2026-12-29'] },
      5,
    ],
  ])('%s', (_what, given, expected) => {
    expect(judge(given, true).daysStuck).toBe(expected);
  });
});

describe('the recent past', () => {
  it('reaches back over public holidays and weekends, in the zone of the account', () => {
    const zone = 'Asia/Kathmandu';
    const account = anAccount({ zone, startedOn: day('2026-12-01') });
    const resting = new Set(['2026-12-24', '2026-12-25', '2026-12-28'].map(day));
    const isHoliday = (date: number): boolean => resting.has(date);
    // Seven working days up to 30 December: 30, 29, 23, 22, 21, 18, 17.
    const use = (iso: string) => [anEvent({ at: localNoon(day(iso), zone) })];
    const coreDays = (iso: string, calendar: typeof isHoliday | null) =>
      assess(
        aSnapshot({ account, events: use(iso), ...(calendar === null ? {} : { isHoliday: calendar }) }),
        localNoon(day('2026-12-30'), zone),
      ).coreDays;
    expect(coreDays('2026-12-17', isHoliday)).toBe(1);
    expect(coreDays('2026-12-16', isHoliday)).toBe(0);
    expect(coreDays('2026-12-21', null)).toBe(0);
    // Use on a holiday is use.
    expect(coreDays('2026-12-25', isHoliday)).toBe(1);
  });
});
