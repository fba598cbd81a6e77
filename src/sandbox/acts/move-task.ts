import { folderStub } from '../views/place-view.ts';
import type { Act } from '../world/act.ts';
import type { List, Task } from '../world/model.ts';
import { undocumented } from '../world/refusal.ts';
import { findStatus } from '../world/statuses.ts';
import { listOf, spaceOf, statusesOf, type World } from '../world/world.ts';
import { historyItem, placeOfSpace, tellChange } from './history.ts';

/**
 * Gives a task another home list, with its subtasks, and tells `taskMoved`, `taskUpdated` and `spaceUpdated`.
 * A task whose status the new list lacks is refused: the caller has to say what it becomes.
 */
export function moveTask(act: Act, task: Task, to: List): void {
  const { world } = act;
  const status = findStatus(statusesOf(world, to), task.status.status);
  if (!status) throw undocumented(400, `List ${to.id} has no status "${task.status.status}": set another one first`);
  const before = section(world, listOf(world, task.listId));
  task.listId = to.id;
  task.status = status;
  task.updatedAt = act.now;
  const data = { mute_notifications: true };
  const item = historyItem(act, task, { field: 'section_moved', before, after: section(world, to), data });
  tellChange(act, task, 'taskMoved', item);
  act.publish({
    event: 'spaceUpdated',
    place: placeOfSpace(world, to.spaceId),
    resource: { space_id: to.spaceId },
  });
  for (const child of world.tasks.values()) if (child.parentId === task.id) moveTask(act, child, to);
}

/** A list as the history of a move names it, with its folder as `category` and its space as `project`. */
function section(world: World, list: List): Record<string, unknown> {
  const { access: _access, ...category } = folderStub(world, list);
  const space = spaceOf(world, list.spaceId);
  return { id: list.id, name: list.name, category, project: { id: space.id, name: space.name } };
}
