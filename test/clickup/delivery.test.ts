import { createHash } from 'node:crypto';
import { readDelivery } from '../../src/clickup/delivery.ts';
import { isSigned } from '../../src/clickup/signature.ts';
import { UNUSABLE } from '../../src/domain/board-act.ts';
import { aCommentItem, aHistoryItem, changesOf, deliver, HOOK, NOW, SECRET, sign } from './support/deliveries.ts';

const SECRETS = new Map([
  ['hook-0', 'whsec-0'],
  [HOOK, SECRET],
]);
const GOOD = Buffer.from('{"event":"taskUpdated","task_id":"86a","webhook_id":"hook-1"}');
const TOO_LARGE = Buffer.alloc(1024 * 1024 + 1, 0x20);

const read = (bytes: Buffer, headers: Record<string, string | string[]>) => readDelivery(bytes, headers, SECRETS, NOW);

describe('a signature', () => {
  it('agrees with the published HMAC-SHA256 of these bytes', () => {
    // RFC 4231, test case 2.
    const published = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(isSigned(Buffer.from('what do ya want for nothing?'), published, 'Jefe')).toBe(true);
  });

  it.each([
    ['one digit changed', (hex: string) => hex.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))],
    ['cut short', (hex: string) => hex.slice(0, 62)],
    ['with something behind it', (hex: string) => `${hex}zz`],
    ['empty', () => ''],
    ['no hexadecimal', (hex: string) => hex.replace(/^./, 'g')],
  ])('is wrong with %s', (_, spoil) => {
    expect(isSigned(GOOD, sign(GOOD), SECRET)).toBe(true);
    expect(isSigned(GOOD, spoil(sign(GOOD)), SECRET)).toBe(false);
  });
});

describe('a delivery is refused', () => {
  it.each([
    ['when it is larger than 1 MiB, even if it is signed', TOO_LARGE, { 'x-signature': sign(TOO_LARGE) }, 413],
    ['without a signature', GOOD, {}, 403],
    ['with two signatures', GOOD, { 'x-signature': [sign(GOOD), sign(GOOD)] }, 403],
    ['with another secret', GOOD, { 'x-signature': sign(GOOD, 'other') }, 403],
    ['with the signature of other bytes', GOOD, { 'x-signature': sign(Buffer.concat([GOOD, Buffer.from(' ')])) }, 403],
    ['for its signature before its bytes are read as JSON', Buffer.from('{'), { 'x-signature': sign(GOOD) }, 403],
    ['when it is signed but no JSON', Buffer.from('{'), { 'x-signature': sign(Buffer.from('{')) }, 400],
    [
      'when it is no UTF-8',
      Buffer.from('"\xff"', 'latin1'),
      { 'x-signature': sign(Buffer.from('"\xff"', 'latin1')) },
      400,
    ],
    ['when it is empty', Buffer.alloc(0), { 'x-signature': sign(Buffer.alloc(0)) }, 400],
  ])('%s', (_, bytes, headers, status) => {
    expect(read(bytes, headers)).toEqual({ kind: 'refused', status, why: expect.any(String) });
  });

  it('while we have no webhook at all', () => {
    expect(readDelivery(GOOD, { 'x-signature': sign(GOOD) }, new Map(), NOW)).toMatchObject({ status: 403 });
  });
});

describe('a delivery is accepted', () => {
  it('up to 1 MiB, under the webhook whose secret signed it, whatever its body says', () => {
    const bytes = Buffer.from(
      GOOD.toString()
        .replace('hook-1', 'hook-0')
        .padEnd(1024 * 1024),
    );
    expect(read(bytes, { 'x-signature': sign(bytes) })).toMatchObject({ kind: 'accepted', webhookId: HOOK });
  });

  it.each([
    'null',
    '42',
    '"text"',
    '[]',
    '{}',
    '{"event":7}',
    '{"event":"goalCreated","goal_id":"g1"}',
    '{"payload":{}}',
  ])('as nothing but the digest of its bytes when it is of no use: %s', (json) => {
    const bytes = Buffer.from(json);
    const nothing = { taskId: null, listId: null, actorId: null, at: null, mentions: [], assignedId: null, act: null };
    const key = `hook-1:unusable:${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}`;
    expect(read(bytes, { 'x-signature': sign(bytes) })).toEqual({
      kind: 'accepted',
      webhookId: HOOK,
      changes: [{ key, event: UNUSABLE, ...nothing, commentId: null, parentCommentId: null }],
    });
  });

  it('with what can be read of a history that is partly broken', () => {
    const body = {
      event: 'taskUpdated',
      task_id: '86a',
      history_items: [null, 'x', { field: 'status', user: 'nobody' }],
    };
    expect(changesOf(body)).toMatchObject([{ event: 'taskStatusUpdated', taskId: '86a', actorId: null, at: null }]);
  });
});

