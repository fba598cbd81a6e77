import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  dayOf,
  dayToIso,
  endOfDay,
  instantAt,
  isoToDay,
  localNoon,
  minuteOfDay,
  startOfDay,
  weekdayOf,
} from '../../src/domain/local-date.ts';
import { isZone } from '../../src/domain/zone-offset.ts';
import { at, day } from './builders.ts';

const ZONES = [
  'Etc/UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];

const iso = (instant: number): string => new Date(instant).toISOString();

describe('the local date of an instant', () => {
  it.each([
    ['Etc/UTC', '2026-11-22T23:59:59.999Z', '2026-11-22'],
    ['Etc/UTC', '2026-11-23T00:00:00Z', '2026-11-23'],
    ['Asia/Kolkata', '2026-11-22T18:29:59Z', '2026-11-22'],
    ['Asia/Kolkata', '2026-11-22T18:30:00Z', '2026-11-23'],
    ['Asia/Kathmandu', '2026-11-22T18:14:59Z', '2026-11-22'],
    ['Asia/Kathmandu', '2026-11-22T18:15:00Z', '2026-11-23'],
    ['Pacific/Pago_Pago', '2026-11-23T10:59:59Z', '2026-11-22'],
    ['Pacific/Pago_Pago', '2026-11-23T11:00:00Z', '2026-11-23'],
    ['Pacific/Kiritimati', '2026-11-22T10:00:00Z', '2026-11-23'],
    ['Europe/Berlin', '2026-03-28T22:59:59Z', '2026-03-28'],
    ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T21:59:59Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-30'],
    ['Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T23:00:00Z', '2026-10-26'],
    ['America/New_York', '2026-03-09T03:59:59Z', '2026-03-08'],
    ['America/New_York', '2026-03-09T04:00:00Z', '2026-03-09'],
    ['America/New_York', '2026-11-02T04:59:59Z', '2026-11-01'],
    ['America/New_York', '2026-11-02T05:00:00Z', '2026-11-02'],
    ['Europe/Berlin', '2028-02-28T23:00:00Z', '2028-02-29'],
    ['Europe/Berlin', '2028-02-29T23:00:00Z', '2028-03-01'],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31'],
    ['Etc/UTC', '1969-12-31T23:59:59Z', '1969-12-31'],
  ])('in %s at %s is %s', (zone, instant, date) => {
    expect(dayToIso(dayOf(at(instant), zone))).toBe(date);
  });

  it('agrees with the calendar library at any instant and in any zone', () => {
    const instants = fc.integer({ min: at('1975-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (instant, zone) => {
        const local = DateTime.fromMillis(instant, { zone });
        expect(dayToIso(dayOf(instant, zone))).toBe(local.toISODate());
        expect(minuteOfDay(instant, zone)).toBe(local.hour * 60 + local.minute);
      }),
      { numRuns: 400 },
    );
  });

  it('is exact around a change of clocks that falls into the middle of a day learned before', () => {
    const turn = at('2026-10-25T01:00:00Z');
    expect([turn - 1, turn].map((instant) => minuteOfDay(instant, 'Europe/Berlin'))).toEqual([179, 120]);
  });
});

describe('the borders of a local date', () => {
  it.each([
    ['Etc/UTC', '2026-11-23', '2026-11-23T00:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-23', '2026-11-22T18:15:00.000Z'],
    ['Pacific/Pago_Pago', '2026-11-23', '2026-11-23T11:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['America/New_York', '2026-11-02', '2026-11-02T05:00:00.000Z'],
    // Clocks jump from midnight to one o'clock.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    // Clocks go back from midnight to eleven in the evening: the date begins at the second midnight.
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z'],
    // One o'clock goes back to midnight: the date begins at the first of the two.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    // A date that the zone skipped begins where the next one does.
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
    // The jump from 23:30 to 00:30 leaps over midnight itself.
    ['America/Toronto', '1919-03-31', '1919-03-31T04:30:00.000Z'],
  ])('in %s the date %s begins at %s', (zone, date, begin) => {
    expect(iso(startOfDay(day(date), zone))).toBe(begin);
  });

  it('end a millisecond before the next date begins, also after 23 and 25 hours', () => {
    const lengths = ['2026-03-29', '2026-10-25', '2026-10-26'].map((date) => {
      const local = day(date);
      return (endOfDay(local, 'Europe/Berlin') + 1 - startOfDay(local, 'Europe/Berlin')) / 3_600_000;
    });
    expect(lengths).toEqual([23, 25, 24]);
  });

  it('have noon at twelve on the wall, whatever the clocks did at night', () => {
    expect(iso(localNoon(day('2026-03-29'), 'Europe/Berlin'))).toBe('2026-03-29T10:00:00.000Z');
    expect(iso(localNoon(day('2026-03-28'), 'Europe/Berlin'))).toBe('2026-03-28T11:00:00.000Z');
  });

  it('move a time that the clocks jump over to the instant of the jump, and take the earlier of two', () => {
    expect(iso(instantAt(day('2026-03-29'), 150, 'Europe/Berlin'))).toBe('2026-03-29T01:00:00.000Z');
    expect(iso(instantAt(day('2026-10-25'), 150, 'Europe/Berlin'))).toBe('2026-10-25T00:30:00.000Z');
  });

  it('are the first instants of their dates in every zone', () => {
    const days = fc.integer({ min: day('2012-01-01'), max: day('2040-01-01') });
    fc.assert(
      fc.property(days, fc.constantFrom(...ZONES), (local, zone) => {
        const begin = startOfDay(local, zone);
        expect([dayOf(begin - 1, zone), dayOf(begin, zone)]).toEqual([local - 1, local]);
      }),
    );
  });
});

describe('a date as text', () => {
  it('comes back as it was written', () => {
    const days = fc.integer({ min: day('1900-01-01'), max: day('2200-12-31') });
    fc.assert(
      fc.property(days, (local) => {
        expect(isoToDay(dayToIso(local))).toBe(local);
      }),
    );
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '',
    'x',
  ])('is refused as %p', (text) => {
    expect(isoToDay(text)).toBeNull();
  });

  it('knows leap days and weekdays, before 1970 too', () => {
    expect(isoToDay('2028-02-29')).toBe(day('2028-02-28') + 1);
    expect(['2026-11-23', '2026-11-29', '1969-12-31', '1970-01-01'].map((date) => weekdayOf(day(date)))).toEqual([
      1, 7, 3, 4,
    ]);
  });
});

describe('a zone', () => {
  it.each([
    ['Europe/Berlin', true],
    ['Asia/Kolkata', true],
    ['Etc/UTC', true],
    ['Europe/Atlantis', false],
    ['+05:30', false],
    ['', false],
  ])('%p is accepted: %p', (name, known) => {
    expect(isZone(name)).toBe(known);
  });

  it('that nobody knows is refused by name', () => {
    expect(() => dayOf(0, 'Europe/Atlantis')).toThrow(/"Europe\/Atlantis" is not known/);
  });
});
