import type { EventName, HistoryItem } from '../hooks/happening.ts';
import { textOf } from '../views/blocks-view.ts';
import { commentInHistory } from '../views/comment-view.ts';
import { userRef } from '../views/person-view.ts';
import type { Act } from '../world/act.ts';
import { mentionedIds } from '../world/comment-blocks.ts';
import type { Block, Comment, Task } from '../world/model.ts';
import { notifyCommentAssigned, notifyMentioned } from '../world/notifications.ts';
import { refusals, undocumented } from '../world/refusal.ts';
import { commentOf, personOf, taskOf } from '../world/world.ts';
import { tellChange, tellTask } from './history.ts';

export interface CommentDraft {
  readonly blocks: readonly Block[];
  readonly assigneeId: number | null;
}

/**
 * Posts on a task, or in the thread of a comment. Both arrive as `taskCommentPosted` and as `taskUpdated`; a reply is known by
 * its `parent_comment`. Whether a comment moves a task's `date_updated`, and as what a reply is told, is undocumented: it is a
 * matter of manners here.
 */
export function postComment(act: Act, task: Task, parent: Comment | null, draft: CommentDraft): Comment {
  const { world, actor, now } = act;
  if (parent && parent.parentId !== null) throw undocumented(400, 'A reply has no thread of its own');
  if (draft.assigneeId !== null) personOf(world, draft.assigneeId);
  const comment: Comment = {
    id: world.ids.comment(),
    taskId: task.id,
    parentId: parent?.id ?? null,
    authorId: actor.id,
    blocks: draft.blocks,
    createdAt: now,
    historyId: world.ids.history(),
    resolved: false,
    assigneeId: draft.assigneeId,
    assignedById: draft.assigneeId === null ? null : actor.id,
  };
  world.comments.set(comment.id, comment);
  if (world.manners.comments_move_tasks) task.updatedAt = now;
  tellComment(act, comment, 'taskCommentPosted');
  notifyMentioned(act, task, comment, mentionedIds(comment.blocks), textOf(world, comment.blocks));
  if (comment.assigneeId !== null) tellAssignee(act, task, comment, comment.assigneeId);
  return comment;
}

export interface CommentChanges {
  readonly blocks?: readonly Block[] | undefined;
  readonly assigneeId?: number | null | undefined;
  readonly resolved?: boolean | undefined;
}

/**
 * Edits a comment. New words come as `taskCommentUpdated` with the history id of the first posting, as in ClickUp's samples,
 * unless manners say otherwise; resolving and assigning cause no event. Who may edit what is undocumented: here only the author may change the words.
 */
export function editComment(act: Act, comment: Comment, changes: CommentChanges): void {
  const task = taskOf(act.world, comment.taskId);
  if (changes.blocks && comment.authorId !== act.actor.id) throw refusals.noAccess();
  if (typeof changes.assigneeId === 'number') personOf(act.world, changes.assigneeId);
  if (changes.resolved !== undefined) comment.resolved = changes.resolved;
  if (changes.assigneeId !== undefined) assign(act, task, comment, changes.assigneeId);
  if (changes.blocks) rewrite(act, task, comment, changes.blocks);
}

/** Takes a comment away with its thread. No event tells of it. Here the author may, and owners and admins. */
export function deleteComment(act: Act, comment: Comment): void {
  if (comment.authorId !== act.actor.id && act.actor.role > 2) throw refusals.noAccess();
  for (const reply of [...act.world.comments.values()]) {
    if (reply.parentId === comment.id) act.world.comments.delete(reply.id);
  }
  act.world.comments.delete(comment.id);
}

function assign(act: Act, task: Task, comment: Comment, assigneeId: number | null): void {
  if (assigneeId === comment.assigneeId) return;
  comment.assigneeId = assigneeId;
  comment.assignedById = assigneeId === null ? null : act.actor.id;
  if (assigneeId !== null) tellAssignee(act, task, comment, assigneeId);
}

function tellAssignee(act: Act, task: Task, comment: Comment, assigneeId: number): void {
  notifyCommentAssigned(act, task, comment, assigneeId, textOf(act.world, comment.blocks));
}

function rewrite(act: Act, task: Task, comment: Comment, blocks: readonly Block[]): void {
  if (JSON.stringify(blocks) === JSON.stringify(comment.blocks)) return;
  const earlier = mentionedIds(comment.blocks);
  comment.blocks = blocks;
  if (act.world.manners.comments_move_tasks) task.updatedAt = act.now;
  tellComment(act, comment, 'taskCommentUpdated');
  const fresh = mentionedIds(blocks).filter((id) => !earlier.includes(id));
  notifyMentioned(act, task, comment, fresh, textOf(act.world, blocks));
}

function tellComment(act: Act, comment: Comment, event: EventName): void {
  const task = taskOf(act.world, comment.taskId);
  const item = commentItem(act, comment, event);
  const told = comment.parentId === null ? 'both' : act.world.manners.replies_told_as;
  if (told === 'both') tellChange(act, task, event, item);
  else tellTask(act, task, told === 'taskUpdated' ? told : event, [item]);
}

function commentItem({ world, actor }: Act, comment: Comment, event: EventName): HistoryItem {
  const parent = comment.parentId === null ? null : commentOf(world, String(comment.parentId));
  const isNew = event === 'taskCommentUpdated' && !world.manners.edits_keep_history_id;
  return {
    id: isNew ? world.ids.history() : comment.historyId,
    type: 1,
    date: String(comment.createdAt),
    field: 'comment',
    parent_id: taskOf(world, comment.taskId).listId,
    data: {},
    source: null,
    user: userRef(actor),
    before: null,
    after: String(comment.id),
    comment: commentInHistory(world, comment),
    ...(parent ? { parent_comment: commentInHistory(world, parent) } : {}),
  };
}
