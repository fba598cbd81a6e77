import { aTask, eventNames, hook, IDS, type Json, type Lab, LIST, NOW, openLab, openReceiver } from './lab.ts';
import { OTHER_LIST, type Receiver, TEAM } from './lab.ts';

let lab: Lab;
let receiver: Receiver;
beforeEach(async () => {
  lab = await openLab();
  receiver = await openReceiver();
});
afterEach(() => Promise.all([lab.close(), receiver.close()]));

/** What arrives because of an act, once everything is delivered. */
async function news(act: () => Promise<unknown>): Promise<Json[]> {
  const before = receiver.received.length;
  await act();
  await lab.sandbox.idle();
  return receiver.received.slice(before).map(({ body }) => body);
}

/** The bodies of an act's events, after checking that each pair shares one history item. */
async function pair(act: () => Promise<unknown>): Promise<Json> {
  const bodies = await news(act);
  expect(bodies).toHaveLength(2);
  expect(bodies[1].event).toBe('taskUpdated');
  expect(bodies[1].history_items).toEqual(bodies[0].history_items);
  return { event: bodies[0].event, item: bodies[0].history_items[0] };
}

const put = (id: string, body: unknown) => lab.call('ada', 'PUT', `/v2/task/${id}`, body);

describe('a new task', () => {
  it('is told as taskCreated and taskStatusUpdated, which share the status item', async () => {
    const { id: webhookId } = await hook(lab, receiver);
    const [created, status] = await news(() => aTask(lab, { assignees: [IDS.bot] }));
    expect(receiver.received).toHaveLength(2);
    expect(created).toMatchObject({ event: 'taskCreated', webhook_id: webhookId, team_id: TEAM });
    expect(created.history_items).toMatchObject([
      {
        field: 'status',
        type: 1,
        date: String(NOW),
        parent_id: LIST,
        user: { id: IDS.ada },
        before: { status: null, type: 'removed', orderindex: -1 },
        after: { status: 'to do', type: 'open' },
        data: { status_type: 'open' },
      },
      { field: 'task_creation', before: null, after: null },
    ]);
    expect(status).toMatchObject({ event: 'taskStatusUpdated', task_id: created.task_id });
    expect(status.history_items).toEqual([created.history_items[0]]);
  });
});

