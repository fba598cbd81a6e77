/**
 * Points that ClickUp leaves open (API notes, section 14): the stand-in can behave either way, so that a client can be shown to
 * cope with both. The first value of each is how a new stand-in behaves.
 */
export interface Manners {
  /** How a reply in a thread is told. */
  readonly replies_told_as: 'both' | 'taskUpdated' | 'taskCommentPosted';
  /** Whether `taskCommentUpdated` carries the history id of the posting. */
  readonly edits_keep_history_id: boolean;
  /** Where `assignee_rem` names who was taken off. */
  readonly removed_assignee_in: 'before' | 'after';
  /** Whether a task that is created with assignees also causes `taskAssigneeUpdated`. */
  readonly creation_tells_assignees: boolean;
  /** Whether a comment moves its task's `date_updated`. */
  readonly comments_move_tasks: boolean;
  /** How history items write the user of a tag block. */
  readonly told_tags: 'full' | 'id as text';
  /** What `X-RateLimit-Reset` is written in. */
  readonly rate_reset_in: 'seconds' | 'milliseconds';
}

export const FIRST_MANNERS: Manners = {
  replies_told_as: 'both',
  edits_keep_history_id: true,
  removed_assignee_in: 'before',
  creation_tells_assignees: false,
  comments_move_tasks: false,
  told_tags: 'full',
  rate_reset_in: 'seconds',
};
