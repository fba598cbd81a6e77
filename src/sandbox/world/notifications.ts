import type { Act } from './act.ts';
import type { Comment, Notification, Task } from './model.ts';

/** Tells people who were assigned. Nobody is told of what they did themselves. */
export function notifyAssigned(act: Act, task: Task, personIds: readonly number[]): void {
  for (const personId of personIds) note(act, task, { personId, kind: 'assignment', commentId: null, text: task.name });
}

/** Tells people who were mentioned in a comment. */
export function notifyMentioned(
  act: Act,
  task: Task,
  comment: Comment,
  personIds: readonly number[],
  text: string,
): void {
  for (const personId of personIds) note(act, task, { personId, kind: 'mention', commentId: comment.id, text });
}

/** Tells the person to whom a comment was assigned. */
export function notifyCommentAssigned(act: Act, task: Task, comment: Comment, personId: number, text: string): void {
  note(act, task, { personId, kind: 'assigned_comment', commentId: comment.id, text });
}

type Line = Pick<Notification, 'personId' | 'kind' | 'commentId' | 'text'>;

function note(act: Act, task: Task, line: Line): void {
  if (line.personId === act.actor.id || !act.world.people.has(line.personId)) return;
  act.world.notifications.push({ ...line, byId: act.actor.id, taskId: task.id, taskName: task.name, at: act.now });
}
