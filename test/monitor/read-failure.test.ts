import { ClickUpError, type ClickUpFailure } from '../../src/clickup/errors.ts';
import { readFailure } from '../../src/compose.ts';

const failed = (failure: ClickUpFailure) => readFailure(new ClickUpError('POST', failure));

describe('a failed write', () => {
  it.each([
    ['refused for good', { code: 'not_found', outcome: 'not_applied', status: 404 }],
    ['refused as wrong', { code: 'bad_request', outcome: 'not_applied', status: 400 }],
  ] as const)('that was %s is never tried again', (_what, failure) => {
    expect(failed(failure)).toEqual({ kind: 'final' });
  });

  it.each([
    ['timed out', { code: 'timeout', outcome: 'unknown' }],
    ['timed out at the gateway', { code: 'server', outcome: 'unknown', status: 504 }],
  ] as const)('that %s is not looked for within a minute, since ClickUp may still be at it', (_what, failure) => {
    expect(failed(failure)).toEqual({ kind: 'again', outcomeUnknown: true, afterMs: 60_000 });
  });

  it('that was cut is looked for soon', () => {
    expect(failed({ code: 'unreachable', outcome: 'unknown' })).toEqual({
      kind: 'again',
      outcomeUnknown: true,
      afterMs: null,
    });
  });

  it('that met the rate limit waits as long as ClickUp asks, and was not applied', () => {
    expect(failed({ code: 'rate_limited', outcome: 'not_applied', status: 429, retryAfterMs: 7_000 })).toEqual({
      kind: 'again',
      outcomeUnknown: false,
      afterMs: 7_000,
    });
  });

  it('of which we know nothing may have been applied', () => {
    expect(readFailure(new Error('database is locked'))).toMatchObject({ kind: 'again', outcomeUnknown: true });
  });
});
