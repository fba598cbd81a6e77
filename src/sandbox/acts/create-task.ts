import { NO_STATUS, statusInHistory } from '../views/status-view.ts';
import type { Act } from '../world/act.ts';
import type { WrittenDate, KeptValue, List, Status, Task } from '../world/model.ts';
import { notifyAssigned } from '../world/notifications.ts';
import { refusals, undocumented } from '../world/refusal.ts';
import { findStatus } from '../world/statuses.ts';
import { fieldsOf, personOf, statusesOf, taskOf } from '../world/world.ts';
import { acceptValue, isEmpty } from './field-values.ts';
import { historyItem, tellChange, tellTask } from './history.ts';
import { linkTasks } from './link-tasks.ts';
import { plainText } from './markdown-text.ts';
import { doneAt, storedDate } from './task-dates.ts';
import { assigneesAdded } from './task-news.ts';

/** A task as someone asks for it, after its shape was checked. */
export interface TaskDraft {
  readonly name: string;
  readonly description?: string | undefined;
  readonly markdown?: string | undefined;
  readonly assigneeIds: readonly number[];
  readonly status?: string | undefined;
  readonly priority: Task['priority'];
  readonly due: WrittenDate | null;
  readonly start: WrittenDate | null;
  readonly timeEstimate: number | null;
  readonly points: number | null;
  readonly parentId: string | null;
  readonly linksTo: string | null;
  readonly customItemId: number;
  readonly tags: readonly string[];
  readonly values: readonly { readonly id: string; readonly value: unknown; readonly withTime: boolean }[];
  readonly checkRequiredFields: boolean;
}

/**
 * Makes a task and tells it as `taskCreated` and `taskStatusUpdated`, which share the status item. Assignees of a new task cause
 * no event of their own, unless manners say so: ClickUp promises none, so nobody should wait for it.
 * @throws Refusal CRTSK_001 for a status that the list lacks, ITEM_137 for a parent in another list
 */
export function createTask(act: Act, list: List, draft: TaskDraft): Task {
  const { world } = act;
  const status = pickStatus(statusesOf(world, list), draft.status);
  checkParent(act, list, draft.parentId);
  for (const id of draft.assigneeIds) personOf(world, id);
  const linked = draft.linksTo === null ? null : taskOf(world, draft.linksTo);
  const values = acceptValues(act, list, draft);
  const task = newTask(act, list, draft, status, values);
  world.tasks.set(task.id, task);
  if (linked) linkTasks(act, task, linked);
  tellCreation(act, task);
  notifyAssigned(act, task, task.assigneeIds);
  return task;
}

type Values = Map<string, KeptValue>;

function newTask({ world, actor, now }: Act, list: List, draft: TaskDraft, status: Status, values: Values): Task {
  const { name, priority, timeEstimate, points, parentId, customItemId, tags } = draft;
  const markdown = draft.markdown ?? draft.description ?? '';
  return {
    ...{ name, status, priority, timeEstimate, points, parentId, customItemId, tags, values, markdown },
    id: world.ids.task(),
    listId: list.id,
    description: draft.markdown === undefined ? markdown : plainText(markdown),
    creatorId: actor.id,
    assigneeIds: [...new Set(draft.assigneeIds)],
    watcherIds: [actor.id],
    due: storedDate(actor, draft.due),
    start: storedDate(actor, draft.start),
    archived: false,
    links: [],
    attachments: [],
    createdAt: now,
    updatedAt: now,
    ...doneAt(status, now),
    orderindex: world.ids.next('task-order'),
    memberIds: [],
  };
}

function pickStatus(statuses: readonly Status[], name: string | undefined): Status {
  const status = name === undefined ? statuses[0] : findStatus(statuses, name);
  if (!status) throw refusals.statusUnknownOnCreate();
  return status;
}

function checkParent({ world }: Act, list: List, parentId: string | null): void {
  if (parentId !== null && taskOf(world, parentId).listId !== list.id) throw refusals.parentElsewhere();
}

/** Fields that do not apply to the list are ignored on creation, as at ClickUp; `null` sets nothing. */
function acceptValues({ world, actor }: Act, list: List, draft: TaskDraft): Values {
  const values: Values = new Map();
  const fields = fieldsOf(world, list.id);
  for (const { id, value, withTime } of draft.values) {
    const field = fields.find((candidate) => candidate.id === id);
    if (!field || value === null) continue;
    const kept = acceptValue({ world, field, value, withTime, before: undefined, actor });
    if (!isEmpty(kept)) values.set(id, kept);
  }
  const missing = fields.find((field) => field.required && !values.has(field.id));
  if (draft.checkRequiredFields && missing) throw undocumented(400, `Custom field "${missing.name}" is required`);
  return values;
}

function tellCreation(act: Act, task: Task): void {
  const status = historyItem(act, task, {
    field: 'status',
    before: NO_STATUS,
    after: statusInHistory(task.status),
    data: { status_type: task.status.type },
  });
  const creation = historyItem(act, task, { field: 'task_creation', before: null, after: null });
  tellTask(act, task, 'taskCreated', [status, creation]);
  tellTask(act, task, 'taskStatusUpdated', [status]);
  if (!act.world.manners.creation_tells_assignees) return;
  for (const { event, change } of assigneesAdded(act, task.assigneeIds))
    tellChange(act, task, event, historyItem(act, task, change));
}
