import { aTask, IDS, LIST, type Lab, later, NOW, openLab, OTHER_LIST, TEAM } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const create = (body: unknown, list = LIST) => lab.call('ada', 'POST', `/v2/list/${list}/task`, body);
const update = (id: string, body: unknown) => lab.call('ada', 'PUT', `/v2/task/${id}`, body);
const read = async (id: string, query = '') => (await lab.call('bot', 'GET', `/v2/task/${id}${query}`)).body;

describe('creating a task', () => {
  it('answers with the task in the types of the wire: ids and times strings, user ids numbers', async () => {
    const task = await aTask(lab, { assignees: [IDS.lea], priority: 2 });
    expect(task).toMatchObject({
      id: expect.any(String),
      custom_id: null,
      name: 'Northwind',
      status: { status: 'to do', type: 'open', orderindex: 0 },
      date_created: String(NOW),
      date_updated: String(NOW),
      date_closed: null,
      creator: { id: IDS.ada },
      assignees: [{ id: IDS.lea, username: 'Lea Lead' }],
      priority: { id: '2', priority: 'high' },
      due_date: null,
      team_id: TEAM,
      list: { id: LIST, name: 'Onboarding' },
      folder: { name: 'hidden', hidden: true },
      space: { id: '9010' },
      url: `${lab.sandbox.url}/t/${task.id}`,
    });
  });

  it('takes Markdown before a plain description, and shows it only when asked', async () => {
    const { id } = await aTask(lab, {
      description: 'plain',
      markdown_content: '**Why:** [task](https://x.test/#fvm-1)',
    });
    expect(await read(id)).not.toHaveProperty('markdown_description');
    expect(await read(id, '?include_markdown_description=true')).toMatchObject({
      description: 'Why: task',
      text_content: 'Why: task',
      markdown_description: '**Why:** [task](https://x.test/#fvm-1)',
    });
  });

  it.each([
    ['an unknown status', { status: 'nope' }, 400, 'CRTSK_001'],
    ['a blank name', { name: ' ' }, 400, 'SANDBOX_400'],
    ['a priority beyond 4', { priority: 5 }, 400, 'SANDBOX_400'],
    ['a due date in text', { due_date: '2026-11-22' }, 400, 'SANDBOX_400'],
    ['an assignee from elsewhere', { assignees: [1] }, 400, 'SANDBOX_400'],
    ['a link to a task that is not there', { links_to: 'nope' }, 404, 'ITEM_013'],
  ])('refuses %s', async (_what, body, status, ecode) => {
    const reply = await create({ name: 'X', ...body });
    expect(reply).toMatchObject({ status, body: { err: expect.any(String), ECODE: ecode } });
    expect((await lab.call('bot', 'GET', `/v2/list/${LIST}/task`)).body.tasks).toEqual([]);
  });

  it('refuses a parent in another list, and takes one in its own', async () => {
    const parent = await aTask(lab);
    const elsewhere = await create({ name: 'Child', parent: parent.id }, OTHER_LIST);
    const child = await create({ name: 'Child', parent: parent.id });
    expect(elsewhere).toMatchObject({ status: 400, body: { ECODE: 'ITEM_137' } });
    expect(child.body).toMatchObject({ parent: parent.id, top_level_parent: parent.id });
    expect((await read(parent.id, '?include_subtasks=true')).subtasks).toMatchObject([{ id: child.body.id }]);
  });

  it('links both tasks when asked to', async () => {
    const one = await aTask(lab);
    const two = await aTask(lab, { links_to: one.id });
    expect(two.linked_tasks).toMatchObject([{ task_id: two.id, link_id: one.id, userid: String(IDS.ada) }]);
    expect((await read(one.id)).linked_tasks).toMatchObject([{ task_id: one.id, link_id: two.id }]);
  });

  it('assigns nobody when the assignees come in the form of an update', async () => {
    expect((await aTask(lab, { assignees: { add: [IDS.lea], rem: [] } })).assignees).toEqual([]);
  });

  it.each([
    ['midnight UTC, seen from Los Angeles', Date.UTC(2026, 10, 25), Date.UTC(2026, 10, 24, 12)],
    ['noon UTC, seen from Los Angeles', Date.UTC(2026, 10, 25, 12), Date.UTC(2026, 10, 25, 12)],
  ])('moves a due date without a time to 04:00 of its local day: %s', async (_what, given, kept) => {
    expect((await aTask(lab, { due_date: given })).due_date).toBe(String(kept));
  });

  it('keeps a due date with a time as it is', async () => {
    const due = Date.UTC(2026, 10, 25, 15, 30);
    expect((await aTask(lab, { due_date: due, due_date_time: true })).due_date).toBe(String(due));
  });
});

