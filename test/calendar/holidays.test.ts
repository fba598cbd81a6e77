import { createHolidayBook } from '../../src/calendar/holidays.ts';
import { day } from '../domain/builders.ts';

const book = createHolidayBook();

describe('public holidays', () => {
  it.each([
    ['DE', '2026-10-03', true],
    ['DE', '2026-11-01', false],
    ['DE-BY', '2026-11-01', true],
    ['DE-BY', '2026-06-04', true],
    ['DE-NI', '2026-06-04', false],
    ['US', '2026-11-26', true],
    ['US', '2026-07-03', true],
    ['GB', '2026-12-28', true],
    ['GB-SCT', '2026-11-30', true],
    ['GB', '2026-11-30', false],
    ['FR', '2026-07-14', true],
    ['NZ', '2026-02-06', true],
    ['IN', '2026-01-26', true],
  ])('of %s: %s is one: %s', (country, date, expected) => {
    expect(book.of(country)?.(day(date))).toBe(expected);
  });

  it.each([
    ['first', '2026-03-20', true],
    ['last', '2026-03-22', true],
    ['next', '2026-03-23', false],
  ])('cover every date of a feast of several days: the %s', (_which, date, expected) => {
    expect(book.of('AE')?.(day(date))).toBe(expected);
  });

  it.each([
    ['the afternoon of Christmas Eve', 'DE', '2026-12-24'],
    ['a custom', 'US', '2026-02-14'],
    ['a school holiday', 'DE-BY', '2026-11-18'],
  ])('leave %s a working day', (_what, country, date) => {
    expect(book.of(country)?.(day(date))).toBe(false);
  });

  it.each(['Germany', 'germany', 'GERMANY', ' Deutschland ', 'deutschland', 'de', 'Allemagne'])(
    'are found by the name %j',
    (name) => expect(book.of(name)?.(day('2026-10-03'))).toBe(true),
  );

  it.each([
    ['UK', 'GB'],
    ['United Kingdom', 'GB'],
    ['The Netherlands', 'NL'],
    ['USA', 'US'],
    ['United States', 'US'],
    ['Österreich', 'AT'],
    ['osterreich', 'AT'],
    ['Côte d’Ivoire', 'CI'],
    ['Scotland', 'GB-SCT'],
    ['de_by', 'DE-BY'],
  ])('%j is %s', (name, code) => {
    expect(book.of(name)).not.toBeNull();
    expect(book.of(name)).toBe(book.of(code));
  });

  it.each(['', 'Atlantis', 'Federal Republic', 'XX', 'DE-XX', 'constructor', '__proto__', 'de-by; drop'])(
    '%j is no country',
    (name) => {
      expect(book.of(name)).toBeNull();
    },
  );

  it('know 29 February, and years far from now', () => {
    expect(book.of('DE')?.(day('2028-02-29'))).toBe(false);
    expect(book.of('DE')?.(day('2000-01-01'))).toBe(true);
    expect(book.of('DE')?.(day('2040-12-25'))).toBe(true);
  });
});
