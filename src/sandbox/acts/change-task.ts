import type { Act } from '../world/act.ts';
import type { Status, Task } from '../world/model.ts';
import { refusals } from '../world/refusal.ts';
import { findStatus } from '../world/statuses.ts';
import { listOf, personOf, statusesOf, taskOf } from '../world/world.ts';
import { applyDeltas } from './field-values.ts';
import { historyItem, tellChange } from './history.ts';
import type { TaskChanges } from './task-changes.ts';
import {
  changeAssignees,
  changeDates,
  changeDescription,
  changePlainFields,
  changePriority,
  changeStatus,
} from './task-news.ts';

/**
 * Applies changes and tells each as its own event and as `taskUpdated`. Saying what is already so changes nothing, tells nothing.
 * @throws Refusal ITEM_114 for a status that the list lacks, ITEM_137 for a parent in another list; then nothing was changed
 */
export function changeTask(act: Act, task: Task, changes: TaskChanges): void {
  const status = wantedStatus(act, task, changes.status);
  checkParent(act, task, changes.parentId);
  for (const id of [...(changes.assignees?.add ?? []), ...(changes.watchers?.add ?? [])]) personOf(act.world, id);
  const news = [
    ...changeStatus(act, task, status),
    ...changePlainFields(task, changes),
    ...changeDescription(task, changes),
    ...changePriority(task, changes.priority),
    ...changeDates(act, task, changes),
    ...changeAssignees(act, task, changes.assignees),
  ];
  if (changes.watchers) task.watcherIds = applyDeltas(task.watcherIds, changes.watchers.add, changes.watchers.rem);
  if (news.length > 0) task.updatedAt = act.now;
  for (const { event, change } of news) tellChange(act, task, event, historyItem(act, task, change));
}

function wantedStatus({ world }: Act, task: Task, name: string | undefined): Status | undefined {
  if (name === undefined) return undefined;
  const status = findStatus(statusesOf(world, listOf(world, task.listId)), name);
  if (!status) throw refusals.statusUnknownOnUpdate();
  return status;
}

/** The parent must be in the same list, and must not be the task itself or below it. */
function checkParent({ world }: Act, task: Task, parentId: string | undefined): void {
  for (let id = parentId ?? null; id !== null; ) {
    const above = taskOf(world, id);
    if (above === task || above.listId !== task.listId) throw refusals.parentElsewhere();
    id = above.parentId;
  }
}
