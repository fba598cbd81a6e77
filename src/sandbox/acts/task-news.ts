import type { EventName } from '../hooks/happening.ts';
import { userRef } from '../views/person-view.ts';
import { priorityView, statusInHistory } from '../views/status-view.ts';
import { dateText } from '../views/task-view.ts';
import type { Act } from '../world/act.ts';
import type { Status, Task } from '../world/model.ts';
import { notifyAssigned } from '../world/notifications.ts';
import { personOf } from '../world/world.ts';
import { applyDeltas } from './field-values.ts';
import type { Change } from './history.ts';
import { descriptionDelta, plainText } from './markdown-text.ts';
import type { Deltas, TaskChanges } from './task-changes.ts';
import { doneAt, storedDate } from './task-dates.ts';

/** Each function here changes one side of a task and returns what is to be told of it: nothing, when it was so already. */

export interface News {
  readonly event: EventName;
  readonly change: Change;
}

/** Sets the status, and with it when the task was done and closed. */
export function changeStatus(act: Act, task: Task, status: Status | undefined): News[] {
  if (!status || status.status === task.status.status) return [];
  const before = statusInHistory(task.status);
  task.status = status;
  Object.assign(task, doneAt(status, act.now));
  const data = { status_type: status.type };
  return [{ event: 'taskStatusUpdated', change: { field: 'status', before, after: statusInHistory(status), data } }];
}

/** Fields that are told as they are, under the name that ClickUp gives them. */
const PLAIN_FIELDS = [
  { key: 'name', field: 'name', event: 'taskUpdated' },
  { key: 'timeEstimate', field: 'time_estimate', event: 'taskTimeEstimateUpdated' },
  { key: 'points', field: 'points', event: 'taskUpdated' },
  { key: 'parentId', field: 'parent', event: 'taskUpdated' },
  { key: 'archived', field: 'archived', event: 'taskUpdated' },
  { key: 'customItemId', field: 'custom_type', event: 'taskUpdated' },
] as const;

/** Sets what is told as it is: name, estimate, points, parent, archived, type. */
export function changePlainFields(task: Task, changes: TaskChanges): News[] {
  return PLAIN_FIELDS.flatMap(({ key, field, event }) => {
    const before = task[key];
    const after = changes[key];
    if (after === undefined || after === before) return [];
    Object.assign(task, { [key]: after });
    return [{ event, change: { field, before: told(before), after: told(after) } }];
  });
}

/** History items carry amounts as strings. */
function told(value: string | number | boolean | null): string | boolean | null {
  return typeof value === 'number' ? String(value) : value;
}

/** A single space clears the description; an empty string is taken for nothing said. */
export function changeDescription(task: Task, { description, markdown }: TaskChanges): News[] {
  const written = markdown ?? description;
  if (written === undefined || written === '') return [];
  const next = written === ' ' ? '' : written;
  if (next === task.markdown) return [];
  const before = descriptionDelta(task.description);
  task.markdown = next;
  task.description = markdown === undefined ? next : plainText(next);
  return [{ event: 'taskUpdated', change: { field: 'content', before, after: descriptionDelta(task.description) } }];
}

/** Sets or clears the priority. */
export function changePriority(task: Task, priority: Task['priority'] | undefined): News[] {
  if (priority === undefined || priority === task.priority) return [];
  const before = priorityView(task.priority);
  task.priority = priority;
  return [{ event: 'taskPriorityUpdated', change: { field: 'priority', before, after: priorityView(priority) } }];
}

/** Sets or clears due and start date, each as it is kept for the actor. */
export function changeDates({ actor }: Act, task: Task, { due, start }: TaskChanges): News[] {
  const news: News[] = [];
  if (due !== undefined) {
    const after = storedDate(actor, due);
    const data = { due_date_time: after?.withTime ?? false, old_due_date_time: task.due?.withTime ?? false };
    const change = { field: 'due_date', before: dateText(task.due), after: dateText(after), data };
    if (change.before !== change.after) news.push({ event: 'taskDueDateUpdated', change });
    task.due = after;
  }
  if (start !== undefined) {
    const after = storedDate(actor, start);
    const change = { field: 'start_date', before: dateText(task.start), after: dateText(after) };
    if (change.before !== change.after) news.push({ event: 'taskUpdated', change });
    task.start = after;
  }
  return news;
}

/** Adds and removes assignees: one item each. Who was removed stands in `before`, as in newer payloads, or where manners say. */
export function changeAssignees(act: Act, task: Task, deltas: Deltas | undefined): News[] {
  if (!deltas) return [];
  const before = task.assigneeIds;
  task.assigneeIds = applyDeltas(before, deltas.add, deltas.rem);
  const added = task.assigneeIds.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !task.assigneeIds.includes(id));
  notifyAssigned(act, task, added);
  return [...assigneesAdded(act, added), ...assigneesRemoved(act, removed)];
}

/** What is told of people put on a task. */
export function assigneesAdded({ world }: Act, ids: readonly number[]): News[] {
  const person = (id: number) => userRef(personOf(world, id));
  return ids.map((id) => assigneeNews({ field: 'assignee_add', before: null, after: person(id) }));
}

function assigneesRemoved({ world }: Act, ids: readonly number[]): News[] {
  return ids.map((id) => {
    const sides = { before: null, after: null, [world.manners.removed_assignee_in]: userRef(personOf(world, id)) };
    return assigneeNews({ field: 'assignee_rem', ...sides });
  });
}

function assigneeNews(change: Change): News {
  return { event: 'taskAssigneeUpdated', change };
}
