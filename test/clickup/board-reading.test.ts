import nock from 'nock';
import { createClickUpBoard } from '../../src/clickup/board.ts';
import type { BoardTask } from '../../src/monitor/board.ts';
import { aConnection, clickUp, withNetworkShut } from './support/connected.ts';
import { aWireComment, aWireTask, AGENT, LEA } from './support/wire.ts';

const LIST = '901200000001';
const TASK = '86abc12de';

function aBoard(options: { teamId?: string } = {}) {
  const connection = aConnection();
  return { ...connection, board: createClickUpBoard(connection.client, options) };
}

async function all(tasks: AsyncIterable<BoardTask>): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const task of tasks) ids.push(task.id);
  return ids;
}

const pageOf = (count: number, from: number) =>
  Array.from({ length: count }, (_, index) =>
    aWireTask({ id: `t${from + index}`, date_updated: String(9_000 - from - index) }),
  );

describe('the seat', () => {
  withNetworkShut();

  it.each(['timezone', 'timezeone'])('has the zone of its profile, spelled %s', async (key) => {
    clickUp()
      .get('/v2/user')
      .reply(200, { user: { ...AGENT, [key]: 'Europe/Berlin' } });
    expect(await aBoard().board.whoAmI()).toEqual({
      id: AGENT.id,
      name: AGENT.username,
      email: AGENT.email,
      zone: 'Europe/Berlin',
    });
  });
});

describe('the members', () => {
  withNetworkShut();

  const team = (id: string, users: readonly object[] = []) => ({
    id,
    name: `Space ${id}`,
    members: users.map((user) => ({ user })),
  });

  it('are read with their roles; one without a role is a guest, who is told nothing', async () => {
    const users = [
      { ...LEA, role: 3, role_key: 'member' },
      { id: 1, username: null, email: 'owner@example.test', role: 1 },
      { id: 2, username: 'Ada', email: null, role_key: 'admin' },
      { id: 3, username: 'Customer', email: null, role: 4 },
      { id: -9, username: 'Super Agent', email: null },
    ];
    clickUp()
      .get('/v2/team')
      .reply(200, { teams: [team('9001', users)] });
    const members = await aBoard().board.members();
    expect(members.map(({ id, name, role }) => [id, name, role])).toEqual([
      [LEA.id, 'Lea Lead', 'member'],
      [1, 'owner@example.test', 'owner'],
      [2, 'Ada', 'admin'],
      [3, 'Customer', 'guest'],
      [-9, 'Super Agent', 'guest'],
    ]);
  });

  it('are those of the workspace that the setting names', async () => {
    clickUp()
      .get('/v2/team')
      .reply(200, { teams: [team('9001'), team('9002', [{ ...LEA, role: 2 }])] });
    expect(await aBoard({ teamId: '9002' }).board.members()).toHaveLength(1);
  });

  it.each([
    [
      'several to choose from',
      undefined,
      ['9001', '9002'],
      'set CLICKUP_TEAM_ID to one of them. Seen: Space 9001 (9001), Space 9002 (9002)',
    ],
    ['none at all', undefined, [], 'sees 0 workspaces'],
    ['another than the setting names', '9009', ['9001'], 'CLICKUP_TEAM_ID is 9009'],
  ])('cannot be read of %s; the error says the way out', async (_, teamId, ids, words) => {
    clickUp()
      .get('/v2/team')
      .reply(200, { teams: ids.map((id) => team(id)) });
    const reading = aBoard(teamId === undefined ? {} : { teamId }).board.members();
    await expect(reading).rejects.toMatchObject({ code: 'workspace_unclear', message: expect.stringContaining(words) });
  });
});

describe('a list', () => {
  withNetworkShut();

  it('is read with its statuses', async () => {
    const statuses = [{ id: 's', status: 'to do', type: 'open', orderindex: 0 }];
    clickUp().get(`/v2/list/${LIST}`).reply(200, { id: LIST, name: 'Accounts', statuses, permission_level: 'edit' });
    expect(await aBoard().board.list(LIST)).toEqual({
      id: LIST,
      name: 'Accounts',
      permission: 'edit',
      statuses: [{ name: 'to do', type: 'open' }],
    });
  });

  it('names those with whom it was shared', async () => {
    clickUp()
      .get(`/v2/list/${LIST}/member`)
      .reply(200, { members: [{ id: 81, username: 'Gus' }, { id: '-7' }] });
    expect(await aBoard().board.listMembers(LIST)).toEqual([81, -7]);
  });

  it('names its fields', async () => {
    clickUp()
      .get(`/v2/list/${LIST}/field`)
      .reply(200, { fields: [{ id: '1', name: 'Account ID', type: 'short_text' }] });
    expect(await aBoard().board.fields(LIST)).toEqual([{ name: 'Account ID', type: 'short_text' }]);
  });
});