describe('updating a task', () => {
  it('adds and removes assignees by deltas', async () => {
    const { id } = await aTask(lab, { assignees: [IDS.lea] });
    const { body } = await update(id, { assignees: { add: [IDS.bot], rem: [IDS.lea] } });
    expect(body.assignees).toMatchObject([{ id: IDS.bot }]);
  });

  it('accepts a flat list of assignees and changes nothing', async () => {
    const { id } = await aTask(lab, { assignees: [IDS.lea] });
    await later(lab, 1_000);
    const reply = await update(id, { assignees: [IDS.bot] });
    expect(reply.status).toBe(200);
    expect(await read(id)).toMatchObject({ assignees: [{ id: IDS.lea }], date_updated: String(NOW) });
  });

  it('refuses a status that the list lacks and leaves the rest as it was', async () => {
    const { id } = await aTask(lab);
    const reply = await update(id, { name: 'Other', status: 'nope' });
    expect(reply).toMatchObject({ status: 400, body: { ECODE: 'ITEM_114' } });
    expect((await read(id)).name).toBe('Northwind');
  });

  it('stamps when a task is done and closed, and forgets it on reopening', async () => {
    const { id } = await aTask(lab);
    await later(lab, 5_000);
    const closed = (await update(id, { status: 'Complete' })).body;
    const reopened = (await update(id, { status: 'to do' })).body;
    expect(closed).toMatchObject({ date_closed: String(NOW + 5_000), date_done: String(NOW + 5_000) });
    expect(reopened).toMatchObject({ date_closed: null, date_done: null });
  });

  it('clears a description with a single space, and not with an empty text', async () => {
    const { id } = await aTask(lab, { description: 'Notes' });
    expect((await update(id, { description: '' })).body.description).toBe('Notes');
    expect((await update(id, { description: ' ' })).body.description).toBe('');
  });

  it('clears priority and due date with null, and keeps a parent', async () => {
    const parent = await aTask(lab);
    const child = await aTask(lab, { parent: parent.id, priority: 1, due_date: NOW, due_date_time: true });
    const { body } = await update(child.id, { priority: null, due_date: null, parent: null });
    expect(body).toMatchObject({ priority: null, due_date: null, parent: parent.id });
  });

  it('refuses a parent that lies below the task', async () => {
    const parent = await aTask(lab);
    const child = await aTask(lab, { parent: parent.id });
    expect(await update(parent.id, { parent: child.id })).toMatchObject({ status: 400, body: { ECODE: 'ITEM_137' } });
    expect((await read(child.id)).top_level_parent).toBe(parent.id);
  });

  it('takes no custom fields', async () => {
    const field = await lab.control.post<{ id: string }>('/fields', { name: 'Plan', type: 'short_text' });
    const { id } = await aTask(lab);
    const reply = await update(id, { custom_fields: [{ id: field.id, value: 'x' }] });
    expect(reply.status).toBe(200);
    expect((await read(id)).custom_fields[0]).not.toHaveProperty('value');
  });

  it('answers 400 to what is not JSON', async () => {
    const { id } = await aTask(lab);
    expect(await update(id, '{"name":')).toMatchObject({ status: 400, body: { ECODE: 'SANDBOX_400' } });
  });
});

describe('deleting a task', () => {
  it('answers 204 without content, and 404 ITEM_013 from then on', async () => {
    const { id } = await aTask(lab);
    expect(await lab.call('ada', 'DELETE', `/v2/task/${id}`)).toMatchObject({ status: 204, body: null });
    const gone = await lab.call('ada', 'GET', `/v2/task/${id}`);
    expect(gone).toMatchObject({ status: 404, body: { err: 'Task not found', ECODE: 'ITEM_013' } });
  });

  it('takes subtasks and links with it', async () => {
    const parent = await aTask(lab);
    const child = await aTask(lab, { parent: parent.id });
    const friend = await aTask(lab, { links_to: child.id });
    await lab.call('ada', 'DELETE', `/v2/task/${parent.id}`);
    expect((await lab.call('ada', 'GET', `/v2/task/${child.id}`)).status).toBe(404);
    expect((await read(friend.id)).linked_tasks).toEqual([]);
  });
});

describe('moving a task', () => {
  it('answers with the task and its new list', async () => {
    const { id } = await aTask(lab);
    const path = `/v3/workspaces/${TEAM}/tasks/${id}/home_list/${OTHER_LIST}`;
    const { status, body } = await lab.call('ada', 'PUT', path, {});
    expect({ status, body }).toEqual({ status: 200, body: { data: { task_id: id, new_list_id: OTHER_LIST } } });
  });
});

describe('tags and links', () => {
  it('adds and takes away a tag by its name in the path', async () => {
    const { id } = await aTask(lab);
    await lab.call('ada', 'POST', `/v2/task/${id}/tag/key%20account`);
    expect((await read(id)).tags).toMatchObject([{ name: 'key account' }]);
    await lab.call('ada', 'DELETE', `/v2/task/${id}/tag/key%20account`);
    expect((await read(id)).tags).toEqual([]);
  });

  it('unlinks on both sides', async () => {
    const one = await aTask(lab);
    const two = await aTask(lab);
    await lab.call('ada', 'POST', `/v2/task/${one.id}/link/${two.id}`);
    expect((await read(two.id)).linked_tasks).toHaveLength(1);
    await lab.call('ada', 'DELETE', `/v2/task/${two.id}/link/${one.id}`);
    expect((await read(one.id)).linked_tasks).toEqual([]);
  });
});
