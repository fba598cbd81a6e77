import { aTask, IDS, LIST, type Json, type Lab, openLab } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const faults = (...rules: Json[]) => lab.control.put('/faults', rules);
const create = () => lab.call('bot', 'POST', `/v2/list/${LIST}/task`, { name: 'X' });
const user = () => lab.call('bot', 'GET', '/v2/user');
const tasks = () => lab.sandbox.state().tasks;
const lastRequest = async () => (await lab.control.get<Json>('/requests')).requests.at(-1);

it('cuts the connection before anything happens', async () => {
  await faults({ effect: 'cut-before', method: 'POST', path: '/v2/list/*/task', count: 1 });
  await expect(create()).rejects.toThrow('fetch failed');
  expect(tasks()).toEqual([]);
  expect(await lastRequest()).toMatchObject({ status: null, fault: 'cut-before', applied: false });
});

it('cuts the connection after the task was made', async () => {
  await faults({ effect: 'cut-after', method: 'POST', path: '/v2/list/*/task', count: 1 });
  await expect(create()).rejects.toThrow('fetch failed');
  expect(tasks()).toMatchObject([{ name: 'X' }]);
  expect(await lastRequest()).toMatchObject({ status: null, fault: 'cut-after', applied: true, user_id: IDS.bot });
});

it('cuts the connection inside the answer, when the task was made', async () => {
  await faults({ effect: 'cut-inside', method: 'POST', path: '/v2/list/*/task', count: 1 });
  await expect(create()).rejects.toThrow('terminated');
  expect(tasks()).toMatchObject([{ name: 'X' }]);
  expect(await lastRequest()).toMatchObject({ status: null, fault: 'cut-inside', applied: true });
});

it('answers with what is no JSON, when the task was made', async () => {
  await faults({ effect: 'garbled', method: 'POST', path: '/v2/list/*/task', count: 1 });
  await expect(create()).rejects.toThrow('not valid JSON');
  expect(tasks()).toMatchObject([{ name: 'X' }]);
});

it('answers with a status instead of doing it', async () => {
  await faults({ effect: 'status', status: 503, body: { err: 'down' } });
  expect(await create()).toMatchObject({ status: 503, body: { err: 'down' } });
  expect(tasks()).toEqual([]);
});

it('does it and then answers 500', async () => {
  await faults({ effect: 'status-after' });
  expect(await create()).toMatchObject({ status: 500, body: { err: expect.any(String) } });
  expect(tasks()).toMatchObject([{ name: 'X' }]);
});

it('waits before the answer', async () => {
  await faults({ effect: 'delay', ms: 120 });
  const began = performance.now();
  expect((await user()).status).toBe(200);
  expect(performance.now() - began).toBeGreaterThanOrEqual(110);
});

it('says that the rate limit is reached', async () => {
  await faults({ effect: '429', reset_in_s: 2, count: 1 });
  const reply = await create();
  expect(reply).toMatchObject({ status: 429, body: { ECODE: 'APP_002' } });
  expect(reply.headers.get('x-ratelimit-remaining')).toBe('0');
  expect(tasks()).toEqual([]);
  expect((await create()).status).toBe(200);
});

it('strikes as often as it is told to, after letting some pass', async () => {
  await faults({ effect: 'status', path: '/v2/user', skip: 1, count: 2 });
  const statuses = [];
  for (let index = 0; index < 5; index += 1) statuses.push((await user()).status);
  expect(statuses).toEqual([200, 500, 500, 200, 200]);
  expect(await lab.control.get('/faults')).toMatchObject({ rules: [{ effect: 'status', struck: 2 }] });
});

it('strikes only what the method and the path match', async () => {
  const task = await aTask(lab);
  await faults({ effect: 'status', method: 'get', path: '/v2/task/*' });
  expect((await lab.call('bot', 'GET', `/v2/task/${task.id}`)).status).toBe(500);
  expect((await lab.call('bot', 'PUT', `/v2/task/${task.id}`, {})).status).toBe(200);
  expect((await lab.call('bot', 'GET', `/v2/task/${task.id}/comment`)).status).toBe(200);
  await faults({ effect: 'status', path: '/v2/task/**' });
  expect((await lab.call('bot', 'GET', `/v2/task/${task.id}/comment`)).status).toBe(500);
});

it('draws from its seed: the same requests are struck in every run', async () => {
  const run = async (seed: number) => {
    await faults({ effect: 'status', probability: 0.5, seed });
    const statuses = [];
    for (let index = 0; index < 24; index += 1) statuses.push((await user()).status);
    return statuses;
  };
  const first = await run(7);
  expect(await run(7)).toEqual(first);
  expect(await run(8)).not.toEqual(first);
  expect(new Set(first)).toEqual(new Set([200, 500]));
});

it('still tells webhooks of what was done before the connection was cut', async () => {
  await lab.call('bot', 'POST', '/v2/team/9000000001/webhook', { endpoint: 'http://127.0.0.1:9/', events: ['*'] });
  await faults({ effect: 'cut-after', count: 1 });
  await expect(create()).rejects.toThrow('fetch failed');
  await lab.sandbox.idle();
  const { deliveries } = await lab.control.get<Json>('/deliveries');
  expect(deliveries.map(({ event }: Json) => event)).toEqual(['taskCreated', 'taskStatusUpdated']);
});

it('refuses a rule whose effect it does not know', async () => {
  await expect(faults({ effect: 'explode' })).rejects.toThrow('400');
});
