import { IDS, LIST, type Lab, openLab, OTHER_LIST, send, TEAM } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

describe('authorisation', () => {
  it.each([
    ['no header', null, 'OAUTH_017'],
    ['a Bearer in front of a good token', 'Bearer', 'OAUTH_018'],
    ['a token nobody has', 'pk_1_UNKNOWN', 'OAUTH_019'],
  ])('refuses %s with 401', async (_what, given, ecode) => {
    const token = given === 'Bearer' ? `Bearer ${lab.tokens.bot}` : given;
    const reply = await send(lab.sandbox.apiUrl, token, 'GET', '/v2/user');
    expect(reply).toMatchObject({ status: 401, body: { err: expect.any(String), ECODE: ecode } });
  });

  it('refuses the token of a deactivated person', async () => {
    await lab.control.post(`/users/${IDS.lea}/deactivate`);
    expect((await lab.call('lea', 'GET', '/v2/user')).body.ECODE).toBe('OAUTH_019');
  });

  it('answers an unknown route with 404 in the form of an error body', async () => {
    const reply = await lab.call('bot', 'GET', '/v2/goal/1');
    expect(reply).toMatchObject({ status: 404, body: { err: 'Route not found', ECODE: 'APP_001' } });
  });

  it('refuses a workspace that does not exist as one that the token may not see', async () => {
    const reply = await lab.call('bot', 'GET', '/v2/team/1/space');
    expect(reply).toMatchObject({ status: 401, body: { ECODE: 'OAUTH_027' } });
  });
});

describe('who is who', () => {
  it('tells the token its own user, with a numeric id and a time zone', async () => {
    const { body } = await lab.call('lea', 'GET', '/v2/user');
    expect(body.user).toMatchObject({ id: IDS.lea, username: 'Lea Lead', initials: 'LL', timezone: 'Europe/Berlin' });
  });

  it('lists the members of the workspace with their roles, guests and pending invitees included', async () => {
    await lab.control.post('/users', { id: 70000005, name: null, email: 'new@sandbox.test' });
    const { body } = await lab.call('bot', 'GET', '/v2/team');
    const users = body.teams[0].members.map((member: { user: { id: number; role: number } }) => member.user);
    expect(body.teams[0].id).toBe(TEAM);
    expect(users).toContainEqual(expect.objectContaining({ id: IDS.gus, role: 4, role_key: 'guest' }));
    expect(users).toContainEqual(expect.objectContaining({ id: 70000005, username: null, email: 'new@sandbox.test' }));
  });

  it('leaves deactivated people and Super Agents out of the members', async () => {
    await lab.control.post('/users', { id: -16800000, name: 'Super Agent' });
    await lab.control.post(`/users/${IDS.lea}/deactivate`);
    const { body } = await lab.call('bot', 'GET', '/v2/team');
    const ids = body.teams[0].members.map((member: { user: { id: number } }) => member.user.id);
    expect(ids).toEqual([IDS.bot, IDS.ada, IDS.gus]);
  });

  it('shows only people with explicit access as members of a list or a task', async () => {
    const task = (await lab.call('bot', 'POST', `/v2/list/${LIST}/task`, { name: 'A' })).body;
    await lab.control.put(`/lists/${LIST}/members`, { user_ids: [IDS.gus] });
    await lab.control.put(`/tasks/${task.id}/members`, { user_ids: [IDS.lea] });
    const ofList = (await lab.call('bot', 'GET', `/v2/list/${LIST}/member`)).body.members;
    const ofTask = (await lab.call('bot', 'GET', `/v2/task/${task.id}/member`)).body.members;
    expect(ofList.map(({ id }: { id: number }) => id)).toEqual([IDS.gus]);
    expect(ofTask.map(({ id }: { id: number }) => id)).toEqual([IDS.lea]);
  });
});

describe('the hierarchy', () => {
  it('shows spaces with their statuses, and lists outside folders in a folder named hidden', async () => {
    const spaces = (await lab.call('bot', 'GET', `/v2/team/${TEAM}/space?archived=false`)).body.spaces;
    const lists = (await lab.call('bot', 'GET', '/v2/space/9010/list')).body.lists;
    expect(spaces).toEqual([expect.objectContaining({ id: '9010', statuses: expect.any(Array) })]);
    expect(lists.map(({ id }: { id: string }) => id)).toEqual([LIST, OTHER_LIST]);
    expect(lists[0].folder).toMatchObject({ name: 'hidden', hidden: true });
  });

  it('keeps the lists of a folder out of the lists of its space', async () => {
    const folder = await lab.control.post<{ id: string }>('/folders', { name: 'Customers', space_id: '9010' });
    await lab.control.post('/lists', { id: '77', name: 'Inner', folder_id: folder.id });
    const folders = (await lab.call('bot', 'GET', '/v2/space/9010/folder')).body.folders;
    const inner = (await lab.call('bot', 'GET', `/v2/folder/${folder.id}/list`)).body.lists;
    const outer = (await lab.call('bot', 'GET', '/v2/space/9010/list')).body.lists;
    expect(folders[0]).toMatchObject({ id: folder.id, name: 'Customers', lists: [{ id: '77' }] });
    expect(inner[0]).toMatchObject({ id: '77', folder: { id: folder.id, hidden: false } });
    expect(outer.map(({ id }: { id: string }) => id)).not.toContain('77');
  });

  it('names the statuses of a list with their types and places', async () => {
    const { body } = await lab.call('bot', 'GET', `/v2/list/${LIST}`);
    expect(body.statuses).toMatchObject([
      { status: 'to do', type: 'open', orderindex: 0 },
      { status: 'in progress', type: 'custom', orderindex: 1 },
      { status: 'delivered', type: 'done', orderindex: 2 },
      { status: 'complete', type: 'closed', orderindex: 3 },
    ]);
    expect(body.override_statuses).toBe(true);
  });

  it('answers 404 for a list that is not there, and 401 for a private one', async () => {
    await lab.control.post('/lists', { id: '78', name: 'Secret', space_id: '9010', private_to: [IDS.ada] });
    expect(await lab.call('bot', 'GET', '/v2/list/1')).toMatchObject({ status: 404, body: { ECODE: 'ITEM_015' } });
    expect(await lab.call('bot', 'GET', '/v2/list/78')).toMatchObject({ status: 401, body: { ECODE: 'ACCESS_083' } });
    expect((await lab.call('ada', 'GET', '/v2/list/78')).status).toBe(200);
  });
});
