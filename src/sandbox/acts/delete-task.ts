import type { Act } from '../world/act.ts';
import type { Task } from '../world/model.ts';
import { tellTask } from './history.ts';
import { unlinkTasks } from './link-tasks.ts';

/** Takes a task away with its subtasks and comments. `taskDeleted` names no actor and carries no history items. */
export function deleteTask(act: Act, task: Task): void {
  const { world } = act;
  for (const child of [...world.tasks.values()].filter(({ parentId }) => parentId === task.id)) deleteTask(act, child);
  tellTask(act, task, 'taskDeleted');
  for (const link of task.links) {
    const other = world.tasks.get(link.taskId);
    if (other) unlinkTasks(task, other);
  }
  for (const comment of [...world.comments.values()]) {
    if (comment.taskId === task.id) world.comments.delete(comment.id);
  }
  world.tasks.delete(task.id);
}
