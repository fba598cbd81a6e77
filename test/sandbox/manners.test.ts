import {
  aTask,
  eventNames,
  hook,
  IDS,
  type Json,
  type Lab,
  NOW,
  later,
  openLab,
  openReceiver,
  type Receiver,
} from './lab.ts';

/** Points that ClickUp leaves open: the stand-in can be told which way to behave. */
let lab: Lab;
let receiver: Receiver;
let task: Json;
beforeEach(async () => {
  lab = await openLab();
  receiver = await openReceiver();
  task = await aTask(lab);
  await hook(lab, receiver);
});
afterEach(async () => {
  await lab.close();
  await receiver.close();
});

const say = async (path: string): Promise<Json> =>
  (await lab.call('lea', 'POST', path, { comment_text: 'hello' })).body;
const idle = () => lab.control.get('/idle');

it.each([
  ['both', ['taskCommentPosted', 'taskUpdated']],
  ['taskUpdated', ['taskUpdated']],
  ['taskCommentPosted', ['taskCommentPosted']],
])('tells replies as %s, and comments as both', async (manner, told) => {
  await lab.control.put('/manners', { replies_told_as: manner });
  const { id } = await say(`/v2/task/${task.id}/comment`);
  await say(`/v2/comment/${id}/reply`);
  await idle();
  expect(eventNames(receiver)).toEqual(['taskCommentPosted', 'taskUpdated', ...told]);
});

it.each([true, false])('keeps the history id of an edited comment: %s', async (keeps) => {
  await lab.control.put('/manners', { edits_keep_history_id: keeps });
  const { id } = await say(`/v2/task/${task.id}/comment`);
  await lab.call('lea', 'PUT', `/v2/comment/${id}`, { comment_text: 'hello again' });
  await idle();
  const [posted, , edited] = receiver.received.map(({ body }) => body.history_items[0].id);
  expect(posted === edited).toBe(keeps);
});

it.each(['before', 'after'])('names who was taken off in %s', async (side) => {
  await lab.control.put('/manners', { removed_assignee_in: side });
  await lab.call('lea', 'PUT', `/v2/task/${task.id}`, { assignees: { add: [IDS.ada] } });
  await lab.call('lea', 'PUT', `/v2/task/${task.id}`, { assignees: { rem: [IDS.ada] } });
  await idle();
  const items = receiver.received.map(({ body }) => body.history_items[0]);
  const removal = items.find(({ field }) => field === 'assignee_rem');
  expect(removal[side].id).toBe(IDS.ada);
  expect(removal[side === 'before' ? 'after' : 'before']).toBeNull();
});

it.each([true, false])('tells the assignees of a new task: %s', async (tells) => {
  await lab.control.put('/manners', { creation_tells_assignees: tells });
  await aTask(lab, { assignees: [IDS.lea] });
  await idle();
  expect(eventNames(receiver).includes('taskAssigneeUpdated')).toBe(tells);
});

it.each([true, false])('moves a task’s date with a comment: %s', async (moves) => {
  await lab.control.put('/manners', { comments_move_tasks: moves });
  await later(lab, 60_000);
  await say(`/v2/task/${task.id}/comment`);
  const { body } = await lab.call('lea', 'GET', `/v2/task/${task.id}`);
  expect(body.date_updated).toBe(String(moves ? NOW + 60_000 : NOW));
});

it.each([
  ['full', { id: IDS.bot, username: 'Onboarding Bot' }],
  ['id as text', { id: String(IDS.bot) }],
])('writes mentions in deliveries as %s', async (manner, user) => {
  await lab.control.put('/manners', { told_tags: manner });
  const comment = [{ type: 'tag', user: { id: IDS.bot } }];
  await lab.call('lea', 'POST', `/v2/task/${task.id}/comment`, { comment });
  await idle();
  expect(receiver.received[0]?.body.history_items[0].comment.comment[0].user).toMatchObject(user);
});

it('writes the rate reset in milliseconds when told to', async () => {
  const reset = async () => Number((await lab.call('lea', 'GET', '/v2/user')).headers.get('x-ratelimit-reset'));
  expect(await reset()).toBeLessThan(1e12);
  await lab.control.put('/manners', { rate_reset_in: 'milliseconds' });
  expect(await reset()).toBeGreaterThan(1e12);
});

it('refuses manners it does not know, and forgets them on reset', async () => {
  await expect(lab.control.put('/manners', { replies_told_as: 'never' })).rejects.toThrow('400');
  await expect(lab.control.put('/manners', { kind: true })).rejects.toThrow('400');
  await lab.control.put('/manners', { comments_move_tasks: true });
  await lab.control.post('/reset');
  expect(await lab.control.get('/manners')).toMatchObject({ comments_move_tasks: false });
});

it('suspends a webhook when told to: it gets nothing until it is set active again', async () => {
  const [webhook] = (await lab.call('bot', 'GET', '/v2/team/9000000001/webhook')).body.webhooks;
  await lab.control.post(`/webhooks/${webhook.id}/suspend`);
  await say(`/v2/task/${task.id}/comment`);
  await idle();
  expect(receiver.received).toEqual([]);
  const [suspended] = (await lab.call('bot', 'GET', '/v2/team/9000000001/webhook')).body.webhooks;
  expect(suspended.health).toEqual({ status: 'suspended', fail_count: 1 });
});
