import type { TaskFate } from '../../src/monitor/board.ts';
import { createReconciler, type ReconcileDeps } from '../../src/monitor/reconcile.ts';
import { onDay } from '../domain/builders.ts';
import { openTalkWithoutAccount, type Talk } from './conversation/talk.ts';
import { listRead } from './read-world.ts';
import { addQuiet, type Sweeping, sweeping } from './sweeping.ts';

const DELETED = 36;
const QUIET = { key: 'task:t-quiet' };

describe('an alert task that was deleted without a delivery', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  let alertTask: string;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk);
    await addQuiet(talk, 'quiet');
    await sweeps.on(35);
    await sweeps.written(35);
    alertTask = (await talk.store.outbox.result('t-quiet.a1.task'))?.taskId ?? '';
  });
  afterEach(() => talk.store.close());

  type Answer = TaskFate['kind'] | 'no answer';
  /** Reads everything once, where ClickUp answers so of the alert's task; gives how many tasks are still to be read. */
  const read = async (answer: Answer, comments: 'refused' | 'empty' = 'refused'): Promise<number> => {
    const board = {
      ...talk.deps.board,
      async *tasks() {
        yield* [];
      },
      comments: async (taskId: string) => {
        if (taskId === alertTask && comments === 'refused') throw new Error('not found');
        return [];
      },
      task: async () => null,
      whatBecameOf: async () => {
        if (answer === 'no answer') throw new Error('ClickUp is away');
        return { kind: answer };
      },
    };
    await listRead(talk, onDay(DELETED));
    const deps = { ...talk.deps, board, readFailure: () => ({ kind: 'final' }) };
    const reconciler = createReconciler(deps as unknown as ReconcileDeps);
    await reconciler.run(onDay(DELETED), false);
    while (await reconciler.catchUp(onDay(DELETED), 1));
    return reconciler.left();
  };
  const isOpen = async () => (await sweeps.alertOf(QUIET)) !== undefined;

  it.each(['refused', 'empty'] as const)(
    'ends its alert where its comments are %s, with all that was to be written',
    async (comments) => {
      await talk.store.outbox.add(
        [
          {
            ...{
              key: 'late',
              accountKey: QUIET.key,
              alertId: 't-quiet.a1',
              notBefore: 0,
              after: null,
              kind: 'update_task',
            },
            ...{ task: { id: alertTask }, name: 'Later' },
          },
        ],
        onDay(35),
      );
      await read('deleted', comments);
      expect(await isOpen()).toBe(false);
      expect((await talk.store.outbox.get('late'))?.status).toBe('withdrawn');
      expect(await talk.audited()).toContain('alert_closed');
    },
  );

  it('lets its account be alerted again after the cooldown', async () => {
    await read('deleted');
    await sweeps.on(DELETED + 1);
    expect(await isOpen()).toBe(false);
    await sweeps.on(DELETED + 8);
    expect(await sweeps.alertOf(QUIET)).toMatchObject({ id: 't-quiet.a2' });
  });

  it('ends an alert that a person had taken over too', async () => {
    const alert = await sweeps.alertOf(QUIET);
    await talk.store.alerts.put({ ...alert, takenOver: true } as never);
    await read('deleted');
    expect(await isOpen()).toBe(false);
  });

  it.each(['hidden', 'there'] as const)('is not taken for deleted while it is %s', async (answer) => {
    expect(await read(answer)).toBe(0);
    expect(await isOpen()).toBe(true);
  });

  it('is looked at again when ClickUp did not say what became of it', async () => {
    expect(await read('no answer')).toBeGreaterThan(0);
    expect(await isOpen()).toBe(true);
  });
});
