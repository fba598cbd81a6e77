import type { Instant } from '../domain/account.ts';
import type { ClickUpClient } from './client.ts';
import type { WireComment } from './comment.ts';
import { carriesKey } from './key.ts';
import { readComments, readReplies, readTasks } from './pages.ts';
import { readBlocks } from './read-blocks.ts';
import { urlOf } from './task.ts';

/** ClickUp stamps by its own clock, which may run behind ours. */
const CLOCK_DIFFERENCE_MS = 5 * 60_000;

/** The agent's task in this list whose description links to the key. */
export async function findTaskWithKey(
  client: ClickUpClient,
  listId: string,
  key: string,
  since: Instant,
  agentId: number,
): Promise<{ taskId: string; url: string } | null> {
  const query = {
    order_by: 'created',
    date_created_gt: since - CLOCK_DIFFERENCE_MS,
    include_closed: true,
    include_markdown_description: true,
  };
  const tasks = await readTasks(client, `list/${encodeURIComponent(listId)}`, { lane: 'alert', query });
  const found = tasks.find(
    (task) => task.creator?.id === agentId && carriesKey([task.markdown_description ?? ''], key),
  );
  return found === undefined ? null : { taskId: found.id, url: urlOf(found) };
}

/** The agent's top-level comment on this task that links to the key. */
export async function findCommentWithKey(
  client: ClickUpClient,
  taskId: string,
  key: string,
  since: Instant,
  agentId: number,
): Promise<{ commentId: string } | null> {
  return withKey(await readComments(client, taskId, since - CLOCK_DIFFERENCE_MS, 'alert'), key, agentId);
}

/** The agent's reply in this thread that links to the key. */
export async function findReplyWithKey(
  client: ClickUpClient,
  commentId: string,
  key: string,
  agentId: number,
): Promise<{ commentId: string } | null> {
  return withKey(await readReplies(client, commentId, 'alert'), key, agentId);
}

function withKey(comments: readonly WireComment[], key: string, agentId: number): { commentId: string } | null {
  const found = comments.find(
    (comment) => comment.user?.id === agentId && carriesKey(readBlocks(comment.comment ?? []).links, key),
  );
  return found === undefined ? null : { commentId: found.id };
}
