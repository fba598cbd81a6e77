import { readRateHeaders, readRetryAfter } from '../../src/clickup/rate-headers.ts';

const NOW = Date.UTC(2026, 10, 23, 9, 0, 10, 250);
const RESET = Date.UTC(2026, 10, 23, 9, 1, 0);

const headers = (changes: Record<string, unknown> = {}) => ({
  'x-ratelimit-limit': '100',
  'x-ratelimit-remaining': '7',
  'x-ratelimit-reset': String(RESET / 1000),
  ...changes,
});

describe('the rate headers', () => {
  it.each([
    ['in seconds', RESET / 1000],
    ['in milliseconds', RESET],
  ])('are read with a reset %s', (_, reset) => {
    const reading = readRateHeaders(headers({ 'x-ratelimit-reset': String(reset) }), NOW);
    expect(reading).toEqual({ limit: 100, remaining: 7, reset: RESET, resetAt: RESET });
  });

  it("count the reset from the server's own Date, so that a wrong clock here does no harm", () => {
    const serverIsHalfAMinuteAhead = new Date(NOW + 30_000).toUTCString();
    const reading = readRateHeaders(headers({ date: serverIsHalfAMinuteAhead }), NOW);
    expect(reading?.reset).toBe(RESET);
    expect(reading?.resetAt).toBe(RESET - 30_000 + 250);
  });

  it.each(['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'])('are nothing without %s', (name) => {
    expect(readRateHeaders(headers({ [name]: undefined }), NOW)).toBeNull();
    expect(readRateHeaders(headers({ [name]: 'soon' }), NOW)).toBeNull();
    expect(readRateHeaders(headers({ [name]: '' }), NOW)).toBeNull();
  });
});

describe('Retry-After', () => {
  it.each([
    ['seconds', '12', 12_000],
    ['a date', new Date(NOW + 5_750).toUTCString(), 5_750],
    ['a date that has passed', new Date(NOW - 60_000).toUTCString(), 0],
    ['nothing', undefined, null],
    ['nonsense', 'later', null],
  ])('may be %s', (_, given, expected) => {
    expect(readRetryAfter({ 'retry-after': given }, NOW)).toBe(expected);
  });
});
