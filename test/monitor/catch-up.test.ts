import type { HandleDeps } from '../../src/monitor/handle-changes.ts';
import { createReconciler } from '../../src/monitor/reconcile.ts';
import { openTalk, type Talk } from './conversation/talk.ts';

const NOW = Date.UTC(2026, 10, 23, 10);

/** After a first start or a long gap every account task is news; reading them all at once would keep everybody waiting. */
describe('catching up on comments', () => {
  let talk: Talk;
  let read: string[];
  let out: ReadonlySet<string>;
  beforeEach(async () => {
    talk = await openTalk();
    await talk.store.meta.set('comments.owed', JSON.stringify(['t1', 't2', 't3']));
    read = [];
    out = new Set();
  });
  afterEach(() => talk.store.close());

  const catchUp = (): Promise<boolean> => {
    const comments = async (taskId: string) => {
      if (out.has(taskId)) throw new Error('out of reach');
      read.push(taskId);
      return [];
    };
    const deps = { ...talk.deps, board: { comments } } as unknown as HandleDeps;
    return createReconciler(deps).catchUp(NOW, 2);
  };

  it('reads a few tasks at a time, each once, also after a restart', async () => {
    expect([await catchUp(), read]).toEqual([true, ['t1', 't2']]);
    expect([await catchUp(), read]).toEqual([false, ['t1', 't2', 't3']]);
    expect([await catchUp(), read]).toEqual([false, ['t1', 't2', 't3']]);
  });

  it('passes over one task that cannot be read', async () => {
    out = new Set(['t1']);
    await catchUp();
    await catchUp();
    expect(read).toEqual(['t2', 't3']);
  });

  it('forgets nothing while ClickUp is away', async () => {
    out = new Set(['t1', 't2', 't3']);
    expect(await catchUp()).toBe(false);
    out = new Set();
    await catchUp();
    expect(read).toEqual(['t1', 't2']);
  });
});
