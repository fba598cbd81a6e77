import type { Account, Instant } from '../../domain/account.ts';
import { AGENT } from '../audit-store.ts';
import type { BoardComment } from '../board.ts';
import type { DraftDeps } from '../draft-deps.ts';
import { type Message, paragraph, text } from '../message.ts';
import { keyedLink, type Write } from '../outbox.ts';
import type { ApprovingComment } from '../plan-store.ts';
import type { Store } from '../store.ts';

/** What happens to comments that approved something: the approval stands, and what was done to its comment is kept and said. */

/** Null when this comment approved nothing. */
export async function approvalWasEdited(
  { store }: Pick<DraftDeps, 'store'>,
  account: Account,
  comment: BoardComment,
  now: Instant,
): Promise<Message | null> {
  const approved = await store.plans.approvedBy(account.key, comment.id);
  if (approved === null) return null;
  await store.audit.add({
    at: now,
    actor: { kind: 'person', id: comment.authorId },
    what: 'approving_comment_edited',
    accountKey: account.key,
    detail: { version: approved.version, commentId: comment.id },
  });
  return [
    paragraph(
      `This comment approved version ${approved.version} and was edited afterwards. The approval stands; the edit is in the audit.`,
    ),
  ];
}

/** What was read of one task's comments. */
export interface ThreadReading {
  readonly taskId: string;
  /** Every top-level comment since then; null: all of them. */
  readonly since: Instant | null;
  /** Comments whose threads were read, or would have been there to be read. */
  readonly threads: ReadonlySet<string>;
  /** Ids of all the comments that were found. */
  readonly found: ReadonlySet<string>;
}

/** ClickUp tells nobody that a comment was deleted: an approving one is missed where it should have been read. Said once. */
export async function missDeletedApprovals(
  { store }: Pick<DraftDeps, 'store'>,
  reading: ThreadReading,
  now: Instant,
): Promise<void> {
  for (const approval of await store.plans.approvalsOn(reading.taskId)) {
    const where = await placeOfMissing(store, approval, reading);
    if (where !== null) await sayDeleted(store, approval, reading.taskId, where, now);
  }
}

/** Where to say it: in the thread, or on the task where the thread is gone too. Null: not missing, as far as was read. */
async function placeOfMissing(
  store: Store,
  { commentId, parentId, saidAt }: ApprovingComment,
  { found, threads, since }: ThreadReading,
): Promise<'thread' | 'task' | null> {
  const readSince = since ?? Number.NEGATIVE_INFINITY;
  if (found.has(commentId)) return null;
  if (parentId === null) return saidAt >= readSince ? 'task' : null;
  if (threads.has(parentId)) return 'thread';
  const begun = (await store.outbox.byResult(parentId))?.createdAt ?? null;
  return begun !== null && begun >= readSince && !found.has(parentId) ? 'task' : null;
}

async function sayDeleted(
  store: Store,
  { accountKey, version, commentId, parentId }: ApprovingComment,
  taskId: string,
  where: 'thread' | 'task',
  now: Instant,
): Promise<void> {
  const key = `${taskId}.approval.v${version}.deleted`;
  const account = await store.accounts.byKey(accountKey);
  const url = account?.taskUrl ?? null;
  const words = `The comment that approved version ${version} was deleted. The approval stands; the deletion is in the audit. `;
  const body: Message = [
    paragraph(words, 'First Value Monitor, an agent · ', url === null ? text('') : keyedLink('account', url, key)),
  ];
  const head = { key, accountKey, alertId: null, notBefore: now, after: null, body, lane: 'conversation' } as const;
  const write: Write =
    where === 'thread' && parentId !== null
      ? { ...head, kind: 'reply', taskId, comment: { id: parentId } }
      : { ...head, kind: 'comment', task: { id: taskId } };
  await store.transaction(async (inside) => {
    if ((await inside.outbox.add([write], now)) === 0) return;
    const detail = { version, commentId };
    await inside.audit.add({ at: now, actor: AGENT, what: 'approving_comment_deleted', accountKey, detail });
  });
}
