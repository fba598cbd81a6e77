import { z } from 'zod';
import type { BoardComment } from '../monitor/board.ts';
import { readBlocks } from './read-blocks.ts';
import { Id, Millis, nameOf, UserId, WireUser } from './wire.ts';

const Assignee = z.union([z.object({ id: UserId }), UserId.transform((id) => ({ id }))]);

/** What we read of a comment in a REST answer. */
export const WireComment = z.object({
  id: Id,
  comment: z.array(z.unknown()).nullish().catch(null),
  comment_text: z.string().nullish().catch(null),
  user: WireUser.nullish().catch(null),
  assignee: Assignee.nullish().catch(null),
  date: Millis,
  reply_count: z.coerce.number().catch(0),
});
export type WireComment = z.infer<typeof WireComment>;

export const WireComments = z.object({ comments: z.array(WireComment) });

/** No person has this id: for comments whose author ClickUp no longer names. */
const NOBODY = 0;

export function toComment(wire: WireComment, taskId: string, parentId: string | null): BoardComment {
  const { text, mentions, links, digest } = readBlocks(wire.comment ?? [{ text: wire.comment_text ?? '' }]);
  return {
    id: wire.id,
    taskId,
    parentId,
    authorId: wire.user?.id ?? NOBODY,
    authorName: wire.user ? nameOf(wire.user) : 'unknown',
    at: wire.date,
    text,
    mentions,
    assigneeId: wire.assignee?.id ?? null,
    replyCount: wire.reply_count,
    digest,
    links,
  };
}
