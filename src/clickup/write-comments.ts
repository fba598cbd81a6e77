import { z } from 'zod';
import type { Message } from '../monitor/message.ts';
import { toBlocks } from './blocks.ts';
import type { CallOptions, ClickUpClient } from './client.ts';
import { ClickUpError } from './errors.ts';
import { readReplies } from './pages.ts';
import { readBlocks } from './read-blocks.ts';
import { Id, Ignored } from './wire.ts';

const WrittenComment = z.object({ id: Id });
/** For replies ClickUp's specification promises an empty answer; its servers give an id. */
const WrittenReply = z.object({ id: Id.nullish() });

export async function postComment(
  client: ClickUpClient,
  taskId: string,
  message: Message,
  options: CallOptions,
): Promise<{ commentId: string }> {
  const path = `task/${encodeURIComponent(taskId)}/comment`;
  const { id } = await client.post(path, { comment: toBlocks(message), notify_all: false }, WrittenComment, options);
  return { commentId: id };
}

/** Posts a reply and tells its id; where the answer names none, the reply is looked up in its thread by what it says. */
export async function postReply(
  client: ClickUpClient,
  commentId: string,
  message: Message,
  options: CallOptions,
  ownId: () => Promise<number>,
): Promise<{ commentId: string }> {
  const path = `comment/${encodeURIComponent(commentId)}/reply`;
  const blocks = toBlocks(message);
  const { id } = await client.post(path, { comment: blocks, notify_all: false }, WrittenReply, options);
  if (id) return { commentId: id };
  const agentId = await ownId();
  const { digest } = readBlocks(blocks);
  const own = (await readReplies(client, commentId, options.lane)).filter(
    (reply) => reply.user?.id === agentId && readBlocks(reply.comment ?? []).digest === digest,
  );
  const newest = own.toSorted((one, other) => other.date - one.date)[0];
  if (newest !== undefined) return { commentId: newest.id };
  throw new ClickUpError(`POST /v2/${path}: ClickUp took the reply but it is not in its thread`, {
    code: 'malformed',
    outcome: 'unknown',
  });
}

export async function editComment(
  client: ClickUpClient,
  commentId: string,
  message: Message,
  options: CallOptions,
): Promise<void> {
  await client.put(`comment/${encodeURIComponent(commentId)}`, { comment: toBlocks(message) }, Ignored, options);
}
