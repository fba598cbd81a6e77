import type { EventName, HistoryItem, Place } from '../hooks/happening.ts';
import { userRef } from '../views/person-view.ts';
import type { Act } from '../world/act.ts';
import type { Task } from '../world/model.ts';
import { listOf, spaceOf, type World } from '../world/world.ts';

const TASK_ITEM = 1;

export interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly data?: Readonly<Record<string, unknown>>;
  /** What items of this field carry beside before and after. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** A history item about a task, by the actor, at the act's time. Ids are strings above 2^53. */
export function historyItem(act: Act, task: Task, change: Change): HistoryItem {
  return {
    id: act.world.ids.history(),
    type: TASK_ITEM,
    date: String(act.now),
    field: change.field,
    parent_id: task.listId,
    data: change.data ?? {},
    source: null,
    user: userRef(act.actor),
    before: change.before,
    after: change.after,
    ...change.extra,
  };
}

/** Where a task is, from the workspace down. */
export function placeOfTask(world: World, task: Task): Place {
  return { ...placeOfList(world, task.listId), taskId: task.id };
}

/** Where a list is. */
export function placeOfList(world: World, listId: string): Place {
  const list = listOf(world, listId);
  return { ...placeOfSpace(world, list.spaceId), folderId: list.folderId, listId };
}

/** Where a space is. */
export function placeOfSpace(world: World, spaceId: string): Place {
  return { teamId: spaceOf(world, spaceId).teamId, spaceId };
}

/** Tells one event about a task. */
export function tellTask(act: Act, task: Task, event: EventName, items?: readonly HistoryItem[]): void {
  const news = { event, place: placeOfTask(act.world, task), resource: { task_id: task.id } };
  act.publish(items === undefined ? news : { ...news, historyItems: items });
}

/** Tells a change twice, as ClickUp does: as its own event and as `taskUpdated`, both with the same history item. */
export function tellChange(act: Act, task: Task, event: EventName, item: HistoryItem): void {
  tellTask(act, task, event, [item]);
  if (event !== 'taskUpdated') tellTask(act, task, 'taskUpdated', [item]);
}
