import { ClickUpError, isOutOfSight } from '../../src/clickup/errors.ts';
import { noAnswer, refusal } from '../../src/clickup/failure.ts';
import { afterFailure } from '../../src/clickup/retry.ts';

const GET = { method: 'GET', path: '/v2/task/86a', secret: 'pk_secret' } as const;
const POST = { ...GET, method: 'POST' } as const;

describe('a refusal', () => {
  it.each([
    [401, 'OAUTH_019', 'unauthorized'],
    [401, 'OAUTH_017', 'unauthorized'],
    [401, undefined, 'unauthorized'],
    [401, 'OAUTH_027', 'forbidden'],
    [401, 'ACCESS_083', 'forbidden'],
    [403, undefined, 'forbidden'],
    [404, 'ITEM_013', 'not_found'],
    [404, 'ACCESS_999', 'not_found'],
    [400, 'CRTSK_001', 'bad_request'],
    [422, undefined, 'bad_request'],
    [429, 'APP_002', 'rate_limited'],
    [500, undefined, 'server'],
    [302, undefined, 'malformed'],
  ])('of status %i with %s is %s', (status, ecode, code) => {
    expect(refusal(POST, status, { err: 'no', ECODE: ecode }, null)).toMatchObject({
      code,
      status,
      ecode: ecode ?? null,
    });
  });

  it('tells the thing, the reason and the way out', () => {
    expect(refusal(GET, 401, { err: 'Team not authorized', ECODE: 'OAUTH_027' }, null).message).toBe(
      'GET /v2/task/86a: ClickUp says "Team not authorized" (401, OAUTH_027); share it with the agent\'s seat, or check the id',
    );
  });

  it.each(['<html>', null, 42, ['x'], {}])('is understood without a readable body: %j', (body) => {
    expect(refusal(GET, 404, body, null).message).toContain('no reason given');
  });

  it('leaves the outcome of a write open only where the server failed', () => {
    expect(refusal(POST, 503, {}, null).outcome).toBe('unknown');
    expect(refusal(GET, 503, {}, null).outcome).toBe('not_applied');
    expect(refusal(POST, 429, {}, 7_000)).toMatchObject({ outcome: 'not_applied', retryAfterMs: 7_000 });
    expect(refusal(POST, 400, {}, 7_000).retryAfterMs).toBeNull();
  });

  it('means out of sight when ClickUp finds it not or shows it not', () => {
    expect(isOutOfSight(refusal(GET, 404, {}, null))).toBe(true);
    expect(isOutOfSight(refusal(GET, 401, { ECODE: 'ACCESS_083' }, null))).toBe(true);
    expect(isOutOfSight(refusal(GET, 401, { ECODE: 'OAUTH_019' }, null))).toBe(false);
    expect(isOutOfSight(new Error('other'))).toBe(false);
  });
});

describe('a repeat', () => {
  const cut = (method: 'GET' | 'POST') => noAnswer({ ...GET, method }, 'ECONNRESET');

  it('waits twice as long each time, up to eight seconds, by at most half less', () => {
    const waits = [1, 2, 3, 4].map((attempt) => afterFailure(cut('GET'), 'GET', attempt, 1));
    expect(waits.map((wait) => wait.kind === 'again' && wait.afterMs)).toEqual([500, 1_000, 2_000, 4_000]);
    expect(afterFailure(cut('GET'), 'GET', 1, 0)).toEqual({ kind: 'again', afterMs: 250 });
  });

  it.each([
    ['a POST of unknown outcome', cut('POST'), 'POST', 1],
    ['what ClickUp will refuse again', refusal(GET, 400, {}, null), 'PUT', 1],
    ['a dead token', refusal(GET, 401, {}, null), 'GET', 1],
    ['the fifth attempt', cut('GET'), 'GET', 5],
    ['what is no failure of a call', new TypeError('ours'), 'GET', 1],
  ] as const)('is not made of %s', (_, error, method, attempt) => {
    expect(afterFailure(error, method, attempt, 0.5)).toEqual({ kind: 'give_up' });
  });

  it('is made of anything that was refused for the rate limit, without a wait of its own', () => {
    expect(afterFailure(refusal(POST, 429, {}, null), 'POST', 4, 0.5)).toEqual({ kind: 'again', afterMs: 0 });
  });

  it('is an error of its own kind', () => {
    expect(cut('GET')).toBeInstanceOf(ClickUpError);
  });
});
