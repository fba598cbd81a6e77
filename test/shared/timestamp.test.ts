import fc from 'fast-check';
import { readTimestamp } from '../../src/shared/timestamp.ts';

const iso = (value: unknown): string => {
  const reading = readTimestamp(value);
  return reading.kind === 'at' ? new Date(reading.at).toISOString() : reading.kind === 'none' ? 'none' : reading.why;
};

describe('a timestamp', () => {
  it.each([
    ['2026-11-22T14:38:14.350Z', '2026-11-22T14:38:14.350Z'],
    ['2026-11-22T14:38:14Z', '2026-11-22T14:38:14.000Z'],
    ['2026-11-22T14:38Z', '2026-11-22T14:38:00.000Z'],
    ['2026-11-22T20:08:14.123456789+05:30', '2026-11-22T14:38:14.123Z'],
    ['2026-11-22 09:38:14.5-05', '2026-11-22T14:38:14.500Z'],
    ['2026-11-22T09:38:14-0500', '2026-11-22T14:38:14.000Z'],
    ['2026-11-22', '2026-11-22T12:00:00.000Z'],
    ['2024-02-29', '2024-02-29T12:00:00.000Z'],
    [1795358294350, '2026-11-22T14:38:14.350Z'],
    [1795358294, '2026-11-22T14:38:14.000Z'],
    [1795358294.35, '2026-11-22T14:38:14.350Z'],
    ['1795358294350', '2026-11-22T14:38:14.350Z'],
    [' 1795358294 ', '2026-11-22T14:38:14.000Z'],
  ])('%j is read as %s', (value, expected) => {
    expect(iso(value)).toBe(expected);
  });

  it.each([undefined, null, ''])('%j is none', (value) => {
    expect(iso(value)).toBe('none');
  });

  it.each([
    ['2026-11-22T14:38:14', 'has no time zone'],
    ['2026-02-29', 'is no date'],
    ['2026-13-01T00:00:00Z', 'is no date'],
    ['2026-00-10', 'is no date'],
    ['2026-11-22T24:00:00Z', 'is no time of day'],
    ['2026-11-22T24:00:00.000Z', 'is no time of day'],
    ['2026-02-29T10:00:00.000Z', 'is no date'],
    ['2026-04-31T10:00:00.000Z', 'is no date'],
    ['2026-04-00T10:00:00.000Z', 'is no date'],
    ['1999-12-31T23:59:59.999Z', 'before the year 2000'],
    ['22.11.2026', 'is no time'],
    ['yesterday', 'is no time'],
    ['  ', 'is no time'],
    ['1999-12-31T23:59:59Z', 'before the year 2000'],
    [0, 'before the year 2000'],
    [-1, 'before the year 2000'],
    [Number.POSITIVE_INFINITY, 'after the year 9999'],
    [Number.NaN, 'before the year 2000'],
    [true, 'is no time'],
    [{ at: 1 }, 'is no time'],
  ])('%j is refused with the way out', (value, why) => {
    expect(iso(value)).toContain(why);
    expect(iso(value)).toContain('write it as 2026-11-22T14:38:14Z');
  });

  it('in the usual form is read as the same time written in any other', () => {
    fc.assert(
      fc.property(fc.tuple(...[99, 13, 32, 25, 61, 61].map((most) => fc.nat(most))), fc.nat(999), (parts, ms) => {
        const [year, month, day, hour, minute, second] = parts.map((part) => String(part).padStart(2, '0'));
        const head = `20${year}-${month}-${day}T${hour}:${minute}:${second}.${String(ms).padStart(3, '0')}`;
        expect(outcome(`${head}Z`)).toEqual(outcome(`${head}+00:00`));
      }),
      { numRuns: 5_000 },
    );
  });
});

/** Without the words, which show the time as it was written. */
function outcome(text: string): unknown {
  const reading = readTimestamp(text);
  return reading.kind === 'wrong' ? reading.why.replaceAll(/"[^"]*"/g, '') : reading;
}
