import { ClickUpError } from '../../src/clickup/errors.ts';
import type { Board, Lane, MayStillSend, NewFile } from '../../src/monitor/board.ts';
import type { Failure } from '../../src/monitor/deliver.ts';
import { type Message, paragraph } from '../../src/monitor/message.ts';
import { keyedLink, linkToWritten, type Write } from '../../src/monitor/outbox.ts';

export const NOW = Date.UTC(2026, 10, 23, 10);
const TASK_URL = 'https://app.clickup.com/t/acc1';

/** ClickUp as far as writing goes: keeps what was written, and fails when told to, before or after applying. */
export class Wall {
  readonly tasks: { id: string; key: string }[] = [];
  readonly comments: { id: string; key: string; text: string }[] = [];
  readonly updates: { taskId: string; name: string | undefined }[] = [];
  readonly files: (NewFile & { readonly taskId: string })[] = [];
  searchesFail = 0;
  failures: ('cut before' | 'cut after' | 'refuse')[] = [];

  readonly board = {
    createTask: async ({ body }: { body: unknown }, may: MayStillSend = () => true) => {
      if (!may()) throw new ClickUpError('too late', { code: 'overdue', outcome: 'not_applied' });
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
    postReply: async (_commentId: string, message: unknown) => this.board.postComment('', message as Message, 'alert'),
    findReply: async (_commentId: string, key: string) => this.board.findComment('', key, NOW),
    updateTask: async (taskId: string, { name }: { name?: string }) => {
      this.#apply(() => this.updates.push({ taskId, name }));
    },
    attachFile: async (taskId: string, file: NewFile) => {
      this.#apply(() => this.files.push({ taskId, ...file }));
    },
    files: async (taskId: string) => this.files.filter((file) => file.taskId === taskId).map(({ name }) => name),
    findTask: async (_list: string, key: string) => {
      if (this.searchesFail > 0) {
        this.searchesFail -= 1;
        throw new ClickUpError('no answer', { code: 'unreachable', outcome: 'not_applied' });
      }
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

const keyIn = (body: unknown): string => /#fvm-([\w.-]+)/.exec(JSON.stringify(body))?.[1] ?? '';

export const head = (key: string, after: string | null = null) => ({
  key,
  accountKey: 'task:acc1',
  alertId: 'acc1.a1',
  notBefore: NOW,
  after,
});
export const aTask: Write = {
  ...head('acc1.a1.task'),
  kind: 'create_task',
  listId: 'l1',
  name: 'Acme: stalled',
  body: [paragraph(keyedLink('account', TASK_URL, 'acc1.a1.task'))],
  assigneeIds: [7],
  priority: 2,
  dueAt: NOW,
};
export const aMention: Write = {
  ...head('acc1.a1.mention', 'acc1.a1.task'),
  kind: 'comment',
  task: { id: 'acc1' },
  body: [paragraph(linkToWritten('the task', 'acc1.a1.task'), keyedLink('account', TASK_URL, 'acc1.a1.mention'))],
  lane: 'alert',
};

const said = (key: string, lane: Lane) => ({
  ...head(key),
  alertId: null,
  body: [paragraph(keyedLink('account', TASK_URL, key))],
  lane,
});
export const aDraft: Write = { ...said('acc1.draft', 'alert'), kind: 'comment', task: { id: 'acc1' } };
export const goodNews: Write = { ...said('acc1.reached', 'alert'), kind: 'comment', task: { id: 'acc1' } };
export const aReply: Write = {
  ...said('reply.c1', 'conversation'),
  kind: 'reply',
  taskId: 'acc1',
  comment: { id: 'c1' },
};

/** What a report's file says is no matter here. */
export const drawReport = ({ month }: { readonly month: string }): string => `<p>${month}</p>`;

export function readFailure(thrown: unknown): Failure {
  if (!(thrown instanceof ClickUpError)) throw thrown;
  if (thrown.code === 'not_found') return { kind: 'final' };
  return { kind: 'again', outcomeUnknown: thrown.outcome === 'unknown', afterMs: null };
}

/** A heart that a test beats by hand. */
export class Heart {
  #beats: (() => void)[] = [];

  readonly every = (_ms: number, run: () => void): (() => void) => {
    this.#beats.push(run);
    return () => {
      this.#beats = this.#beats.filter((each) => each !== run);
    };
  };

  beat(): void {
    for (const run of this.#beats) run();
  }
}
