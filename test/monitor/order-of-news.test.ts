import type { BoardChange, BoardTask } from '../../src/monitor/board.ts';
import { handleComment, type HandleDeps } from '../../src/monitor/handle-changes.ts';
import { keepAccountTask } from '../../src/monitor/keep-accounts.ts';
import { plainText } from '../../src/monitor/message.ts';
import { aComment, aTask, openTalk, rulesForTasks, type Talk, WHO } from './conversation/talk.ts';
import { NOW } from './read-world.ts';

/** Comments are heard before everything else that ClickUp tells, and still nothing is answered from old facts. */
describe('the order of news', () => {
  let talk: Talk;
  let deps: HandleDeps;
  const tasks = new Map<string, BoardTask>();
  const read: string[] = [];

  beforeEach(async () => {
    talk = await openTalk();
    tasks.clear();
    read.length = 0;
    const settings = rulesForTasks();
    const task = async (id: string) => {
      read.push(id);
      return tasks.get(id) ?? null;
    };
    deps = { ...talk.deps, rules: settings, board: { ...talk.deps.board, task } } as unknown as HandleDeps;
  });
  afterEach(() => talk.store.close());

  const accountTask = (id: string, csm: { id: number; name: string }, updatedAt = NOW): void => {
    const fields = new Map([['csm', { kind: 'people', people: [csm] } as const]]);
    tasks.set(id, aTask({ id, name: 'Acme', listId: 'accounts', fields, updatedAt }));
  };
  const news = (key: string, taskId: string, commentId: string | null = null): BoardChange => ({
    ...{ key, taskId, commentId, event: 'taskUpdated', listId: 'accounts', actorId: WHO.member, at: NOW },
    ...{ parentCommentId: null, mentions: commentId === null ? [] : [WHO.agent], assignedId: null, act: null },
  });
  const replies = async () =>
    (await talk.store.outbox.claim(NOW, 1_000, 100)).flatMap(({ write }) =>
      write.kind === 'reply' ? [plainText(write.body)] : [],
    );
  const omar = { id: WHO.member, name: 'Omar Other' };

  it('puts a comment before the news of other tasks, and behind those of its own', async () => {
    accountTask('t-acme', omar);
    talk.board.comments = [aComment({ id: 'c1', authorId: WHO.member, text: 'snooze 7d their import' })];
    await talk.store.inbox.add([news('k1', 't-else'), news('k2', 't-acme'), news('k3', 't-acme', 'c1')], NOW);
    expect(await handleComment(deps, NOW)).toBe(true);
    expect(await replies()).toEqual([expect.stringContaining('No alerts for Acme')]);
    expect(read).toEqual(['t-acme']);
    expect(await handleComment(deps, NOW)).toBe(false);
  });

  it('lets whoever speaks on a task that was just created be answered about it', async () => {
    accountTask('t-new', omar);
    talk.board.comments = [aComment({ id: 'c1', taskId: 't-new', authorId: WHO.member })];
    await talk.store.inbox.add([news('k1', 't-new', 'c1')], NOW);
    await handleComment(deps, NOW);
    expect(await replies()).toEqual([expect.stringContaining('no plan is in force')]);
  });

  it('is kept: a reading that was overtaken by a newer one changes nothing', async () => {
    accountTask('t-acme', omar, NOW + 1);
    const newer = tasks.get('t-acme');
    accountTask('t-acme', { id: WHO.csm, name: 'Carla Ruiz' });
    const older = tasks.get('t-acme');
    if (newer !== undefined) await keepAccountTask(deps, newer, NOW);
    expect(older === undefined ? null : await keepAccountTask(deps, older, NOW)).toBe('same');
    expect(await talk.store.accounts.byTask('t-acme')).toMatchObject({ csm: { id: WHO.member } });
  });
});