describe('a change', () => {
  it('has a key of its own even where ClickUp names no history id', () => {
    const items = [aHistoryItem({ id: null }), aHistoryItem({ id: null, field: 'due_date' })];
    const body = { event: 'taskUpdated', task_id: '86a', history_items: items };
    const keys = changesOf(body).map((change) => change.key);
    expect(new Set(keys).size).toBe(2);
    expect(changesOf(body).map((change) => change.key)).toEqual(keys);
  });

  it('names the task, its list, the actor and the time', () => {
    const [change] = changesOf({ event: 'taskStatusUpdated', task_id: '86a', history_items: [aHistoryItem()] });
    expect(change).toEqual({
      key: 'hook-1:4690000000000000001',
      event: 'taskStatusUpdated',
      taskId: '86a',
      listId: '901200000001',
      actorId: 70_000_002,
      at: 1_789_000_000_456,
      commentId: null,
      parentCommentId: null,
      mentions: [],
      assignedId: null,
      act: null,
    });
  });

  it('keeps history ids as they are written, far beyond what a number holds', () => {
    const keys = ['4690000000000000001', '4690000000000000002'].map(
      (id) => changesOf({ event: 'taskUpdated', task_id: '86a', history_items: [aHistoryItem({ id })] })[0]?.key,
    );
    expect(keys).toEqual(['hook-1:4690000000000000001', 'hook-1:4690000000000000002']);
  });

  it.each([-16_800_000, '-16800000'])("knows ClickUp's own agents by their negative ids: %j", (id) => {
    const item = aHistoryItem({ user: { id, username: 'Agent' } });
    expect(changesOf({ event: 'taskUpdated', task_id: '86a', history_items: [item] })[0]?.actorId).toBe(-16_800_000);
  });

  it.each([
    ['who was assigned', { field: 'assignee_add', after: { id: 70_000_001 } }, 70_000_001],
    ['nobody when someone was taken off', { field: 'assignee_rem', after: { id: 70_000_001 } }, null],
    ['nobody when the person is not named', { field: 'assignee_add', after: null }, null],
  ])('of the assignees names %s', (_, item, assignedId) => {
    const body = { event: 'taskAssigneeUpdated', task_id: '86a', history_items: [aHistoryItem(item)] };
    expect(changesOf(body)[0]?.assignedId).toBe(assignedId);
  });

  it('of a task that moved names the list where it is now', () => {
    const item = aHistoryItem({ field: 'section_moved', after: { id: '901200000009', name: 'Closed' } });
    expect(changesOf({ event: 'taskMoved', task_id: '86a', history_items: [item] })[0]?.listId).toBe('901200000009');
  });
});

