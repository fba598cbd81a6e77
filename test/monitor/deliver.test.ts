import { ClickUpError } from '../../src/clickup/errors.ts';
import type { Board } from '../../src/monitor/board.ts';
import { deliverDue, type Failure } from '../../src/monitor/deliver.ts';
import { paragraph } from '../../src/monitor/message.ts';
import { keyedLink, linkToWritten, type Write } from '../../src/monitor/outbox.ts';
import type { Store } from '../../src/monitor/store.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { emptyStore } from './store.ts';

const NOW = Date.UTC(2026, 10, 23, 10);
const TASK_URL = 'https://app.clickup.com/t/acc1';

/** ClickUp as far as writing goes: keeps what was written, and fails when told to, before or after applying. */
class Wall {
  readonly tasks: { id: string; key: string }[] = [];
  readonly comments: { id: string; key: string; text: string }[] = [];
  failures: ('cut before' | 'cut after' | 'refuse')[] = [];

  readonly board = {
    createTask: async ({ body }: { body: unknown }) => {
      const key = keyIn(body);
      return this.#apply(() => {
        const id = `new${this.tasks.push({ id: `new${this.tasks.length + 1}`, key })}`;
        return { taskId: id, url: `https://app.clickup.com/t/${id}` };
      });
    },
    postComment: async (_taskId: string, message: unknown) =>
      this.#apply(() => ({
        commentId: `c${this.comments.push({ id: `c${this.comments.length + 1}`, key: keyIn(message), text: JSON.stringify(message) })}`,
      })),
    findTask: async (_list: string, key: string) => {
      const found = this.tasks.find((task) => task.key === key);
      return found === undefined ? null : { taskId: found.id, url: `https://app.clickup.com/t/${found.id}` };
    },
    findComment: async (_task: string, key: string) => {
      const found = this.comments.find((comment) => comment.key === key);
      return found === undefined ? null : { commentId: found.id };
    },
  } as unknown as Board;

  #apply<T>(work: () => T): T {
    const failure = this.failures.shift();
    if (failure === 'refuse')
      throw new ClickUpError('no such task', { code: 'not_found', outcome: 'not_applied', status: 404 });
    if (failure === 'cut before') throw new ClickUpError('cut', { code: 'unreachable', outcome: 'unknown' });
    const result = work();
    if (failure === 'cut after') throw new ClickUpError('cut', { code: 'unreachable', outcome: 'unknown' });
    return result;
  }
}

const keyIn = (body: unknown): string => /#fvm-([\w.]+)/.exec(JSON.stringify(body))?.[1] ?? '';

const head = (key: string, after: string | null = null) => ({
  key,
  accountKey: 'task:acc1',
  alertId: 'acc1.a1',
  notBefore: NOW,
  after,
});
const aTask: Write = {
  ...head('k.task'),
  kind: 'create_task',
  listId: 'l1',
  name: 'Acme: stalled',
  body: [paragraph(keyedLink('account', TASK_URL, 'k.task'))],
  assigneeIds: [7],
  priority: 2,
  dueAt: NOW,
};
const aMention: Write = {
  ...head('k.mention', 'k.task'),
  kind: 'comment',
  task: { id: 'acc1' },
  body: [paragraph(linkToWritten('the task', 'k.task'), keyedLink('account', TASK_URL, 'k.mention'))],
  lane: 'alert',
};

const readFailure = (thrown: unknown): Failure =>
  thrown instanceof ClickUpError && thrown.code === 'not_found'
    ? { kind: 'final' }
    : { kind: 'again', outcomeUnknown: true, afterMs: null };

describe('delivery', () => {
  let store: Store;
  let wall: Wall;
  beforeEach(async () => {
    store = await emptyStore();
    wall = new Wall();
    await store.outbox.add([aMention, aTask], NOW);
  });
  afterEach(() => store.close());

  const deliver = (now = NOW) =>
    deliverDue({ store, board: wall.board, log: createLogger('silent'), readFailure }, () => now);
  const LATER = NOW + 3_600_000;

  it('writes the task, then the mention that links to it', async () => {
    expect(await deliver()).toEqual({ done: 2, waiting: 0, abandoned: 0 });
    expect(wall.comments[0]?.text).toContain('https://app.clickup.com/t/new1');
  });

  it('does nothing when it is asked again', async () => {
    await deliver();
    expect(await deliver(LATER)).toEqual({ done: 0, waiting: 0, abandoned: 0 });
    expect(wall.tasks).toHaveLength(1);
  });

  it.each([['cut before'], ['cut after']] as const)(
    'writes once when the connection is %s applying',
    async (failure) => {
      wall.failures = [failure];
      expect(await deliver()).toMatchObject({ done: 0, waiting: 1 });
      expect(await deliver(LATER)).toEqual({ done: 2, waiting: 0, abandoned: 0 });
      expect(wall.tasks).toHaveLength(1);
      expect(wall.comments).toHaveLength(1);
    },
  );

  it('finds what a process wrote that died before it could say so', async () => {
    const [claimed] = await store.outbox.claim(NOW, 1_000, 1);
    expect(claimed?.write.key).toBe('k.task');
    await wall.board.createTask(aTask as Parameters<Board['createTask']>[0]);
    expect(await deliver(LATER)).toMatchObject({ done: 2 });
    expect(wall.tasks).toHaveLength(1);
  });

  it('gives up what ClickUp refuses for good, and says so in the audit', async () => {
    wall.failures = ['refuse'];
    expect(await deliver()).toMatchObject({ abandoned: 1 });
    const [entry] = await store.audit.page({ accountKey: null, before: null, limit: 1 });
    expect(entry).toMatchObject({ what: 'clickup_write_abandoned', detail: { key: 'k.task' } });
  });

  it('waits longer after each failure', async () => {
    wall.failures = ['cut before'];
    await deliver();
    expect(await deliver(NOW + 1_000)).toEqual({ done: 0, waiting: 0, abandoned: 0 });
  });
});