describe('the tasks of a list', () => {
  withNetworkShut();

  const query = { order_by: 'updated', include_closed: 'true', subtasks: 'false' };
  const page = (number: number, since?: number) =>
    clickUp()
      .get(`/v2/list/${LIST}/task`)
      .query({ ...query, ...(since === undefined ? {} : { date_updated_gt: since }), page: number });

  it('come oldest change first, from all pages, each once though pages shift', async () => {
    page(0).reply(200, { tasks: pageOf(100, 0), last_page: false });
    page(1).reply(200, { tasks: pageOf(2, 99), last_page: true });
    const { board, lanes } = aBoard();
    const ids = await all(board.tasks(LIST, null));
    expect(ids).toHaveLength(101);
    expect([ids[0], ids[100]]).toEqual(['t100', 't0']);
    expect(lanes).toEqual(['background', 'background']);
  });

  it('are only those that changed after `since`, even where ClickUp sends others along', async () => {
    const tasks = [aWireTask({ id: 'new', date_updated: '5001' }), aWireTask({ id: 'old', date_updated: '5000' })];
    page(0, 5_000).reply(200, { tasks, last_page: true });
    expect(await all(aBoard().board.tasks(LIST, 5_000))).toEqual(['new']);
  });

  it('end at a short page where ClickUp does not say which is the last', async () => {
    page(0).reply(200, { tasks: pageOf(3, 0) });
    expect(await all(aBoard().board.tasks(LIST, null))).toHaveLength(3);
  });

  it('end at a page that brings nothing new, so that broken paging cannot go on for ever', async () => {
    page(0).reply(200, { tasks: pageOf(100, 0), last_page: false });
    page(1).reply(200, { tasks: pageOf(100, 0), last_page: false });
    expect(await all(aBoard().board.tasks(LIST, null))).toHaveLength(100);
  });
});

describe('onboarding work', () => {
  withNetworkShut();

  it.each([
    ['list', 'list_ids[]'],
    ['folder', 'project_ids[]'],
    ['space', 'space_ids[]'],
  ] as const)('of several places of kind %s comes from one call, subtasks too', async (kind, filter) => {
    const [folder, space] = [{ id: '801' }, { id: 701 }];
    clickUp()
      .get('/v2/team/9001/task')
      .query({ order_by: 'updated', subtasks: 'true', include_closed: 'false', [filter]: ['1', '2'], page: 0 })
      .reply(200, { tasks: [aWireTask({ folder, space })], last_page: true });
    const { board, lanes } = aBoard({ teamId: '9001' });
    const found = await board.tasksIn(kind, ['1', '2'], null);
    expect(found).toMatchObject([{ id: TASK, listId: LIST, folderId: '801', spaceId: '701' }]);
    expect(lanes).toEqual(['background']);
  });

  it('that changed is asked for with what was closed meanwhile', async () => {
    clickUp()
      .get('/v2/team/9001/task')
      .query((query) => query.include_closed === 'true' && query.date_updated_gt === '7')
      .reply(200, { tasks: [], last_page: true });
    expect(await aBoard({ teamId: '9001' }).board.tasksIn('list', ['1'], 7)).toEqual([]);
  });

  it.each([
    ['there', 200, { id: '1' }, true],
    ['deleted', 404, { err: 'Folder not found', ECODE: 'ITEM_013' }, false],
    ['hidden', 401, { err: 'Team not authorized', ECODE: 'ACCESS_083' }, false],
    ['of another kind', 400, { err: 'Folder ID invalid', ECODE: 'INPUT_005' }, false],
  ])('lies in a place that is %s', async (_, status, body, expected) => {
    clickUp().get('/v2/folder/1').reply(status, body);
    expect(await aBoard().board.hasPlace('folder', '1')).toBe(expected);
  });

  it('is not taken for gone because ClickUp is', async () => {
    clickUp().get('/v2/list/1').times(9).reply(503, {});
    await expect(aBoard().board.hasPlace('list', '1')).rejects.toMatchObject({ name: 'ClickUpError' });
    nock.cleanAll();
  });
});

