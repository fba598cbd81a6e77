import { type Lab, openLab, type Reply, send } from './lab.ts';

/** Real time as the test says. */
let real = 1_800_000_000_000;
const now = () => real;
let lab: Lab;
beforeEach(() => {
  real = 1_800_000_000_000;
});
afterEach(() => lab.close());

const user = (who: 'bot' | 'lea' = 'bot') => lab.call(who, 'GET', '/v2/user');
const limits = ({ headers }: Reply) =>
  ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)));

it('shows the limit, what remains and when it resets, in seconds, on every answer', async () => {
  lab = await openLab({ rateLimit: 3, now });
  expect(limits(await user())).toEqual([3, 2, 1_800_000_060]);
  expect(limits(await lab.call('bot', 'GET', '/v2/task/nope'))).toEqual([3, 1, 1_800_000_060]);
  expect(limits(await send(lab.sandbox.apiUrl, null, 'GET', '/v2/user'))).toEqual([3, 2, 1_800_000_060]);
});

it('is 100 a minute by default', async () => {
  lab = await openLab();
  await lab.close();
  const { startSandbox } = await import('../../src/sandbox/server.ts');
  const plain = await startSandbox();
  const answer = await fetch(`${plain.apiUrl}/v2/user`);
  expect(answer.headers.get('x-ratelimit-limit')).toBe('100');
  await plain.close();
});

it('refuses what is beyond it with 429 APP_002, each token by itself', async () => {
  lab = await openLab({ rateLimit: 1, now });
  await user();
  const refused = await user();
  expect(refused).toMatchObject({ status: 429, body: { err: 'Rate limit reached', ECODE: 'APP_002' } });
  expect(limits(refused)).toEqual([1, 0, 1_800_000_060]);
  expect((await user('lea')).status).toBe(200);
});

it('does nothing of what a refused request asked for', async () => {
  lab = await openLab({ rateLimit: 1, now });
  await user();
  await lab.call('bot', 'POST', '/v2/list/901200000001/task', { name: 'X' });
  expect(lab.sandbox.state()).toMatchObject({ tasks: [] });
});

it('forgets a fixed window all at once, a minute after its first request', async () => {
  lab = await openLab({ rateLimit: 2, window: 'fixed', now });
  await user();
  real += 59_000;
  await user();
  expect((await user()).status).toBe(429);
  real += 1_000;
  expect(limits(await user())).toEqual([2, 1, 1_800_000_120]);
  expect((await user()).status).toBe(200);
});

it('forgets each request of a sliding window by itself', async () => {
  lab = await openLab({ rateLimit: 2, window: 'sliding', now });
  await user();
  real += 59_000;
  await user();
  real += 1_000;
  expect(limits(await user())).toEqual([2, 0, 1_800_000_119]);
  expect((await user()).status).toBe(429);
});

it('counts in real time, whatever the clock of the stand-in says', async () => {
  lab = await openLab({ rateLimit: 1, now });
  await user();
  await lab.control.put('/clock', { now: real + 3_600_000 });
  expect((await user()).status).toBe(429);
});

it('can be changed while running', async () => {
  lab = await openLab({ rateLimit: 1, now });
  await user();
  await lab.control.put('/rate-limit', { limit: 5, window: 'sliding' });
  expect(limits(await user())).toEqual([5, 4, 1_800_000_060]);
});
