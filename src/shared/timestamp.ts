/** A time as a sender wrote it; `none` when there is nothing to read. */
export type TimestampReading =
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong'; readonly why: string };

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;
const DIGITS = /^\d{1,15}$/;

/** Whole numbers below this are seconds: as milliseconds they would lie before March 1973. */
const SMALLEST_MS = 100_000_000_000;
/** Nothing was used before 2000: such a time is a zero, or seconds taken for milliseconds. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(9999, 11, 31);
const NOON = ['12', '00'];

/**
 * Reads ISO 8601 with a zone, a date alone (its noon in UTC, so that it is the same date almost everywhere), or a number of
 * milliseconds or seconds since 1970. A time without its zone is refused: it would be off by hours, and nobody would see it.
 * @returns milliseconds since 1970
 */
export function readTimestamp(value: unknown): TimestampReading {
  if (value === undefined || value === null || value === '') return { kind: 'none' };
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string') return wrong(value, 'is no time');
  const text = value.trim();
  if (DIGITS.test(text)) return fromNumber(Number(text));
  return fromIso(text);
}

function fromNumber(value: number): TimestampReading {
  return within(Math.round(value < SMALLEST_MS ? value * 1000 : value), value);
}

const TWO = '2'.charCodeAt(0);
/** `2026-11-22T14:38:14.352Z`, as nearly every SDK writes it. */
const USUAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The engine reads the usual form several times as fast as we do; what it makes of a date that is none we do not take. */
function fromUsual(text: string): TimestampReading | null {
  if (text.length !== 24 || !USUAL.test(text)) return null;
  const at = Date.parse(text);
  // It takes 30 February for 2 March, and 24:00 for the next day's midnight. No day before the 20th can be rolled.
  const mayRoll = text.charCodeAt(8) >= TWO || text.startsWith('24', 11);
  const isRolled = mayRoll && new Date(at).getUTCDate() !== Number(text.slice(8, 10));
  return Number.isNaN(at) || isRolled ? null : within(at, text);
}

function fromIso(text: string): TimestampReading {
  const usual = fromUsual(text);
  if (usual !== null) return usual;
  const match = ISO.exec(text);
  if (match === null) return wrong(text, 'is no time');
  const [, year = '', month = '', day = '', hour, minute, second = '00', fraction = '', zone] = match;
  if (hour !== undefined && zone === undefined) return wrong(text, 'has no time zone');
  const [hours = '', minutes = ''] = hour === undefined || minute === undefined ? NOON : [hour, minute];
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(second) > 59) return wrong(text, 'is no time of day');
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // 30 February becomes 2 March, so the day is another; a month that is none becomes one of another year.
  if (new Date(midnight).getUTCDate() !== Number(day) || Number(month) < 1 || Number(month) > 12)
    return wrong(text, 'is no date');
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const clock = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(second)) * 1000 + milliseconds;
  return within(midnight + clock - offsetMs(zone), text);
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

function within(at: number, value: unknown): TimestampReading {
  if (!(at >= EARLIEST)) return wrong(value, 'lies before the year 2000');
  return at > LATEST ? wrong(value, 'lies after the year 9999') : { kind: 'at', at };
}

const SHOWN = 40;

function wrong(value: unknown, what: string): TimestampReading {
  const shown = typeof value === 'object' ? 'an object' : JSON.stringify(value).slice(0, SHOWN);
  return { kind: 'wrong', why: `timestamp ${shown} ${what}: write it as 2026-11-22T14:38:14Z` };
}
