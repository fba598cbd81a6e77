import type { BoardComment } from '../../src/monitor/board.ts';
import { hearTask } from '../../src/monitor/hear-comments.ts';
import { createReconciler, type ReconcileDeps, type Reconciler } from '../../src/monitor/reconcile.ts';
import { aComment, openTalk, type Talk, WHO } from './conversation/talk.ts';
import { addAccount, listRead, NOW, openAlert, taskMade } from './read-world.ts';

const DAY_MS = 86_400_000;

describe('comments that no delivery told of', () => {
  let talk: Talk;
  let read: string[];
  let gone: string | null;
  let reconciler: Reconciler;
  beforeEach(async () => {
    talk = await openTalk();
    // “t-acme” has a waiting draft.
    const world = { store: talk.store } as Parameters<typeof addAccount>[0];
    await addAccount(world, { id: 'a-quiet' });
    const alerted = await addAccount(world, { id: 'z-alerted' });
    await taskMade(world, await openAlert(world, alerted), 'alert-task');
    await addAccount(world, { id: 'm-changed' });
    await talk.store.meta.set('comments.owed', JSON.stringify(['t-m-changed']));
    read = [];
    gone = null;
    const comments = async (taskId: string) => {
      if (taskId === gone) throw new Error('not found');
      read.push(taskId);
      return [];
    };
    const tasks = async function* () {
      yield* [];
    };
    const readFailure = () => ({ kind: 'final' }) as const;
    const whatBecameOf = async () => ({ kind: 'hidden' }) as const;
    const rules = { ...talk.deps.rules, lists: { accounts: 'accounts' } };
    const deps = { ...talk.deps, rules, readFailure, board: { ...talk.deps.board, comments, tasks, whatBecameOf } };
    reconciler = createReconciler(deps as unknown as ReconcileDeps);
    await listRead(talk, NOW);
    await reconciler.run(NOW, false);
  });
  afterEach(() => talk.store.close());

  it('are looked for on waiting drafts, then on open alerts, on changed tasks, then on the rest', async () => {
    while (await reconciler.catchUp(NOW, 1));
    expect(read).toEqual(['t-acme', 't-z-alerted', 'alert-task', 't-m-changed', 't-a-quiet']);
    expect(await reconciler.left()).toBe(0);
  });

  it('are looked for in turn again in the next round', async () => {
    while (await reconciler.catchUp(NOW, 2));
    await reconciler.run(NOW, false);
    expect(await reconciler.left()).toBe(5);
  });

  it('hold nothing up on a task that is out of sight', async () => {
    gone = 't-acme';
    expect(await reconciler.catchUp(NOW, 1)).toBe(true);
    expect(await reconciler.catchUp(NOW, 1)).toBe(true);
    expect(read).toEqual(['t-z-alerted']);
  });
});

describe('the threads of a task', () => {
  let talk: Talk;
  let readThreads: string[];
  const threadsRead = new Map<string, number>();
  beforeEach(async () => {
    talk = await openTalk();
    readThreads = [];
    threadsRead.clear();
  });
  afterEach(() => talk.store.close());

  const hear = async (comment: BoardComment, replies: readonly BoardComment[] = []) => {
    const board = {
      ...talk.deps.board,
      comments: async (_taskId: string, since: number | null) => [comment].filter(({ at }) => at >= (since ?? at)),
      replies: async (_taskId: string, commentId: string) => {
        readThreads.push(commentId);
        return replies;
      },
    };
    const reading = { reach: NOW - 90 * DAY_MS, threadsRead };
    return hearTask({ ...talk.deps, board }, 't-acme', NOW - 7 * DAY_MS, NOW, reading);
  };
  const heard = async (id: string) => (await talk.store.comments.heard(id)).length;
  const old = aComment({ id: 'old', at: NOW - 30 * DAY_MS, replyCount: 1 });

  it('are read on old comments too, where what is new in them is heard', async () => {
    const news = aComment({ id: 'new', parentId: 'old', at: NOW - DAY_MS });
    const stale = aComment({ id: 'stale', parentId: 'old', at: NOW - 20 * DAY_MS });
    expect(await hear(old, [news, stale])).toEqual({ threads: 1, newestAt: NOW - DAY_MS });
    expect([await heard('new'), await heard('stale'), await heard('old')]).toEqual([1, 0, 0]);
  });

  it('are read where other people talk, since someone may call the agent there', async () => {
    const theirs = aComment({ id: 'theirs', authorId: WHO.member, mentions: [], replyCount: 1 });
    await hear(theirs, [aComment({ id: 'call', parentId: 'theirs' })]);
    expect(await heard('call')).toBe(1);
  });

  it('are not read again while an old one has not grown', async () => {
    await hear(old);
    await hear(old);
    await hear({ ...old, replyCount: 2 });
    expect(readThreads).toEqual(['old', 'old']);
  });

  it('are read again each time where the agent is in a recent one: a reply may have been edited', async () => {
    const draft = aComment({ id: 'draft', authorId: WHO.agent, at: NOW - DAY_MS, replyCount: 1 });
    await hear(draft);
    await hear(draft);
    expect(readThreads).toEqual(['draft', 'draft']);
  });
});
