import type { BoardAct } from '../../src/domain/board-act.ts';
import { toldActOf } from '../../src/monitor/tell-acts.ts';
import { aCommentItem, aHistoryItem, deliver, LEA } from './support/deliveries.ts';

const AT = 1_789_000_000_456;
const status = (type: string) => ({ status: type, type, orderindex: 0, color: '#000' });
const told = (event: string, ...items: readonly object[]) => {
  const delivery = deliver({ event, task_id: '86abc12de', history_items: items });
  const changes = delivery.kind === 'accepted' ? delivery.changes : [];
  return changes.flatMap((change) => toldActOf(change) ?? []);
};
const actsIn = (event: string, ...items: readonly object[]): readonly Partial<BoardAct>[] =>
  told(event, ...items).map(({ act }) => act);

describe('a delivery tells of activity', () => {
  it('when a task is made, once though two items say so', () => {
    const items = [
      aHistoryItem({ field: 'status', before: status('removed'), after: status('open') }),
      aHistoryItem({ id: '4690000000000000002', field: 'task_creation' }),
    ];
    expect(actsIn('taskCreated', ...items)).toEqual([
      {
        ...{ name: 'clickup.task_created', at: AT, taskId: '86abc12de', listId: '901200000001', actorId: LEA.id },
        ...{ commentId: null, isReply: false, learntBy: 'delivery', taskName: null, creatorId: null },
      },
    ]);
  });

  it.each([
    ['from open to closed', 'open', 'closed', true],
    ['from a status of its own to done', 'custom', 'done', true],
    ['from done to closed, which completes nothing more', 'done', 'closed', false],
    ['when it is opened again', 'closed', 'open', false],
    ['when it only moves on', 'open', 'custom', false],
    ['when it is made as done', 'removed', 'done', true],
  ])('when a task goes %s', (_, before, after, counts) => {
    const item = aHistoryItem({ before: status(before), after: status(after) });
    const acts = actsIn('taskStatusUpdated', item);
    expect(acts.map(({ name, at }) => [name, at])).toEqual(counts ? [['clickup.task_completed', AT]] : []);
  });

  it('when somebody comments, at the top or in a thread, under the same key in every telling', () => {
    const [posted] = told('taskCommentPosted', aCommentItem());
    const [updated] = told('taskUpdated', aCommentItem({ id: '4690000000000000009' }));
    expect(posted?.key).toBe(updated?.key);
    expect(posted?.act).toMatchObject({
      name: 'clickup.comment_posted',
      commentId: '90110000000002',
      at: AT,
      isReply: false,
    });
    const reply = aCommentItem({ parent_comment: { id: '90110000000001' } });
    expect(actsIn('taskUpdated', reply)).toMatchObject([{ isReply: true }]);
  });

  it('of who wrote a comment and when, though another person edited it later', () => {
    const author = { id: 70_000_006, username: 'Gus Guest' };
    const edit = aCommentItem({ date: String(AT + 9_000_000), comment: { user: author } });
    expect(actsIn('taskCommentUpdated', edit)).toMatchObject([{ actorId: author.id, at: AT }]);
  });

  it('and of nothing where a task is changed in any other way, or goes', () => {
    expect(actsIn('taskUpdated', aHistoryItem({ field: 'name' }), aHistoryItem({ field: 'due_date' }))).toEqual([]);
    expect(actsIn('taskDeleted')).toEqual([]);
  });
});
