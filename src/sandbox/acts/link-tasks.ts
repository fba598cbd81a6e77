import type { Act } from '../world/act.ts';
import type { Task } from '../world/model.ts';

/** Links two tasks both ways, once. */
export function linkTasks(act: Act, one: Task, other: Task): void {
  addLink(act, one, other);
  addLink(act, other, one);
}

/** Takes the link between two tasks away on both sides. */
export function unlinkTasks(one: Task, other: Task): void {
  one.links = one.links.filter((link) => link.taskId !== other.id);
  other.links = other.links.filter((link) => link.taskId !== one.id);
}

function addLink(act: Act, from: Task, to: Task): void {
  if (from.links.some((link) => link.taskId === to.id)) return;
  from.links = [...from.links, { taskId: to.id, createdAt: act.now, byId: act.actor.id }];
}