describe('a comment', () => {
  const told = (event: string, item: object) => changesOf({ event, task_id: '86abc12de', history_items: [item] })[0];

  it('names itself and everyone it mentions', () => {
    const blocks = [
      { type: 'tag', user: { id: -5 }, text: '@Agent' },
      { text: ' why?' },
      { type: 'tag', user: { id: 70_000_001 } },
    ];
    expect(told('taskCommentPosted', aCommentItem({ comment: { comment: blocks } }))).toMatchObject({
      commentId: '90110000000002',
      parentCommentId: null,
      mentions: [-5, 70_000_001],
    });
  });

  it.each([
    ['a sibling that names the thread', aCommentItem({ parent_comment: { id: '90110000000001' } })],
    ['a parent that is not the task', aCommentItem({ comment: { parent: '90110000000001' } })],
  ])('is a reply by %s', (_, item) => {
    expect(told('taskUpdated', item)?.parentCommentId).toBe('90110000000001');
  });

  it('says to whom it is assigned', () => {
    expect(told('taskCommentPosted', aCommentItem({ comment: { assignee: { id: 70_000_001 } } }))?.assignedId).toBe(
      70_000_001,
    );
  });

  it('is known by its id even when nothing else of it is told', () => {
    const bare = aHistoryItem({ field: 'comment', after: '90110000000002' });
    expect(told('taskCommentPosted', bare)).toMatchObject({
      commentId: '90110000000002',
      key: 'hook-1:4690000000000000001',
    });
  });

  it('that is edited is another change, although ClickUp keeps the history id', () => {
    const edited = aCommentItem({ comment: { comment: [{ text: 'reject too early' }] } });
    expect(told('taskCommentUpdated', edited)?.key).not.toBe(told('taskCommentPosted', aCommentItem())?.key);
  });

  it('that is told in other cuts and with another history id is the same change', () => {
    const cut = aCommentItem({
      id: '4690000000000000777',
      comment: { comment: [{ text: 'app' }, { text: 'rove' }, { text: '\n' }] },
    });
    expect(told('taskUpdated', cut)?.key).toBe(told('taskCommentPosted', aCommentItem())?.key);
  });
});

describe('one act', () => {
  it.each([
    ['a status', 'taskStatusUpdated', aHistoryItem()],
    ['an assignment', 'taskAssigneeUpdated', aHistoryItem({ field: 'assignee_add', after: { id: 70_000_001 } })],
    ['a move', 'taskMoved', aHistoryItem({ field: 'section_moved', after: { id: '9' } })],
    ['a comment', 'taskCommentPosted', aCommentItem()],
  ])('told twice is one change, whichever comes first: %s', (_, event, item) => {
    const body = { task_id: '86abc12de', history_items: [item] };
    expect(changesOf({ ...body, event: 'taskUpdated' })).toEqual(changesOf({ ...body, event }));
  });

  it('of creating a task is two changes, of which the status is shared with its companion', () => {
    const status = aHistoryItem({ id: '2' });
    const creation = aHistoryItem({ id: '1', field: 'task_creation' });
    const created = changesOf({ event: 'taskCreated', task_id: '86a', history_items: [status, creation] });
    const companion = changesOf({ event: 'taskStatusUpdated', task_id: '86a', history_items: [status] });
    expect(created.map((change) => change.event)).toEqual(['taskStatusUpdated', 'taskCreated']);
    expect(companion).toEqual(created.slice(0, 1));
  });

  it('is told apart by webhook', () => {
    const bytes = Buffer.from(
      JSON.stringify({ event: 'taskUpdated', task_id: '86a', history_items: [aHistoryItem()] }),
    );
    const other = read(bytes, { 'x-signature': sign(bytes, 'whsec-0') });
    expect(other).toMatchObject({ webhookId: 'hook-0', changes: [{ key: 'hook-0:4690000000000000001' }] });
  });
});

describe('an event without history', () => {
  const gone = { event: 'taskDeleted', task_id: '86a' };

  it.each([
    [gone, { taskId: '86a', listId: null }],
    [
      { event: 'listDeleted', list_id: '901200000001' },
      { taskId: null, listId: '901200000001' },
    ],
    [
      { event: 'spaceUpdated', space_id: 9010 },
      { taskId: null, listId: null },
    ],
    [
      { event: 'folderDeleted', folder_id: '9011' },
      { taskId: null, listId: null },
    ],
  ])('tells ids only: %j', (body, ids) => {
    expect(changesOf(body)).toMatchObject([{ event: body.event, ...ids, actorId: null, at: null }]);
  });

  it('sent again within minutes is the same change, and the next day another', () => {
    const [first] = changesOf(gone, NOW);
    expect(changesOf(gone, NOW + 60_000)[0]?.key).toBe(first?.key);
    expect(changesOf(gone, NOW + 86_400_000)[0]?.key).not.toBe(first?.key);
    expect(changesOf({ ...gone, task_id: '86b' }, NOW)[0]?.key).not.toBe(first?.key);
    expect(changesOf({ ...gone, data: { more: 1 } }, NOW)[0]?.key).not.toBe(first?.key);
  });

  it('of a task with an empty history is still a reason to look', () => {
    expect(deliver({ event: 'taskUpdated', task_id: '86a', history_items: [] })).toMatchObject({
      changes: [{ taskId: '86a' }],
    });
  });
});