describe('a single task', () => {
  withNetworkShut();

  it('is read in the lane of whoever waits for it', async () => {
    clickUp().get(`/v2/task/${TASK}`).times(2).reply(200, aWireTask());
    const { board, lanes } = aBoard();
    expect((await board.task(TASK))?.id).toBe(TASK);
    await board.task(TASK, 'conversation');
    expect(lanes).toEqual(['background', 'conversation']);
  });

  it.each([
    [404, 'ITEM_013'],
    [401, 'ACCESS_083'],
    [403, undefined],
  ])('is null when it is gone or hidden (%i %s)', async (status, ECODE) => {
    clickUp().get(`/v2/task/${TASK}`).reply(status, { err: 'no', ECODE });
    expect(await aBoard().board.task(TASK)).toBeNull();
  });

  it.each([
    ['deleted', 404, { err: 'Task not found', ECODE: 'ITEM_013' }],
    ['hidden', 401, { err: 'Team not authorized', ECODE: 'ACCESS_083' }],
    ['hidden', 404, { err: 'Not found', ECODE: 'ACCESS_999' }],
    ['hidden', 403, {}],
    // Not ClickUp's word: whatever stands between answers so.
    ['hidden', 404, '<html>'],
  ])('is %s where ClickUp answers %i %j', async (kind, status, body) => {
    clickUp().get(`/v2/task/${TASK}`).reply(status, body);
    expect(await aBoard().board.whatBecameOf(TASK)).toEqual({ kind });
  });

  it('is there with what it shows, and nobody knows what became of it while ClickUp is away', async () => {
    clickUp().get(`/v2/task/${TASK}`).reply(200, aWireTask());
    expect(await aBoard().board.whatBecameOf(TASK)).toMatchObject({ kind: 'there', task: { id: TASK } });
    clickUp().get(`/v2/task/${TASK}`).times(9).reply(503, {});
    await expect(aBoard().board.whatBecameOf(TASK)).rejects.toMatchObject({ name: 'ClickUpError' });
    nock.cleanAll();
  });

  it('is not taken for gone because the token died', async () => {
    clickUp().get(`/v2/task/${TASK}`).reply(401, { err: 'Token invalid', ECODE: 'OAUTH_019' });
    await expect(aBoard().board.task(TASK)).rejects.toMatchObject({ code: 'unauthorized' });
  });
});

describe('comments', () => {
  withNetworkShut();

  const comments = (count: number, newest: number) =>
    Array.from({ length: count }, (_, index) =>
      aWireComment({ id: `c${newest - index}`, date: String(newest - index) }),
    );
  const page = (query: object = {}) =>
    clickUp()
      .get(`/v2/task/${TASK}/comment`)
      .query({ ...query });

  it('are read with their author, mentions and digest', async () => {
    const wire = aWireComment({
      comment: [{ type: 'tag', user: AGENT, text: '@agent' }, { text: ' status\n' }],
      assignee: AGENT,
      reply_count: '2',
    });
    page().reply(200, { comments: [wire] });
    expect(await aBoard().board.comments(TASK, null)).toEqual([
      {
        id: '90110000000002',
        taskId: TASK,
        parentId: null,
        authorId: LEA.id,
        authorName: 'Lea Lead',
        at: 1_789_000_000_456,
        text: 'status',
        mentions: [AGENT.id],
        assigneeId: AGENT.id,
        replyCount: 2,
        digest: expect.stringMatching(/^[0-9a-f]{32}$/),
        links: [],
      },
    ]);
  });

  it('may have no author, no blocks and no count', async () => {
    page().reply(200, { comments: [aWireComment({ user: null, comment: null, reply_count: null })] });
    expect(await aBoard().board.comments(TASK, null)).toMatchObject([{ authorId: 0, text: 'hello', replyCount: 0 }]);
  });

  it('are paged by date and id together, newest first', async () => {
    page().reply(200, { comments: comments(25, 100) });
    page({ start: 76, start_id: 'c76' }).reply(200, { comments: comments(3, 75) });
    const ids = (await aBoard().board.comments(TASK, null)).map((comment) => comment.id);
    expect(ids).toEqual(Array.from({ length: 28 }, (_, index) => `c${100 - index}`));
  });

  it('are read back to `since` and no further', async () => {
    page().reply(200, { comments: comments(25, 100) });
    expect(await aBoard().board.comments(TASK, 98)).toHaveLength(3);
  });

  it('end where the cursor does not move on', async () => {
    page().reply(200, { comments: comments(25, 100) });
    page({ start: 76, start_id: 'c76' }).reply(200, { comments: comments(25, 100) });
    expect(await aBoard().board.comments(TASK, null)).toHaveLength(25);
  });

  it('have replies, which know their thread', async () => {
    clickUp()
      .get('/v2/comment/c1/reply')
      .reply(200, { comments: [aWireComment({ id: 'r1' })] });
    expect(await aBoard().board.replies(TASK, 'c1')).toMatchObject([{ id: 'r1', taskId: TASK, parentId: 'c1' }]);
  });
});
