import { isSameAct, likelyDoer, messageIdOf, SOMEBODY } from '../../src/domain/board-act.ts';
import { onDay } from './builders.ts';

const AT = onDay(3);
const onTask = { taskId: 't1', commentId: null } as const;

describe('the message id of an act', () => {
  it('is one for a task that is made, one for each time that it is completed, and one for each comment', () => {
    expect(messageIdOf({ ...onTask, name: 'clickup.task_created', at: AT })).toBe('task_created:t1:');
    expect(messageIdOf({ ...onTask, name: 'clickup.task_completed', at: AT })).toBe(`task_completed:t1:${AT}`);
    const comment = { taskId: 't1', commentId: 'c9', name: 'clickup.comment_posted', at: AT } as const;
    expect(messageIdOf(comment)).toBe('comment_posted:c9:');
  });
});

describe('two tellings of a completion', () => {
  it.each([
    ['are one act when they name the same instant', 'delivery', 'delivery', 0, true],
    ['are two when deliveries name two instants', 'delivery', 'delivery', 40, false],
    ['are one when reading shows it a moment later', 'reading', 'delivery', 4_000, true],
    ['are one when the delivery comes after the reading', 'delivery', 'reading', -4_000, true],
    ['are two when reading shows it minutes later', 'reading', 'delivery', 120_000, false],
  ] as const)('%s', (_, learntBy, before, laterMs, same) => {
    const known = { at: AT, learntBy: before };
    expect(isSameAct({ name: 'clickup.task_completed', at: AT + laterMs, learntBy }, known)).toBe(same);
  });
});

describe('whoever completed a task of which nothing tells', () => {
  const [GUEST, OTHER_GUEST, MEMBER] = [6, 7, 2];
  const isGuest = (id: number): boolean => id === GUEST || id === OTHER_GUEST;
  it.each([
    ['is the guest who had it', [GUEST], MEMBER, GUEST],
    ['is one of the guests who had it', [GUEST, OTHER_GUEST], MEMBER, null],
    ['is nobody known where one of ours had it too', [GUEST, MEMBER], GUEST, SOMEBODY],
    ['is the guest who made it where nobody had it', [], GUEST, GUEST],
    ['is nobody known where one of ours made it and nobody had it', [], MEMBER, SOMEBODY],
    ['is nobody known where nothing is said at all', [], null, SOMEBODY],
  ])('%s', (_, assignees, creatorId, doer) => {
    expect(likelyDoer({ assignees: assignees.map((id) => ({ id })), creatorId }, isGuest)).toBe(doer);
  });
});
