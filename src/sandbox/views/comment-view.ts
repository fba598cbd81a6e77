import { mentionOf } from '../world/comment-blocks.ts';
import type { Block, Comment } from '../world/model.ts';
import { commentsOf, type World } from '../world/world.ts';
import { blocksView, textOf } from './blocks-view.ts';
import { userRefOrNull } from './person-view.ts';

/** A comment as the REST API reads it: the id and the date are strings, the text is derived from the blocks. */
export function commentView(world: World, comment: Comment): Record<string, unknown> {
  const blocks = blocksView(world, comment.blocks, comment.id);
  return {
    id: String(comment.id),
    comment: blocks,
    comment_text: textOf(world, blocks),
    user: userRefOrNull(world, comment.authorId),
    resolved: comment.resolved,
    assignee: userRefOrNull(world, comment.assigneeId),
    assigned_by: userRefOrNull(world, comment.assignedById),
    reactions: [],
    date: String(comment.createdAt),
    reply_count: commentsOf(world, comment.taskId, comment.id).length,
  };
}

/** The answer to posting: here the comment's id and the date are numbers, and only here. */
export function postedCommentView(comment: Comment): Record<string, unknown> {
  return {
    id: comment.id,
    hist_id: comment.historyId,
    date: comment.createdAt,
    version: { object_type: 'comment', object_id: String(comment.id), operation: 'c' },
  };
}

const TOP_LEVEL = 1;
const IN_THREAD = 2;

/** A comment as webhooks carry it: `text_content` where the REST API says `comment_text`, and `parent` above it. */
export function commentInHistory(world: World, comment: Comment): Record<string, unknown> {
  const blocks = blocksView(world, comment.blocks, comment.id).map((block) => toldTag(world, block));
  const replies = commentsOf(world, comment.taskId, comment.id);
  return {
    id: String(comment.id),
    date: String(comment.createdAt),
    parent: comment.parentId === null ? comment.taskId : String(comment.parentId),
    type: comment.parentId === null ? TOP_LEVEL : IN_THREAD,
    comment: blocks,
    text_content: textOf(world, blocks),
    view_id: null,
    team: null,
    user: userRefOrNull(world, comment.authorId),
    threaded_users: [...new Set(replies.map((reply) => reply.authorId))].map((id) => userRefOrNull(world, id)),
    threaded_replies: replies.length,
    thread_followers: [userRefOrNull(world, comment.authorId)],
    group_thread_followers: [],
    reactions: [],
    emails: [],
  };
}

/** History items may name only the id of who is mentioned, and that as text. */
function toldTag({ manners }: World, block: Block): Block {
  const id = manners.told_tags === 'full' ? null : mentionOf(block);
  return id === null ? block : { ...block, user: { id: String(id) } };
}
