import { createClickUpBoard } from '../../src/clickup/board.ts';
import { bullet, link, mention, paragraph } from '../../src/monitor/message.ts';
import { aConnection, clickUp, withNetworkShut } from './support/connected.ts';
import { aWireComment, aWireTask, AGENT, LEA } from './support/wire.ts';

const LIST = '901200000002';
const TASK = '86abc12de';
const DUE = 1_789_300_000_000;
const KEY = 'acme:hard';
const KEYED = `https://app.clickup.com/t/${TASK}#fvm-${KEY}`;
const MESSAGE = [paragraph(mention({ id: LEA.id, name: 'Lea' }), ' ', link('Acme', KEYED)), bullet('one')];
const BLOCKS = [
  { type: 'tag', user: { id: LEA.id } },
  { text: ' ', attributes: {} },
  { text: 'Acme', attributes: { link: KEYED } },
  { text: '\n', attributes: {} },
  { text: 'one', attributes: {} },
  { text: '\n', attributes: { list: { list: 'bullet' } } },
];

function aBoard() {
  const connection = aConnection();
  return { ...connection, board: createClickUpBoard(connection.client) };
}

const aboutMe = () => clickUp().get('/v2/user').reply(200, { user: AGENT });

describe('a new task', () => {
  withNetworkShut();

  it('is a plain task with a flat list of assignees and its due time as it is', async () => {
    const body = {
      name: 'Acme: stalled',
      markdown_content: `Lea [Acme](${KEYED})\n\n- one`,
      assignees: [LEA.id],
      priority: 2,
      due_date: DUE,
      due_date_time: true,
      notify_all: false,
      custom_item_id: 0,
    };
    clickUp()
      .post(`/v2/list/${LIST}/task`, body)
      .reply(200, aWireTask({ id: '86new', url: 'https://app.clickup.com/t/86new' }));
    const { board, lanes } = aBoard();
    const task = { listId: LIST, name: 'Acme: stalled', body: MESSAGE, assigneeIds: [LEA.id], priority: 2, dueAt: DUE };
    expect(await board.createTask(task)).toEqual({ taskId: '86new', url: 'https://app.clickup.com/t/86new' });
    expect(lanes).toEqual(['alert']);
  });
});

describe('a change to a task', () => {
  withNetworkShut();

  it.each([
    [{ name: 'Acme: gone dark' }, { name: 'Acme: gone dark' }],
    [{ status: 'complete' }, { status: 'complete' }],
    [
      { priority: 1, dueAt: DUE },
      { priority: 1, due_date: DUE, due_date_time: true },
    ],
    [{ assignees: { add: [1], remove: [2] } }, { assignees: { add: [1], rem: [2] } }],
    [{ body: [paragraph('a*b')] }, { markdown_content: 'a\\*b' }],
  ])('sends only what changes: %j', async (change, body) => {
    clickUp()
      .put(`/v2/task/${TASK}`, (sent) => JSON.stringify(sent) === JSON.stringify(body))
      .reply(200, aWireTask());
    await aBoard().board.updateTask(TASK, change);
  });
});

