import type { Instant } from './account.ts';
import { MINUTE_MS } from './duration.ts';
import type { FeedSource } from './usage-event.ts';

/** What people do in ClickUp, as events beside those that the product sends. */

/** The source that ClickUp is (METHOD section 1). */
export const BOARD_SOURCE = 'clickup';

/**
 * The event of a delivery that ClickUp signed and of which nothing can be used: in its key stands the digest of its bytes, and no
 * more of it is kept.
 */
export const UNUSABLE = 'unusable';
/** Only what can be learnt in both ways, by a delivery and by reading: else a lost delivery would look like silence. */
export const BOARD_EVENTS = ['clickup.task_created', 'clickup.task_completed', 'clickup.comment_posted'] as const;
export type BoardEvent = (typeof BOARD_EVENTS)[number];
export const isBoardEvent = (name: string): boolean => name.startsWith(`${BOARD_SOURCE}.`);

/** The user id under which a person of ClickUp acts. */
export const boardUser = (id: number): string => `${BOARD_SOURCE}:${id}`;
/** Somebody of whom nothing says that they are the customer's. */
export const SOMEBODY = 0;

/** ClickUp as a source of one account: complete to when its workspace was read last. */
export const boardFeed = (readTo: Instant): FeedSource => ({
  name: BOARD_SOURCE,
  lastReceivedAt: readTo,
  completeTo: null,
  eventNames: new Set(BOARD_EVENTS),
});

/** One act on a task, however it was learnt. */
export interface BoardAct {
  readonly name: BoardEvent;
  readonly at: Instant;
  readonly taskId: string;
  readonly listId: string | null;
  readonly commentId: string | null;
  /** In a thread. */
  readonly isReply: boolean;
  /** Who did it; null: one of the customer's people, and nothing says which. */
  readonly actorId: number | null;
  readonly learntBy: 'delivery' | 'reading';
  /** Deliveries do not name them. */
  readonly taskName: string | null;
  readonly creatorId: number | null;
}

/** An act on a task that is known already. */
export type TaskAct = Pick<BoardAct, 'name' | 'at' | 'actorId'>;

/** An act that a delivery told of, under a key that all its tellings share. */
export interface ToldAct {
  readonly key: string;
  readonly act: BoardAct;
}

/** The message ids that acts of this kind on this thing have begin with this. */
export function seriesOf({ name, taskId, commentId }: Pick<BoardAct, 'name' | 'taskId' | 'commentId'>): string {
  return `${name.slice(BOARD_SOURCE.length + 1)}:${commentId ?? taskId}:`;
}

/** A task may be completed again, a comment is posted once. */
export function messageIdOf(act: Pick<BoardAct, 'name' | 'taskId' | 'commentId' | 'at'>): string {
  return act.name === 'clickup.task_completed' ? `${seriesOf(act)}${act.at}` : seriesOf(act);
}

/** A task's own dates may be stamped a little before or after the act that a delivery tells of. */
const SAME_ACT_MS = 5_000;
/** Events are found again by their minute; the two tellings of an act may lie on both sides of its border. */
export const minutesAround = (at: Instant): readonly number[] =>
  [-1, 0, 1].map((by) => Math.floor(at / MINUTE_MS) + by);

/**
 * Whether what is known of the same series is this very act. Two deliveries that differ by a moment tell of two acts (completed,
 * reopened, completed); what reading shows is never so exact.
 */
export function isSameAct(
  act: Pick<BoardAct, 'name' | 'at' | 'learntBy'>,
  known: Pick<BoardAct, 'at' | 'learntBy'>,
): boolean {
  if (act.name !== 'clickup.task_completed' || act.at === known.at) return true;
  const isRead = act.learntBy === 'reading' || known.learntBy === 'reading';
  return isRead && Math.abs(act.at - known.at) <= SAME_ACT_MS;
}

/**
 * Who completed a task of which only its state is known: those who had it, or who made it where nobody had it. Counts for the
 * customer only if all of them are guests; null: one of several of them.
 */
export function likelyDoer(
  {
    assignees,
    creatorId,
  }: { readonly assignees: readonly { readonly id: number }[]; readonly creatorId: number | null },
  isGuest: (id: number) => boolean,
): number | null {
  const holders = assignees.length > 0 ? assignees.map(({ id }) => id) : [creatorId ?? SOMEBODY];
  if (!holders.every(isGuest)) return SOMEBODY;
  return holders.length === 1 ? (holders[0] ?? SOMEBODY) : null;
}
