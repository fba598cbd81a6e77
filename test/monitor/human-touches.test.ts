import type { BoardChange } from '../../src/monitor/board.ts';
import { handleChanges, type HandleDeps } from '../../src/monitor/handle-changes.ts';
import { considerComment } from '../../src/monitor/hear-comments.ts';
import { onDay } from '../domain/builders.ts';
import { aComment, openTalk, type Talk, type Who, WHO } from './conversation/talk.ts';
import { openAlert, taskMade } from './read-world.ts';

const TOLD = onDay(31);
const LATER = onDay(33);

describe('a person’s act on an alert', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
    await taskMade(talk, await openAlert(talk, talk.acme), 'alert1');
  });
  afterEach(() => talk.store.close());

  const actedAt = async () => (await talk.store.alerts.delivered(0, LATER))[0]?.actedAt;
  const takenOver = async () => (await talk.store.alerts.open([talk.acme.key])).get(talk.acme.key)?.takenOver;
  const tell = async (event: string, who: Who): Promise<void> => {
    const change: BoardChange = {
      ...{ key: `k-${event}`, event, taskId: 'alert1', listId: 'alerts', actorId: WHO[who], at: LATER },
      ...{ commentId: null, parentCommentId: null, mentions: [], assignedId: null, act: null },
    };
    await talk.store.inbox.add([change], LATER);
    await handleChanges(talk.deps as unknown as HandleDeps, LATER);
  };
  const comment = (who: Who, taskId: string, at = LATER) =>
    considerComment(talk.deps, aComment({ authorId: WHO[who], taskId, at, mentions: [] }), LATER);

  it.each([
    ['taskStatusUpdated', LATER],
    ['taskAssigneeUpdated', null],
  ])('after %s on the alert’s task, which is theirs from then on, is %p', async (event, expected) => {
    await tell(event, 'csm');
    expect(await actedAt()).toBe(expected);
    expect(await takenOver()).toBe(true);
  });

  it('is read from a comment where no delivery tells of it', async () => {
    await comment('csm', 'alert1');
    expect(await actedAt()).toBe(LATER);
    expect(await takenOver()).toBe(true);
  });

  it('leaves the alert to the agent when it is a comment on the account’s own task', async () => {
    await comment('csm', 't-acme');
    expect(await actedAt()).toBe(LATER);
    expect(await takenOver()).toBe(false);
  });

  it('is none when the comment on the account’s task is older than the alert', async () => {
    await comment('csm', 't-acme', TOLD - 1);
    expect(await actedAt()).toBeNull();
  });

  it.each(['guest', 'superAgent', 'agent', 'stranger'] as const)('is none when it comes from a %s', async (who) => {
    await tell('taskStatusUpdated', who);
    await comment(who, 'alert1');
    await comment(who, 't-acme');
    expect(await actedAt()).toBeNull();
    expect(await takenOver()).toBe(false);
  });
});
