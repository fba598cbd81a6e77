import type { Instant } from '../domain/account.ts';
import type { Logger } from '../shared/logger.ts';
import { messageOf } from '../shared/errors.ts';
import type { Board } from './board.ts';
import type { Message } from './message.ts';
import { awaitedKeys, type Target, type Write, type Written, withAddresses } from './outbox.ts';
import type { ClaimedWrite, Store } from './store.ts';

export interface DeliverDeps {
  readonly store: Pick<Store, 'outbox' | 'audit'>;
  readonly board: Board;
  readonly log: Logger;
  /** What a failure means: try again later or never, and whether it may have been applied all the same. */
  readonly readFailure: (thrown: unknown) => Failure;
}

export type Failure =
  | { readonly kind: 'again'; readonly outcomeUnknown: boolean; readonly afterMs: number | null }
  | { readonly kind: 'final' };

export interface DeliveryReport {
  readonly done: number;
  readonly waiting: number;
  readonly abandoned: number;
}

/** Longer than the slowest call with its retries, so that a living process never loses its row. */
const LEASE_MS = 120_000;
const BATCH = 20;
const LONGEST_WAIT_MS = 15 * 60_000;
/** ClickUp's own stamps may lag behind ours by this much. */
const SEARCH_SLACK_MS = 5 * 60_000;

/**
 * Writes what is due, in order, until nothing more is. Each write is searched for by its key first when an earlier try may
 * have been applied, so it happens once however often the process dies.
 */
export async function deliverDue(deps: DeliverDeps, clock: () => Instant): Promise<DeliveryReport> {
  const report = { done: 0, waiting: 0, abandoned: 0 };
  for (;;) {
    const claimed = await deps.store.outbox.claim(clock(), LEASE_MS, BATCH);
    if (claimed.length === 0) return report;
    for (const each of claimed) report[await deliverOne(deps, each, clock())] += 1;
  }
}

async function deliverOne(deps: DeliverDeps, claimed: ClaimedWrite, now: Instant): Promise<keyof DeliveryReport> {
  const { store, log } = deps;
  const { write, attempts } = claimed;
  try {
    const found = claimed.outcomeUnknown ? await findWritten(deps, claimed) : null;
    const result = found ?? (await perform(deps, write));
    await store.outbox.done(write.key, result, now);
    await store.audit.add({
      at: now,
      actor: { kind: 'agent', id: null },
      what: `clickup_${write.kind}`,
      accountKey: write.accountKey,
      detail: { key: write.key, ...result, ...(found === null ? {} : { foundAgain: true }) },
    });
    return 'done';
  } catch (thrown) {
    const failure = deps.readFailure(thrown);
    const error = messageOf(thrown);
    if (failure.kind === 'final') {
      log.error({ key: write.key, accountKey: write.accountKey, attempts, error }, 'write to ClickUp given up');
      await store.outbox.abandon(write.key, error, now);
      await store.audit.add({
        at: now,
        actor: { kind: 'agent', id: null },
        what: 'clickup_write_abandoned',
        accountKey: write.accountKey,
        detail: { key: write.key, error },
      });
      return 'abandoned';
    }
    const waitMs = failure.afterMs ?? Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** Math.min(attempts, 12));
    log.warn(
      { key: write.key, accountKey: write.accountKey, attempts, waitMs, error },
      'write to ClickUp failed, will be tried again',
    );
    await store.outbox.retry(write.key, now + waitMs, error, failure.outcomeUnknown);
    return 'waiting';
  }
}

/** Looks for what an earlier try may have left behind; changes in place need no search, repeating them is harmless. */
async function findWritten({ board, store }: DeliverDeps, { write, createdAt }: ClaimedWrite): Promise<Written | null> {
  const since = createdAt - SEARCH_SLACK_MS;
  switch (write.kind) {
    case 'create_task':
      return board.findTask(write.listId, write.key, since);
    case 'comment':
      return board.findComment(await targetId(store, write.task, 'taskId'), write.key, since);
    case 'reply':
      return board.findReply(await targetId(store, write.comment, 'commentId'), write.key);
    default:
      return null;
  }
}

async function perform(deps: DeliverDeps, write: Write): Promise<Written> {
  const { board, store } = deps;
  switch (write.kind) {
    case 'create_task':
      return board.createTask({ ...write, body: await addressed(store, write.body) });
    case 'update_task': {
      const { key: _key, task, body, ...change } = write;
      await board.updateTask(await targetId(store, task, 'taskId'), body === undefined ? change : { ...change, body });
      return {};
    }
    case 'close_task':
      return closeTask(deps, write);
    case 'comment':
      return board.postComment(
        await targetId(store, write.task, 'taskId'),
        await addressed(store, write.body),
        write.lane,
      );
    case 'reply':
      return board.postReply(
        await targetId(store, write.comment, 'commentId'),
        await addressed(store, write.body),
        write.lane,
      );
    case 'edit_comment':
      await board.editComment(await targetId(store, write.comment, 'commentId'), write.body);
      return {};
  }
}

/**
 * Closes with the list's first status of type closed, else done. A task that is closed or gone already is left alone, and so is
 * one that somebody has moved on from the status it was created in: it is theirs.
 */
async function closeTask({ board, store }: DeliverDeps, write: Write & { kind: 'close_task' }): Promise<Written> {
  const taskId = await targetId(store, write.task, 'taskId');
  const task = await board.task(taskId);
  if (task === null || task.status.type === 'closed' || task.status.type === 'done') return {};
  const { statuses } = await board.list(task.listId);
  if (task.status.name !== statuses[0]?.name) return {};
  const target = statuses.find(({ type }) => type === 'closed') ?? statuses.find(({ type }) => type === 'done');
  if (target !== undefined) await board.updateTask(taskId, { status: target.name });
  return {};
}

async function targetId(store: DeliverDeps['store'], target: Target, kind: 'taskId' | 'commentId'): Promise<string> {
  if ('id' in target) return target.id;
  const id = (await store.outbox.result(target.resultOf))?.[kind];
  if (id === undefined) throw new Error(`nothing is known of what ${target.resultOf} wrote`);
  return id;
}

async function addressed(store: DeliverDeps['store'], message: Message): Promise<Message> {
  const addresses = new Map<string, string>();
  for (const key of awaitedKeys(message)) {
    const url = (await store.outbox.result(key))?.url;
    if (url !== undefined) addresses.set(key, url);
  }
  return withAddresses(message, addresses);
}
