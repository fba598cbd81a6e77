import { z } from 'zod';
import { type CommentDraft, deleteComment, editComment, postComment } from '../acts/comments.ts';
import { commentView, postedCommentView } from '../views/comment-view.ts';
import { literalBlocks, parseBlocks } from '../world/comment-blocks.ts';
import type { Block, Comment } from '../world/model.ts';
import { undocumented } from '../world/refusal.ts';
import { visibleTask } from '../world/visibility.ts';
import { commentOf, commentsOf, taskOf } from '../world/world.ts';
import { parse } from './body.ts';
import { whole } from './query.ts';
import { type Answer, type Call, ok, param, type Route } from './route.ts';

export const commentRoutes: readonly Route[] = [
  { method: 'get', path: '/v2/task/:task/comment', handle: commentsOfTask },
  { method: 'post', path: '/v2/task/:task/comment', handle: post },
  { method: 'get', path: '/v2/comment/:comment/reply', handle: replies },
  { method: 'post', path: '/v2/comment/:comment/reply', handle: reply },
  { method: 'put', path: '/v2/comment/:comment', handle: edit },
  { method: 'delete', path: '/v2/comment/:comment', handle: remove },
];

const PAGE_SIZE = 25;

const Words = { comment: z.unknown().optional(), comment_text: z.string().nullish() };
const NewComment = z.object({ ...Words, assignee: z.number().int().nullish(), notify_all: z.boolean().nullish() });
const ChangedComment = z.object({ ...Words, assignee: z.number().int().nullish(), resolved: z.boolean().nullish() });

/** Top-level comments, newest first. An older page begins behind the comment that `start` and `start_id` name together. */
function commentsOfTask(call: Call): Answer {
  const { world, actor } = call.act;
  const task = visibleTask(world, actor, param(call, 'task'));
  const newestFirst = commentsOf(world, task.id, null).toReversed();
  const page = newestFirst.slice(startOf(newestFirst, call.query)).slice(0, PAGE_SIZE);
  return ok({ comments: page.map((comment) => commentView(world, comment)) });
}

/** Without both parameters the page begins at the newest, as at ClickUp: a client that sends only one reads it forever. */
function startOf(newestFirst: readonly Comment[], query: URLSearchParams): number {
  const date = whole(query, 'start');
  const id = Number(query.get('start_id'));
  if (date === null || !query.has('start_id')) return 0;
  const older = ({ createdAt, id: own }: Comment) => createdAt < date || (createdAt === date && own < id);
  const index = newestFirst.findIndex(older);
  return index < 0 ? newestFirst.length : index;
}

function post(call: Call): Answer {
  const { act } = call;
  const task = visibleTask(act.world, act.actor, param(call, 'task'));
  return ok(postedCommentView(postComment(act, task, null, draftIn(call))));
}

/** The thread of a comment without the comment itself, oldest first. */
function replies(call: Call): Answer {
  const { world } = call.act;
  const parent = commentIn(call);
  return ok({ comments: commentsOf(world, parent.taskId, parent.id).map((comment) => commentView(world, comment)) });
}

function reply(call: Call): Answer {
  const { act } = call;
  const parent = commentIn(call);
  return ok(postedCommentView(postComment(act, taskOf(act.world, parent.taskId), parent, draftIn(call))));
}

function edit(call: Call): Answer {
  const body = parse(ChangedComment, call.body);
  const blocks = wordsOf(body) ?? undefined;
  editComment(call.act, commentIn(call), { blocks, assigneeId: body.assignee, resolved: body.resolved ?? undefined });
  return ok({});
}

function remove(call: Call): Answer {
  deleteComment(call.act, commentIn(call));
  return ok({});
}

function commentIn(call: Call): Comment {
  const { world, actor } = call.act;
  const comment = commentOf(world, param(call, 'comment'));
  visibleTask(world, actor, comment.taskId);
  return comment;
}

function draftIn(call: Call): CommentDraft {
  const body = parse(NewComment, call.body);
  const blocks = wordsOf(body);
  if (!blocks) throw undocumented(400, 'A comment needs comment_text or comment');
  return { blocks, assigneeId: body.assignee ?? null };
}

/** Blocks count before plain text, in which nothing is a mention; null when neither says anything. */
function wordsOf(body: { comment?: unknown; comment_text?: string | null | undefined }): readonly Block[] | null {
  if (body.comment !== undefined && body.comment !== null) return parseBlocks(body.comment);
  return body.comment_text ? literalBlocks(body.comment_text) : null;
}
