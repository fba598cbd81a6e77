import { dueDate, mayDeliver, nextWithinHours } from '../../src/domain/delivery.ts';
import { instantAt, isoToDay } from '../../src/domain/local-date.ts';

const at = (date: string, hour: number, zone: string): number => instantAt(isoToDay(date) ?? 0, hour * 60, zone);
const policy = {
  confirmSweeps: 1,
  cooldownDays: 7,
  budgetPerCsmPerDay: 2,
  hours: { from: '09:00', to: '16:00', weekdaysOnly: true },
};

describe('delivery hours', () => {
  it.each([
    ['before they begin', '2026-11-23', 8, 'Europe/Berlin', 0, { kind: 'held', because: 'out_of_hours' }],
    ['at their first minute', '2026-11-23', 9, 'Europe/Berlin', 0, { kind: 'now' }],
    ['at the minute they end', '2026-11-23', 16, 'Europe/Berlin', 0, { kind: 'held', because: 'out_of_hours' }],
    ['on a Saturday', '2026-11-21', 10, 'Europe/Berlin', 0, { kind: 'held', because: 'out_of_hours' }],
    ['with the budget used up', '2026-11-23', 10, 'Europe/Berlin', 2, { kind: 'held', because: 'over_budget' }],
  ] as const)('%s', (_title, date, hour, zone, given, expected) => {
    expect(mayDeliver(policy, zone, given, at(date, hour, zone))).toEqual(expected);
  });

  it('are those of the CSM’s zone', () => {
    const monday = at('2026-11-23', 10, 'Pacific/Auckland');
    expect(mayDeliver(policy, 'Pacific/Auckland', 0, monday).kind).toBe('now');
    expect(mayDeliver(policy, 'America/New_York', 0, monday).kind).toBe('held');
  });

  it('rest on the public holidays of where the CSM works', () => {
    const monday = at('2026-11-23', 10, 'Europe/Berlin');
    const isHoliday = (day: number): boolean => day === isoToDay('2026-11-23');
    expect(mayDeliver(policy, 'Europe/Berlin', 0, monday, isHoliday)).toEqual({
      kind: 'held',
      because: 'out_of_hours',
    });
    expect(mayDeliver(policy, 'Europe/Berlin', 0, monday).kind).toBe('now');
  });

  it('do not exist when they are switched off', () => {
    expect(mayDeliver({ ...policy, hours: null }, 'UTC', 0, at('2026-11-22', 3, 'UTC'))).toEqual({ kind: 'now' });
  });
});

describe('the next moment within hours', () => {
  it.each([
    ['is now within them', '2026-11-23', 10, '2026-11-23', 10],
    ['is this morning before they begin', '2026-11-23', 7, '2026-11-23', 9],
    ['is tomorrow once they are over', '2026-11-23', 16, '2026-11-24', 9],
    ['is Monday after Friday', '2026-11-20', 18, '2026-11-23', 9],
    ['is Monday on a Saturday, however early', '2026-11-21', 7, '2026-11-23', 9],
  ] as const)('%s', (_title, today, hour, then, thenHour) => {
    expect(nextWithinHours(policy.hours, 'America/Denver', at(today, hour, 'America/Denver'))).toBe(
      at(then, thenHour, 'America/Denver'),
    );
  });

  it('skips a public holiday, and is always now without hours', () => {
    const isHoliday = (each: number): boolean => each === isoToDay('2026-11-24');
    const evening = at('2026-11-23', 18, 'UTC');
    expect(nextWithinHours(policy.hours, 'UTC', evening, isHoliday)).toBe(at('2026-11-25', 9, 'UTC'));
    expect(nextWithinHours(null, 'UTC', evening)).toBe(evening);
  });
});

describe('the due date', () => {
  it.each([
    ['is the next working day', false, '2026-11-23', '2026-11-24'],
    ['skips the weekend', false, '2026-11-20', '2026-11-23'],
    ['is today when urgent', true, '2026-11-23', '2026-11-23'],
    ['is Monday when urgent on a Sunday', true, '2026-11-22', '2026-11-23'],
  ])('%s', (_title, urgent, today, due) => {
    expect(dueDate(urgent, 'America/Denver', at(today, 11, 'America/Denver'))).toBe(at(due, 12, 'America/Denver'));
  });

  it.each([
    ['skips a holiday', false, '2026-12-23'],
    ['is never a holiday, urgent or not', true, '2026-12-25'],
  ])('%s', (_title, urgent, today) => {
    const christmas = new Set(['2026-12-24', '2026-12-25'].map(isoToDay));
    const due = dueDate(urgent, 'Etc/UTC', at(today, 11, 'Etc/UTC'), (day) => christmas.has(day));
    expect(due).toBe(at('2026-12-28', 12, 'Etc/UTC'));
  });
});
