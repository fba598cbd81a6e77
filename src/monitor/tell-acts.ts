import type { Instant } from '../domain/account.ts';
import { messageIdOf, type ToldAct } from '../domain/board-act.ts';
import type { BoardChange } from './board.ts';
import type { Store } from './store.ts';

/** Keeps the acts that changes tell of until they are placed; what is told again is the same act (`placeActs`). */
export async function tellActs(
  { acts }: Pick<Store, 'acts'>,
  changes: readonly BoardChange[],
  now: Instant,
): Promise<void> {
  const told = changes.flatMap((change) => toldActOf(change) ?? []);
  if (told.length > 0) await acts.tell(told, now);
}

/** The act under a key that all its tellings share, whichever webhook tells it. */
export function toldActOf({ act, taskId, listId, commentId, parentCommentId }: BoardChange): ToldAct | null {
  if (act === null || taskId === null) return null;
  const where = { taskId, listId, taskName: null, creatorId: null };
  const isComment = act.name === 'clickup.comment_posted';
  const said = isComment ? { commentId, isReply: parentCommentId !== null } : { commentId: null, isReply: false };
  const whole = { ...act, ...where, ...said, learntBy: 'delivery' } as const;
  return { key: messageIdOf(whole), act: whole };
}
