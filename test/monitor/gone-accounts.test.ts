import type { BoardChange, BoardTask, TaskFate } from '../../src/monitor/board.ts';
import { handleChanges, type HandleDeps } from '../../src/monitor/handle-changes.ts';
import { createReconciler, type ReconcileDeps, type Reconciler } from '../../src/monitor/reconcile.ts';
import { aTask, openTalkWithoutAccount, rulesForTasks, type Talk } from './conversation/talk.ts';
import { addAccount, listRead, NOW } from './read-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const IDS = ['t-a', 't-b', 't-c'];

const aChange = (taskId: string): BoardChange => ({
  ...{
    key: `k-${taskId}`,
    event: 'taskUpdated',
    taskId,
    listId: 'accounts',
    actorId: 70000005,
    at: NOW,
    commentId: null,
  },
  ...{ parentCommentId: null, mentions: [], assignedId: null, act: null },
});

describe('an account task that is no longer in the list, of which no delivery told', () => {
  let talk: Talk;
  /** What the list shows, and what ClickUp says of the rest. */
  let list: BoardTask[];
  let fates: Map<string, TaskFate | 'no answer'>;
  let [wholeReads, asked]: [number, string[]] = [0, []];
  let deps: object;
  let reconciler: Reconciler;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    list = IDS.map((id) => aTask({ id, name: id, listId: 'accounts', updatedAt: NOW - HOUR }));
    fates = new Map();
    [wholeReads, asked] = [0, []];
    const board = {
      ...talk.deps.board,
      async *tasks(_list: string, since: number | null) {
        if (since === null) wholeReads += 1;
        yield* list.filter(({ updatedAt }) => since === null || updatedAt > since);
        if (fates.get('the list') === 'no answer') throw new Error('ClickUp is away');
      },
      comments: async (taskId: string) => {
        if (fates.has(taskId)) throw new Error('not found');
        return [];
      },
      task: async () => null,
      whatBecameOf: async (taskId: string): Promise<TaskFate> => {
        asked.push(taskId);
        const fate = fates.get(taskId) ?? 'no answer';
        if (fate === 'no answer') throw new Error('ClickUp is away');
        return fate;
      },
    };
    deps = { ...talk.deps, rules: rulesForTasks(), board, readFailure: () => ({ kind: 'final' }) };
    reconciler = createReconciler(deps as unknown as ReconcileDeps);
    await reconciler.run(NOW, true);
    wholeReads = 0;
  });
  afterEach(() => talk.store.close());

  const isThere = async (id: string) => (await talk.store.accounts.byTask(id)) !== null;
  const there = async () => (await Promise.all(IDS.map(isThere))).flatMap((is, at) => (is ? [IDS[at]] : []));
  const shows = (...ids: string[]) => {
    list = list.filter(({ id }) => ids.includes(id));
  };
  const taskThere = (part: Partial<BoardTask>): TaskFate => ({
    kind: 'there',
    task: aTask({ listId: 'accounts', ...part }),
  });

  it.each<[string, TaskFate]>([
    ['deleted', { kind: 'deleted' }],
    ['moved', taskThere({ listId: 'elsewhere' })],
    ['hidden from the agent', { kind: 'hidden' }],
  ])('is found within the hour when it is %s, though only changes are read in between', async (_what, fate) => {
    shows('t-a', 't-c');
    fates.set('t-b', fate);
    for (let at = 0; at <= HOUR + 50 * MINUTE; at += 10 * MINUTE) await reconciler.run(NOW + at, false);
    expect(await there()).toEqual(['t-a', 't-c']);
    expect(wholeReads).toBe(1);
  });

  it('is found at once where its comments cannot be read because it is deleted', async () => {
    shows('t-a', 't-c');
    fates.set('t-b', { kind: 'deleted' });
    await reconciler.run(NOW + MINUTE, false);
    while (await reconciler.catchUp(NOW + MINUTE, 2));
    expect([await there(), wholeReads]).toEqual([['t-a', 't-c'], 0]);
  });

  it('brings its account back when it is in the list again', async () => {
    const [, back] = list;
    shows('t-a', 't-c');
    fates.set('t-b', taskThere({ listId: 'elsewhere' }));
    await reconciler.run(NOW + HOUR, false);
    list = [...list, back as BoardTask];
    await reconciler.run(NOW + 2 * HOUR, false);
    expect(await there()).toEqual(IDS);
  });

  it.each([
    ['59 minutes after a short list', 1, 59 * MINUTE, 0],
    ['an hour after a short list', 1, HOUR, 1],
    ['an hour after a list of 72 pages', 72, HOUR, 0],
    ['two hours after a list of 72 pages', 72, 2 * HOUR, 1],
    ['by a clock that was set back', 1, -MINUTE, 1],
  ])('is looked for in the whole list %s', async (_when, calls, later, reads) => {
    await listRead(talk, NOW, calls);
    await reconciler.run(NOW + later, false);
    expect(wholeReads).toBe(reads);
  });

  it('is looked for less often where many are archived, each of which takes a call', async () => {
    const archived = Array.from({ length: 71 }, (_, at) => `t-old-${at}`);
    for (const id of archived) {
      await addAccount(talk as never, { id: id.slice(2), plan: null });
      fates.set(id, taskThere({ archived: true }));
    }
    for (const at of [HOUR, 2 * HOUR, 3 * HOUR - MINUTE, 3 * HOUR]) await reconciler.run(NOW + at, false);
    expect([wholeReads, asked.length]).toEqual([2, 142]);
  });

  it('has what slipped through read with it, and leaves alone what is known', async () => {
    list = list.map((task) => (task.id === 't-b' ? { ...task, name: 'Bolt', updatedAt: task.updatedAt + 1 } : task));
    expect(await reconciler.run(NOW + HOUR, false)).toEqual({ read: 1, added: 0, changed: 1, gone: 0 });
    expect((await talk.store.accounts.byTask('t-b'))?.name).toBe('Bolt');
  });

  it.each<[string, readonly string[], TaskFate | 'no answer', number]>([
    ['ClickUp does not say what became of the others', ['t-a'], 'no answer', 1],
    ['the list is empty and all its tasks are hidden', [], { kind: 'hidden' }, 1],
    ['the list is empty and all its tasks are in their place', [], taskThere({}), 1],
    ['more tasks are hidden than shown', ['t-a'], { kind: 'hidden' }, 2],
    ['its tasks are archived, which no list shows', [], taskThere({ archived: true }), 3],
  ])('is not taken for gone where %s', async (_what, shown, fate, calls) => {
    shows(...shown);
    for (const id of IDS) if (!shown.includes(id)) fates.set(id, fate);
    await reconciler.run(NOW + HOUR, false).catch(() => undefined);
    expect(await there()).toEqual(IDS);
    expect(asked).toHaveLength(calls);
  });

  it.each<[TaskFate, boolean]>([
    [{ kind: 'hidden' }, true],
    [{ kind: 'deleted' }, false],
  ])('is not taken for gone by a delivery on it alone, when ClickUp then answers %j', async (fate, stays) => {
    fates.set('t-b', fate);
    await talk.store.inbox.add([aChange('t-b')], NOW);
    await handleChanges(deps as unknown as HandleDeps, NOW);
    expect(await isThere('t-b')).toBe(stays);
  });

  it('is not taken for gone where the list breaks off', async () => {
    shows('t-a', 't-c');
    fates.set('t-b', { kind: 'hidden' });
    fates.set('the list', 'no answer');
    await expect(reconciler.run(NOW + HOUR, false)).rejects.toThrow('away');
    expect(await there()).toEqual(IDS);
  });
});
