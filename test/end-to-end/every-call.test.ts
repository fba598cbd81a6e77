import { LISTS, PEOPLE, SPACE } from '../../src/cli/demo/workspace.ts';
import { createClickUpBoard } from '../../src/clickup/board.ts';
import { createClickUpClient } from '../../src/clickup/client.ts';
import { createClickUpHooks } from '../../src/clickup/hooks.ts';
import { createRateLimiter, type RateLimiter } from '../../src/clickup/rate-limiter.ts';
import { type Board, type Hooks, PLACE_KINDS } from '../../src/monitor/board.ts';
import { WEBHOOK_EVENTS } from '../../src/monitor/keep-webhook.ts';
import { KEY_MARK, link, mention, paragraph } from '../../src/monitor/message.ts';
import { buildWorld, type World } from './world.ts';

const START = Date.now() - 60_000;
const COMMENTS_A_PAGE = 25;
const keyed = (key: string) => [
  paragraph('For ', mention(PEOPLE.lena), link(' here', `https://fvm.example/a${KEY_MARK}${key}`)),
];

/**
 * The rare calls that the other tests have no cause for, such as repairing a webhook: made against the stand-in, so that the
 * check of the contract (docs/contract-check.md) sees every kind of request that the client can make.
 */
describe('every call of the client', () => {
  let world: World;
  let limiter: RateLimiter;
  let board: Board;
  let hooks: Hooks;
  let taskId: string;

  beforeAll(async () => {
    world = await buildWorld();
    limiter = createRateLimiter();
    const client = createClickUpClient({ apiUrl: world.sandbox.apiUrl, token: world.workspace.tokens.agent, limiter });
    board = createClickUpBoard(client);
    hooks = createClickUpHooks(client);
    const list = { listId: LISTS.alerts, name: 'Northwind is stuck', body: keyed('task-1'), priority: 2 };
    taskId = (await board.createTask({ ...list, assigneeIds: [PEOPLE.cara.id], dueAt: START })).taskId;
  }, 30_000);
  afterAll(async () => {
    limiter.close();
    await world.close();
  });

  it('knows itself, the workspace and a list', async () => {
    expect((await board.whoAmI()).id).toBe(PEOPLE.agent.id);
    const ids = (await board.members()).map(({ id }) => id);
    expect(ids).toEqual(Object.values(PEOPLE).map(({ id }) => id));
    expect((await board.list(LISTS.alerts)).statuses.map(({ name }) => name)).toContain('in progress');
    expect(await board.fields(LISTS.accounts)).toContainEqual({ name: 'Account ID', type: 'short_text' });
    await world.standIn.put(`/lists/${LISTS.accounts}/members`, { user_ids: [PEOPLE.lena.id] });
    expect(await board.listMembers(LISTS.accounts)).toEqual([PEOPLE.lena.id]);
  });

  it('looks for a place of each kind, and reads what is open there and what changed', async () => {
    const ids = { list: LISTS.alerts, folder: '1', space: SPACE } as const;
    const found = PLACE_KINDS.map((kind) => board.hasPlace(kind, ids[kind]));
    expect(await Promise.all(found)).toEqual([true, false, true]);
    const open = PLACE_KINDS.map((kind) => board.tasksIn(kind, [ids[kind], '2'], null));
    expect((await Promise.all(open)).map((tasks) => tasks.map(({ id }) => id))).toEqual([[taskId], [], [taskId]]);
    expect(await board.tasksIn('list', [LISTS.alerts], Date.now() + 60_000)).toEqual([]);
  });

  it('changes all of a task, and finds it again by its key and by its change', async () => {
    const assignees = { add: [PEOPLE.omar.id], remove: [PEOPLE.cara.id] };
    const words = { name: 'Northwind moves', body: keyed('task-1') };
    await board.updateTask(taskId, { ...words, assignees, priority: 1, dueAt: START, status: 'in progress' });
    expect(await board.task(taskId)).toMatchObject({
      name: 'Northwind moves',
      priority: 1,
      status: { name: 'in progress' },
    });
    expect(await board.findTask(LISTS.alerts, 'task-1', START)).toMatchObject({ taskId });
    const changed: string[] = [];
    for await (const task of board.tasks(LISTS.alerts, START)) changed.push(task.id, String(task.assignees[0]?.id));
    expect(changed).toEqual([taskId, String(PEOPLE.omar.id)]);
  });

  it('writes, edits and finds comments and replies, beyond the first page', async () => {
    const { commentId } = await board.postComment(taskId, keyed('comment-1'), 'conversation');
    const reply = await board.postReply(commentId, keyed('reply-1'), 'conversation');
    await board.editComment(commentId, [...keyed('comment-1'), paragraph('Edited.')]);
    for (let n = 0; n < COMMENTS_A_PAGE; n += 1) await board.postComment(taskId, [paragraph(`No. ${n}`)], 'background');
    expect(await board.findComment(taskId, 'comment-1', START)).toEqual({ commentId });
    expect(await board.findReply(commentId, 'reply-1')).toEqual(reply);
  });

  it('puts a file on a task, and reads the names of its files', async () => {
    expect(await board.files(taskId)).toEqual([]);
    await board.attachFile(taskId, { name: 'report.html', type: 'text/html', content: '<p>Größe</p>' });
    expect(await board.files(taskId)).toEqual(['report.html']);
  });

  it('sees a task that someone has moved to another list', async () => {
    const tara = world.standIn.as(world.workspace.tokens.tara);
    const { space } = await tara.get<{ space: { id: string } }>(`/v2/list/${LISTS.accounts}`);
    const archive = { name: 'Archive', space_id: space.id, statuses: [{ status: 'onboarding', type: 'open' }] };
    const { id: listId } = await world.standIn.post<{ id: string }>('/lists', archive);
    const moved = await world.addAccount({ name: 'Southwind', fields: {} });
    await tara.put(`/v3/workspaces/9000000001/tasks/${moved}/home_list/${listId}`, {});
    expect(await board.task(moved)).toMatchObject({ listId });
  });

  it('registers, repairs and removes a webhook', async () => {
    const hook = await hooks.create('http://127.0.0.1:9/webhooks/clickup', ['taskCreated']);
    await hooks.repair(hook.id, hook.endpoint, WEBHOOK_EVENTS);
    expect(await hooks.all()).toMatchObject([{ id: hook.id, events: WEBHOOK_EVENTS }]);
    await hooks.remove(hook.id);
    expect(await hooks.all()).toEqual([]);
  });
});
