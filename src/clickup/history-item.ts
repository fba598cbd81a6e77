import type { BoardChange } from '../monitor/board.ts';
import { readBlocks } from './read-blocks.ts';
import { arrayOf, fieldsOf, readId, readMillis, readUserId, textOf } from './wire-hand.ts';

interface Comment {
  readonly id: string;
  /** The task of a top-level comment, the comment of a reply. */
  readonly parent: string | null;
  readonly blocks: readonly unknown[] | null;
  readonly text: string | null;
  readonly assigneeId: number | null;
  readonly date: number | null;
  readonly userId: number | null;
}

/** What we read of one entry of `history_items`; anything odd in it is taken as absent, since the task is read again anyway. */
export interface HistoryItem {
  readonly id: string | null;
  readonly date: number | null;
  readonly field: string;
  readonly parentId: string | null;
  readonly userId: number | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly comment: Comment | null;
  /** The first comment of the thread. */
  readonly thread: string | null;
}

/** Null for what is no history item at all. */
export function historyItemOf(value: unknown): HistoryItem | null {
  const item = fieldsOf(value);
  if (item === null) return null;
  return {
    id: readId(item.id),
    date: readMillis(item.date),
    field: textOf(item.field) ?? '',
    parentId: readId(item.parent_id),
    userId: personIn(item.user),
    before: item.before,
    after: item.after,
    comment: commentOf(item.comment),
    thread: readId(fieldsOf(item.parent_comment)?.id),
  };
}

function commentOf(value: unknown): Comment | null {
  const comment = fieldsOf(value);
  const id = readId(comment?.id);
  if (comment === null || id === null) return null;
  return {
    id,
    parent: readId(comment.parent),
    blocks: arrayOf(comment.comment),
    text: textOf(comment.text_content),
    // A person written as an object or as a bare id.
    assigneeId: personIn(comment.assignee) ?? readUserId(comment.assignee),
    date: readMillis(comment.date),
    userId: personIn(comment.user),
  };
}

const personIn = (value: unknown): number | null => readUserId(fieldsOf(value)?.id);

export interface ItemOrigin {
  readonly webhookId: string;
  readonly event: string;
  readonly taskId: string | null;
  readonly listId: string | null;
}

/** The event that ClickUp sends for a field beside `taskUpdated`: both tellings of one act get this name. */
const EVENT_OF_FIELD: ReadonlyMap<string, string> = new Map([
  ['task_creation', 'taskCreated'],
  ['status', 'taskStatusUpdated'],
  ['assignee_add', 'taskAssigneeUpdated'],
  ['assignee_rem', 'taskAssigneeUpdated'],
  ['section_moved', 'taskMoved'],
]);

/**
 * One history item as a board change. ClickUp tells one act several times (`taskCommentPosted` and `taskUpdated` share an
 * item), and both tellings give the same change under the same key. A comment's key is its id and the digest of its blocks:
 * ClickUp keeps the item's id when a comment is edited, so the item's own id would swallow the edit. An edit that brings back
 * an earlier wording is therefore not told again; reading the comment shows it.
 *
 * `fallbackKey` serves the rare item without an id.
 */
export function readHistoryItem(
  item: HistoryItem,
  origin: ItemOrigin,
  fallbackKey: () => string,
): Omit<BoardChange, 'act'> {
  const { comment } = item;
  const words = comment === null ? null : readBlocks(comment.blocks ?? [{ text: comment.text ?? '' }]);
  const commentId = comment?.id ?? (item.field === 'comment' ? idIn(item.after) : null);
  const itself =
    item.field === 'comment' && commentId !== null && words !== null
      ? `comment:${commentId}:${words.digest}`
      : (item.id ?? fallbackKey());
  return {
    key: `${origin.webhookId}:${itself}`,
    event: eventOf(item, origin),
    taskId: origin.taskId,
    listId: origin.listId ?? listOf(item),
    actorId: item.userId,
    at: item.date,
    commentId,
    parentCommentId: threadOf(item, origin.taskId),
    mentions: words?.mentions ?? [],
    assignedId: assigneeOf(item),
  };
}

function eventOf(item: HistoryItem, origin: ItemOrigin): string {
  // Under `taskUpdated` nothing tells a new comment from an edited one; either way it is read.
  if (item.field === 'comment') return origin.event === 'taskUpdated' ? 'taskCommentPosted' : origin.event;
  return EVENT_OF_FIELD.get(item.field) ?? origin.event;
}

/** For task items the parent is the list; a moved task names where it went. */
function listOf(item: HistoryItem): string | null {
  return (item.field === 'section_moved' ? idIn(item.after) : null) ?? item.parentId;
}

/** A reply names its thread's first comment beside itself, or has a parent that is not the task. */
function threadOf({ comment, thread }: HistoryItem, taskId: string | null): string | null {
  if (thread !== null) return thread;
  return comment !== null && comment.parent !== taskId ? comment.parent : null;
}

/** Who was assigned: to the task, or to the comment. */
function assigneeOf({ comment, field, after }: HistoryItem): number | null {
  if (comment !== null) return comment.assigneeId;
  return field === 'assignee_add' ? personIn(after) : null;
}

/** The id in a value that is an id or an object with one. */
function idIn(value: unknown): string | null {
  return readId(value) ?? readId(fieldsOf(value)?.id);
}
