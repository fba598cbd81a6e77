import { sandboxControl } from '../../src/sandbox/control-client.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { createWorkspace } from '../../src/sandbox/workspace-seed.ts';
import { aTask, IDS, LIST, type Json, type Lab, NOW, openLab } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

it('stamps everything by the clock that was set, and by real time when it is taken away', async () => {
  expect((await aTask(lab)).date_created).toBe(String(NOW));
  await lab.control.put('/clock', { now: null });
  expect(Number((await aTask(lab)).date_created)).toBeGreaterThan(NOW - 86_400_000 * 3_650);
  expect(await lab.control.get('/clock')).toMatchObject({ set: false });
});

it('takes its real time from the options', async () => {
  const sandbox = await startSandbox({ now: () => 1_700_000_000_123 });
  expect(await sandboxControl(sandbox.url).get('/clock')).toEqual({ now: 1_700_000_000_123, set: false });
  await sandbox.close();
});

it('logs every exchange of the API with its query, bodies, status and user', async () => {
  await lab.call('lea', 'POST', `/v2/list/${LIST}/task?custom_task_ids=false&x[]=1&x[]=2`, { name: 'X' });
  await lab.call('lea', 'GET', '/v2/task/nope');
  const { requests } = await lab.control.get<Json>('/requests');
  expect(requests).toMatchObject([
    {
      id: 1,
      method: 'POST',
      path: `/api/v2/list/${LIST}/task`,
      query: { custom_task_ids: ['false'], 'x[]': ['1', '2'] },
      body: { name: 'X' },
      user_id: IDS.lea,
      status: 200,
      response: { name: 'X' },
      fault: null,
    },
    { id: 2, method: 'GET', body: null, status: 404, response: { ECODE: 'ITEM_013' } },
  ]);
});

it('forgets the log when told to, and goes on numbering', async () => {
  await lab.call('lea', 'GET', '/v2/user');
  await lab.control.delete('/requests');
  await lab.call('lea', 'GET', '/v2/team');
  expect(await lab.control.get('/requests')).toMatchObject({ requests: [{ id: 2, path: '/api/v2/team' }] });
});

it('keeps tokens out of the log', async () => {
  await lab.call('lea', 'GET', '/v2/user');
  expect(JSON.stringify(await lab.control.get('/requests'))).not.toContain(lab.tokens.lea);
});

it('gives the same ids and tokens for the same acts after a reset', async () => {
  const story = async () => {
    const { id, token } = await lab.control.post<Json>('/users', { name: 'Nora' });
    const space = await lab.control.post<Json>('/spaces', { name: 'S' });
    const list = await lab.control.post<Json>('/lists', { name: 'L', space_id: space.id });
    const field = await lab.control.post<Json>('/fields', { name: 'F', type: 'drop_down', options: ['a'] });
    const nora = lab.control.as(token);
    const task = await nora.post<Json>(`/v2/list/${list.id}/task`, { name: 'T' });
    const comment = await nora.post<Json>(`/v2/task/${task.id}/comment`, { comment_text: 'x' });
    return [id, token, space.id, list.id, field.id, task.id, comment.id, comment.hist_id];
  };
  await lab.control.post('/reset');
  const first = await story();
  await lab.control.post('/reset');
  expect(await story()).toEqual(first);
});

it('forgets everything on a reset, and takes another workspace when told to', async () => {
  await lab.control.post('/reset', { team: { id: '42', name: 'Other' } });
  const state = await lab.control.get<Json>('/state');
  expect(state).toMatchObject({ teams: [{ id: '42', name: 'Other' }], users: [], lists: [], tasks: [], webhooks: [] });
  expect((await lab.call('lea', 'GET', '/v2/user')).status).toBe(401);
});

it('shows everything in the state, replies with their parents', async () => {
  const task = await aTask(lab, { markdown_content: '**x**' });
  const { id } = (await lab.call('lea', 'POST', `/v2/task/${task.id}/comment`, { comment_text: 'one' })).body;
  await lab.call('lea', 'POST', `/v2/comment/${id}/reply`, { comment_text: 'two' });
  expect(lab.sandbox.state()).toEqual(await lab.control.get('/state'));
  expect(lab.sandbox.state()).toMatchObject({
    tasks: [{ id: task.id, markdown_description: '**x**' }],
    comments: [
      { task_id: task.id, parent_id: null },
      { task_id: task.id, parent_id: String(id) },
    ],
  });
});

it.each([
  ['a taken user id', '/users', { id: IDS.lea, name: 'Twin' }, '409'],
  ['a taken list id', '/lists', { id: LIST, name: 'Twin', space_id: '9010' }, '409'],
  ['a time zone that does not exist', '/users', { name: 'X', timezone: 'Mars/Olympus' }, '400'],
  ['a field type that does not exist', '/fields', { name: 'X', type: 'mood' }, '400'],
  ['a list without a place', '/lists', { name: 'X' }, '400'],
  ['an unknown call', '/nonsense', {}, '404'],
])('refuses %s', async (_what, path, body, status) => {
  await expect(lab.control.post(path, body)).rejects.toThrow(status);
});

it('lets a token see several workspaces', async () => {
  await lab.control.post('/teams', { id: '43', name: 'Second' });
  const { teams } = (await lab.call('bot', 'GET', '/v2/team')).body;
  expect(teams.map(({ id }: Json) => id)).toEqual(['9000000001', '43']);
});

it('makes a whole workspace from a plan and tells its ids by name', async () => {
  await lab.control.post('/reset');
  const made = await createWorkspace(lab.control, {
    users: [{ id: 5, name: 'Nora', role: 1 }],
    spaces: [
      {
        name: 'CS',
        lists: [
          { id: '901', name: 'Accounts' },
          { name: 'Inner', folder: 'Customers' },
        ],
      },
    ],
    fields: [{ name: 'Tier', type: 'drop_down', options: ['Starter', 'Pro'], lists: ['Accounts'] }],
  });
  const tier = made.fields.get('Tier');
  const nora = lab.control.as(made.users.get('Nora')?.token ?? '');
  const value = tier?.options.get('Pro');
  const task = await nora.post<Json>('/v2/list/901/task', { name: 'T', custom_fields: [{ id: tier?.id, value }] });
  expect(task.custom_fields).toMatchObject([{ name: 'Tier', value: 1 }]);
  expect(await nora.get(`/v2/list/${made.lists.get('Inner')}`)).toMatchObject({ folder: { name: 'Customers' } });
});

it('cannot listen on a port that is taken', async () => {
  await expect(startSandbox({ port: lab.sandbox.port })).rejects.toThrow('EADDRINUSE');
});
