import { z } from 'zod';
import type { BoardChange } from '../monitor/board.ts';
import { type BlocksReading, readBlocks } from './read-blocks.ts';
import { Id, Millis, UserId } from './wire.ts';

const Person = z.object({ id: UserId });
/** A person written as an object or as a bare id. */
const PersonOrId = z.union([Person, UserId.transform((id) => ({ id }))]);

const Comment = z.object({
  id: Id,
  /** The task of a top-level comment, the comment of a reply. */
  parent: Id.nullish().catch(null),
  comment: z.array(z.unknown()).nullish().catch(null),
  text_content: z.string().nullish().catch(null),
  assignee: PersonOrId.nullish().catch(null),
  date: Millis.nullish().catch(null),
  user: Person.nullish().catch(null),
});

/** What we read of one entry of `history_items`; anything odd in it is taken as absent, since the task is read again anyway. */
export const HistoryItem = z.object({
  id: Id.nullish().catch(null),
  date: Millis.nullish().catch(null),
  field: z.string().catch(''),
  parent_id: Id.nullish().catch(null),
  user: Person.nullish().catch(null),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  comment: Comment.nullish().catch(null),
  parent_comment: z.object({ id: Id }).nullish().catch(null),
});
export type HistoryItem = z.infer<typeof HistoryItem>;

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
export function readHistoryItem(item: HistoryItem, origin: ItemOrigin, fallbackKey: () => string): BoardChange {
  const words = item.comment ? readComment(item.comment) : null;
  const commentId = item.comment?.id ?? (item.field === 'comment' ? idIn(item.after) : null);
  const itself =
    item.field === 'comment' && commentId !== null && words !== null
      ? `comment:${commentId}:${words.digest}`
      : (item.id ?? fallbackKey());
  return {
    key: `${origin.webhookId}:${itself}`,
    event: eventOf(item, origin),
    taskId: origin.taskId,
    listId: origin.listId ?? listOf(item),
    actorId: item.user?.id ?? null,
    at: item.date ?? null,
    commentId,
    parentCommentId: threadOf(item, origin.taskId),
    mentions: words?.mentions ?? [],
    assignedId: assigneeOf(item),
  };
}

function readComment(comment: z.infer<typeof Comment>): BlocksReading {
  return readBlocks(comment.comment ?? [{ text: comment.text_content ?? '' }]);
}

function eventOf(item: HistoryItem, origin: ItemOrigin): string {
  // Under `taskUpdated` nothing tells a new comment from an edited one; either way it is read.
  if (item.field === 'comment') return origin.event === 'taskUpdated' ? 'taskCommentPosted' : origin.event;
  return EVENT_OF_FIELD.get(item.field) ?? origin.event;
}

/** For task items the parent is the list; a moved task names where it went. */
export function listOf(item: HistoryItem): string | null {
  return (item.field === 'section_moved' ? idIn(item.after) : null) ?? item.parent_id ?? null;
}

/** A reply names its thread's first comment beside itself, or has a parent that is not the task. */
export function threadOf({ comment, parent_comment: thread }: HistoryItem, taskId: string | null): string | null {
  if (thread) return thread.id;
  return comment?.parent && comment.parent !== taskId ? comment.parent : null;
}

/** Who was assigned: to the task, or to the comment. */
function assigneeOf(item: HistoryItem): number | null {
  if (item.comment) return item.comment.assignee?.id ?? null;
  if (item.field !== 'assignee_add') return null;
  return Person.safeParse(item.after).data?.id ?? null;
}

/** The id in a value that is an id or an object with one. */
function idIn(value: unknown): string | null {
  return z.union([Id, z.object({ id: Id }).transform((object) => object.id)]).safeParse(value).data ?? null;
}