describe('changes of a task', () => {
  let task: Json;
  beforeEach(async () => {
    task = await aTask(lab);
    await hook(lab, receiver);
  });

  it('tells a status twice with the same history item, whose id is a string above 2^53', async () => {
    const { event, item } = await pair(() => put(task.id, { status: 'in progress' }));
    expect(event).toBe('taskStatusUpdated');
    expect(item).toMatchObject({ field: 'status', before: { status: 'to do' }, after: { status: 'in progress' } });
    expect(typeof item.id).toBe('string');
    expect(BigInt(item.id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  });

  it('tells who was assigned and who was taken off', async () => {
    const added = await pair(() => put(task.id, { assignees: { add: [IDS.lea], rem: [] } }));
    const removed = await pair(() => put(task.id, { assignees: { add: [], rem: [IDS.lea] } }));
    expect(added.event).toBe('taskAssigneeUpdated');
    expect(added.item).toMatchObject({ field: 'assignee_add', before: null, after: { id: IDS.lea } });
    expect(removed.item).toMatchObject({ field: 'assignee_rem', before: { id: IDS.lea }, after: null });
  });

  it('tells priorities as objects with string ids, and due dates as strings', async () => {
    const priority = await pair(() => put(task.id, { priority: 2 }));
    const due = await pair(() => put(task.id, { due_date: NOW, due_date_time: true }));
    const cleared = await pair(() => put(task.id, { due_date: null }));
    expect(priority).toMatchObject({
      event: 'taskPriorityUpdated',
      item: { field: 'priority', before: null, after: { id: '2', priority: 'high' } },
    });
    expect(due).toMatchObject({
      event: 'taskDueDateUpdated',
      item: { field: 'due_date', before: null, after: String(NOW), data: { due_date_time: true } },
    });
    expect(cleared.item).toMatchObject({ before: String(NOW), after: null, data: { old_due_date_time: true } });
  });

  it('tells a description as a delta in a JSON string, and a name plainly, both as taskUpdated only', async () => {
    const [content] = await news(() => put(task.id, { markdown_content: '**Notes**' }));
    const [name] = await news(() => put(task.id, { name: 'Southwind' }));
    expect(content).toMatchObject({ event: 'taskUpdated', history_items: [{ field: 'content', before: null }] });
    expect(JSON.parse(content.history_items[0].after).ops[0]).toEqual({ insert: 'Notes' });
    expect(name.history_items).toMatchObject([{ field: 'name', before: 'Northwind', after: 'Southwind' }]);
    expect(receiver.received).toHaveLength(2);
  });

  it('tells a custom field as taskUpdated, a drop-down by the uuid of its option', async () => {
    const field = await lab.control.post<Json>('/fields', { name: 'Tier', type: 'drop_down', options: ['A', 'B'] });
    const option = field.type_config.options[1].id;
    const path = `/v2/task/${task.id}/field/${field.id}`;
    const [set] = await news(() => lab.call('ada', 'POST', path, { value: 1 }));
    const [cleared] = await news(() => lab.call('ada', 'DELETE', path));
    expect(set).toMatchObject({
      event: 'taskUpdated',
      history_items: [
        { field: 'custom_field', before: null, after: option, custom_field: { id: field.id, name: 'Tier' } },
      ],
    });
    expect(cleared.history_items).toMatchObject([{ before: option, after: null }]);
    expect(receiver.received).toHaveLength(2);
  });

  it('tells tags under an event of their own', async () => {
    const added = await pair(() => lab.call('ada', 'POST', `/v2/task/${task.id}/tag/vip`));
    const removed = await pair(() => lab.call('ada', 'DELETE', `/v2/task/${task.id}/tag/vip`));
    expect(added).toMatchObject({ event: 'taskTagUpdated', item: { field: 'tag', after: [{ name: 'vip' }] } });
    expect(removed.item).toMatchObject({ field: 'tag_removed', before: [{ name: 'vip' }] });
  });

  it('tells nothing when nothing changes', async () => {
    expect(await news(() => put(task.id, { name: 'Northwind', status: 'TO DO', priority: null }))).toEqual([]);
  });

  it('tells of what the owner of the webhook did itself as of anything else', async () => {
    const bodies = await news(() => lab.call('bot', 'PUT', `/v2/task/${task.id}`, { status: 'in progress' }));
    expect(bodies.map(({ history_items }) => history_items[0].user.id)).toEqual([IDS.bot, IDS.bot]);
  });

  it('tells a move with both lists, and updates the space', async () => {
    const path = `/v3/workspaces/${TEAM}/tasks/${task.id}/home_list/${OTHER_LIST}`;
    const [moved, updated, space] = await news(() => lab.call('ada', 'PUT', path, {}));
    expect(moved).toMatchObject({
      event: 'taskMoved',
      history_items: [
        {
          field: 'section_moved',
          before: { id: LIST, category: { name: 'hidden', hidden: true }, project: { id: '9010' } },
          after: { id: OTHER_LIST, name: 'Alerts' },
        },
      ],
    });
    expect(updated).toMatchObject({ event: 'taskUpdated', history_items: moved.history_items });
    expect(space).toMatchObject({ event: 'spaceUpdated', space_id: '9010' });
    expect((await lab.call('ada', 'GET', `/v2/task/${task.id}`)).body.list.id).toBe(OTHER_LIST);
  });

  it('tells a deletion by the id alone', async () => {
    const [deleted, ...rest] = await news(() => lab.call('ada', 'DELETE', `/v2/task/${task.id}`));
    expect(deleted).toMatchObject({ event: 'taskDeleted', task_id: task.id });
    expect(deleted).not.toHaveProperty('history_items');
    expect(rest).toEqual([]);
  });
});

describe('comments', () => {
  let task: Json;
  beforeEach(async () => {
    task = await aTask(lab);
    await hook(lab, receiver);
  });
  const post = (body: unknown) => lab.call('lea', 'POST', `/v2/task/${task.id}/comment`, body);

  it('come as taskCommentPosted and taskUpdated, with blocks and text_content', async () => {
    const blocks = [{ type: 'tag', user: { id: IDS.bot } }, { text: ' status' }];
    const { event, item } = await pair(() => post({ comment: blocks }));
    expect(event).toBe('taskCommentPosted');
    expect(item).toMatchObject({ field: 'comment', before: null, user: { id: IDS.lea } });
    expect(item.comment).toMatchObject({
      id: item.after,
      date: String(NOW),
      parent: task.id,
      type: 1,
      text_content: '@Onboarding Bot status\n',
      comment: [{ type: 'tag', user: { id: IDS.bot }, text: '@Onboarding Bot' }, { text: ' status' }, { text: '\n' }],
    });
    expect(item).not.toHaveProperty('parent_comment');
  });

  it('of a thread carry the comment they answer, under both events', async () => {
    const { id } = (await post({ comment_text: 'Draft?' })).body;
    await lab.sandbox.idle();
    const { event, item } = await pair(() =>
      lab.call('ada', 'POST', `/v2/comment/${id}/reply`, { comment_text: 'approve' }),
    );
    expect(event).toBe('taskCommentPosted');
    expect(item.comment).toMatchObject({ text_content: 'approve\n', parent: String(id) });
    expect(item.parent_comment).toMatchObject({ id: String(id), text_content: 'Draft?\n', threaded_replies: 1 });
  });

  it('that are edited come with the history id of the first posting', async () => {
    const { id, hist_id } = (await post({ comment_text: 'approve' })).body;
    await lab.sandbox.idle();
    const { event, item } = await pair(() => lab.call('lea', 'PUT', `/v2/comment/${id}`, { comment_text: 'wait' }));
    expect(event).toBe('taskCommentUpdated');
    expect(item).toMatchObject({ id: hist_id, comment: { text_content: 'wait\n' } });
  });

  it('that are resolved, assigned or deleted tell nobody', async () => {
    const { id } = (await post({ comment_text: 'x' })).body;
    await lab.sandbox.idle();
    const quiet = await news(async () => {
      await lab.call('lea', 'PUT', `/v2/comment/${id}`, { resolved: true, assignee: IDS.bot });
      await lab.call('lea', 'DELETE', `/v2/comment/${id}`);
    });
    expect(quiet).toEqual([]);
  });
});

describe('places', () => {
  it('are told by their ids, with spaceUpdated alongside', async () => {
    await hook(lab, receiver);
    const made = await news(() => lab.call('ada', 'POST', '/v2/space/9010/list', { name: 'New' }));
    expect(made.map(({ event }) => event)).toEqual(['listCreated', 'spaceUpdated']);
    expect(made[0]).not.toHaveProperty('history_items');
    const gone = await news(() => lab.call('ada', 'DELETE', `/v2/list/${made[0].list_id}`));
    expect(gone).toMatchObject([{ event: 'listDeleted', list_id: made[0].list_id }]);
  });

  it('that are deleted take their lists along: listDeleted for each', async () => {
    await hook(lab, receiver);
    const space = (await lab.call('ada', 'POST', `/v2/team/${TEAM}/space`, { name: 'Temp' })).body;
    const folder = (await lab.call('ada', 'POST', `/v2/space/${space.id}/folder`, { name: 'F' })).body;
    await lab.call('ada', 'POST', `/v2/folder/${folder.id}/list`, { name: 'L' });
    await lab.sandbox.idle();
    expect(eventNames(receiver)).toEqual([
      ...['spaceCreated', 'listCreated', 'spaceUpdated', 'folderCreated', 'listCreated', 'spaceUpdated'],
    ]);
    const gone = await news(() => lab.call('ada', 'DELETE', `/v2/space/${space.id}`));
    expect(gone.map(({ event }) => event)).toEqual(['spaceDeleted', 'folderDeleted', 'listDeleted', 'listDeleted']);
  });
});

describe('who hears what', () => {
  it('is decided by the subscribed events', async () => {
    await hook(lab, receiver, { events: ['taskCommentPosted', 'taskDeleted'] });
    const task = await aTask(lab);
    await lab.call('lea', 'POST', `/v2/task/${task.id}/comment`, { comment_text: 'x' });
    await lab.call('ada', 'DELETE', `/v2/task/${task.id}`);
    await lab.sandbox.idle();
    expect(eventNames(receiver)).toEqual(['taskCommentPosted', 'taskDeleted']);
  });

  it('is decided by the most specific location alone', async () => {
    await hook(lab, receiver, { events: ['taskCreated'], space_id: 9010, list_id: Number(OTHER_LIST) });
    await aTask(lab, { name: 'not heard' });
    const heard = (await lab.call('ada', 'POST', `/v2/list/${OTHER_LIST}/task`, { name: 'heard' })).body;
    await lab.sandbox.idle();
    expect(receiver.received.map(({ body }) => body.task_id)).toEqual([heard.id]);
  });

  it('is decided by what the owner of the webhook may see', async () => {
    await hook(lab, receiver);
    await lab.control.post('/lists', { id: '80', name: 'Secret', space_id: '9010', private_to: [IDS.ada] });
    await lab.call('ada', 'POST', '/v2/list/80/task', { name: 'secret' });
    await lab.sandbox.idle();
    expect(receiver.received).toEqual([]);
  });

  it('is nobody once the owner is deactivated', async () => {
    await hook(lab, receiver, {}, 'lea');
    await lab.control.post(`/users/${IDS.lea}/deactivate`);
    await aTask(lab);
    await lab.sandbox.idle();
    expect(receiver.received).toEqual([]);
  });
});