describe('what the agent says', () => {
  withNetworkShut();

  it('is a comment of blocks, in the lane of whoever waits for it; its number becomes an id', async () => {
    const answer = { id: 90_110_000_000_001, hist_id: '4690000000000000000', date: DUE };
    clickUp().post(`/v2/task/${TASK}/comment`, { comment: BLOCKS, notify_all: false }).reply(200, answer);
    const { board, lanes } = aBoard();
    expect(await board.postComment(TASK, MESSAGE, 'conversation')).toEqual({ commentId: '90110000000001' });
    expect(lanes).toEqual(['conversation']);
  });

  it('is a reply in a thread', async () => {
    clickUp().post('/v2/comment/c1/reply', { comment: BLOCKS, notify_all: false }).reply(200, { id: 7 });
    expect(await aBoard().board.postReply('c1', MESSAGE, 'conversation')).toEqual({ commentId: '7' });
  });

  it('is looked up in the thread when ClickUp answers a reply with nothing', async () => {
    clickUp().post('/v2/comment/c1/reply').reply(200, {});
    aboutMe();
    const replies = [
      aWireComment({ id: 'not-mine', comment: BLOCKS, date: '9' }),
      aWireComment({ id: 'older', user: AGENT, comment: BLOCKS, date: '1' }),
      aWireComment({ id: 'mine', user: AGENT, comment: BLOCKS, date: '2' }),
      aWireComment({ id: 'other', user: AGENT, date: '3' }),
    ];
    clickUp().get('/v2/comment/c1/reply').reply(200, { comments: replies });
    expect(await aBoard().board.postReply('c1', MESSAGE, 'alert')).toEqual({ commentId: 'mine' });
  });

  it('has an unknown outcome when ClickUp took a reply that is nowhere', async () => {
    clickUp().post('/v2/comment/c1/reply').reply(200, {});
    aboutMe();
    clickUp().get('/v2/comment/c1/reply').reply(200, { comments: [] });
    await expect(aBoard().board.postReply('c1', MESSAGE, 'alert')).rejects.toMatchObject({
      code: 'malformed',
      outcome: 'unknown',
    });
  });

  it('is edited in place', async () => {
    clickUp().put('/v2/comment/c1', { comment: BLOCKS }).reply(200, {});
    await aBoard().board.editComment('c1', MESSAGE);
  });
});

describe('a key', () => {
  withNetworkShut();

  const markdown = `Lea [Acme](${KEYED})`;
  const linked = [{ text: 'Acme', attributes: { link: KEYED } }];

  it.each([
    ["the agent's task that links to it", aWireTask({ creator: AGENT, markdown_description: markdown }), TASK],
    ['no task of someone who copied the link', aWireTask({ markdown_description: markdown }), null],
    ['no task with a longer key', aWireTask({ creator: AGENT, markdown_description: `[x](${KEYED}2)` }), null],
    ['no task without a description', aWireTask({ creator: AGENT, markdown_description: null }), null],
  ])('leads to %s', async (_, task, taskId) => {
    aboutMe();
    const query = {
      order_by: 'created',
      date_created_gt: DUE - 300_000,
      include_closed: 'true',
      include_markdown_description: 'true',
      page: 0,
    };
    clickUp()
      .get(`/v2/list/${LIST}/task`)
      .query(query)
      .reply(200, { tasks: [task], last_page: true });
    expect((await aBoard().board.findTask(LIST, KEY, DUE))?.taskId ?? null).toBe(taskId);
  });

  it.each([
    ["the agent's comment", { user: AGENT, comment: linked }, 'c9'],
    ["no one else's comment", { comment: linked }, null],
    ['no comment that only speaks of it', { user: AGENT, comment: [{ text: KEYED }] }, null],
    ['no comment from long before', { user: AGENT, comment: linked, date: '1788000000000' }, null],
  ])('leads to %s', async (_, changes, commentId) => {
    aboutMe();
    const comments = [aWireComment({ id: 'c9', date: String(DUE), ...changes })];
    clickUp().get(`/v2/task/${TASK}/comment`).reply(200, { comments });
    expect((await aBoard().board.findComment(TASK, KEY, DUE))?.commentId ?? null).toBe(commentId);
  });

  it("leads to the agent's reply in a thread; who the agent is, is asked once", async () => {
    aboutMe();
    clickUp()
      .get('/v2/comment/c1/reply')
      .times(2)
      .reply(200, { comments: [aWireComment({ id: 'r1', user: AGENT, comment: linked })] });
    const { board } = aBoard();
    expect(await board.findReply('c1', KEY)).toEqual({ commentId: 'r1' });
    expect(await board.findReply('c1', 'other')).toBeNull();
  });
});
