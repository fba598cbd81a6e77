import type { Instant } from '../domain/account.ts';
import type { Board, MayStillSend } from './board.ts';
import type { Message } from './message.ts';
import type { ReportJson } from './report-json.ts';
import { reportFileName } from './report-words.ts';
import { awaitedKeys, type Target, type Write, type Written, withAddresses } from './outbox.ts';
import type { Store } from './store.ts';

/** One row of the outbox as calls to ClickUp. */
export interface WriteDeps {
  readonly board: Board;
  readonly store: Pick<Store, 'outbox' | 'reports'>;
  /** The monthly report as an HTML file. */
  readonly drawReport: (report: ReportJson) => string;
}

/** ClickUp's own stamps may lag behind ours by this much: a clock without a time server, wrong by hours, finds its own work. */
const SEARCH_SLACK_MS = 86_400_000;

/** Looks for what an earlier try may have left behind; changes in place need no search, repeating them is harmless. */
export async function findWritten(
  { board, store }: Pick<WriteDeps, 'board' | 'store'>,
  write: Write,
  triedSince: Instant,
): Promise<Written | null> {
  const since = triedSince - SEARCH_SLACK_MS;
  switch (write.kind) {
    case 'create_task':
      return board.findTask(write.listId, write.key, since);
    case 'comment':
      return board.findComment(await targetId(store, write.task, 'taskId'), write.key, since);
    case 'reply':
      return board.findReply(await targetId(store, write.comment, 'commentId'), write.key);
    case 'attach_file': {
      // A file carries no key, but on the task of a month its name is there once.
      const names = await board.files(await targetId(store, write.task, 'taskId'));
      return names.includes(reportFileName(write.report)) ? {} : null;
    }
    default:
      return null;
  }
}

/** Makes the one call (closing reads first) that a write stands for. */
export async function perform(deps: WriteDeps, write: Write, may: MayStillSend): Promise<Written> {
  const { board, store } = deps;
  switch (write.kind) {
    case 'create_task': {
      const made = await board.createTask({ ...write, body: await addressed(store, write.body) }, may);
      return write.dueAt === null ? made : { ...made, dueAt: write.dueAt };
    }
    case 'update_task': {
      const { key: _key, task, body, ...change } = write;
      const whole = body === undefined ? change : { ...change, body };
      await board.updateTask(await targetId(store, task, 'taskId'), whole, may);
      return {};
    }
    case 'close_task':
      return closeTask(deps, write, may);
    case 'comment':
      return board.postComment(
        await targetId(store, write.task, 'taskId'),
        await addressed(store, write.body),
        write.lane,
        may,
      );
    case 'reply':
      return board.postReply(
        await targetId(store, write.comment, 'commentId'),
        await addressed(store, write.body),
        write.lane,
        may,
      );
    case 'attach_file':
      return attachReport(deps, write, may);
    case 'edit_comment': {
      const commentId = await targetId(store, write.comment, 'commentId');
      await board.editComment(commentId, await addressed(store, write.body), write.lane, may);
      return {};
    }
  }
}

/**
 * Closes with the list's first status of type closed, else done. A task that is closed or gone already is left alone, and so is
 * one that somebody has moved on from the status it was created in: it is theirs.
 */
async function closeTask(
  { board, store }: WriteDeps,
  write: Write & { kind: 'close_task' },
  may: MayStillSend,
): Promise<Written> {
  const taskId = await targetId(store, write.task, 'taskId');
  const task = await board.task(taskId);
  if (task === null || task.status.type === 'closed' || task.status.type === 'done') return {};
  const { statuses } = await board.list(task.listId);
  if (task.status.name !== statuses[0]?.name) return {};
  const target = statuses.find(({ type }) => type === 'closed') ?? statuses.find(({ type }) => type === 'done');
  if (target !== undefined) await board.updateTask(taskId, { status: target.name }, may);
  return {};
}

async function attachReport(
  { board, store, drawReport }: WriteDeps,
  { task, report: month }: Write & { kind: 'attach_file' },
  may: MayStillSend,
): Promise<Written> {
  const report = await store.reports.get(month);
  if (report === null) throw new Error(`no report of ${month} was kept`);
  const file = { name: reportFileName(month), type: 'text/html', content: drawReport(report) };
  await board.attachFile(await targetId(store, task, 'taskId'), file, may);
  return {};
}

async function targetId(store: WriteDeps['store'], target: Target, kind: 'taskId' | 'commentId'): Promise<string> {
  if ('id' in target) return target.id;
  const id = (await store.outbox.result(target.resultOf))?.[kind];
  if (id === undefined) throw new Error(`nothing is known of what ${target.resultOf} wrote`);
  return id;
}

async function addressed(store: WriteDeps['store'], message: Message): Promise<Message> {
  const addresses = new Map<string, string>();
  for (const key of awaitedKeys(message)) {
    const url = (await store.outbox.result(key))?.url;
    if (url !== undefined) addresses.set(key, url);
  }
  return withAddresses(message, addresses);
}
