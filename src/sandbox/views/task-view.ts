import type { KeptDate, Task } from '../world/model.ts';
import { listOf, spaceOf, type World } from '../world/world.ts';
import { taskAttachmentView } from './attachment-view.ts';
import { fieldValuesView } from './field-view.ts';
import { userRef, userRefs } from './person-view.ts';
import { folderStub } from './place-view.ts';
import { priorityView } from './status-view.ts';

export interface TaskViewOptions {
  readonly origin: string;
  /** Whether `markdown_description` was asked for. */
  readonly markdown: boolean;
}

/** A task as every call that answers with tasks gives it. Times are strings of milliseconds. */
export function taskView(world: World, task: Task, { origin, markdown }: TaskViewOptions): Record<string, unknown> {
  return {
    id: task.id,
    custom_id: null,
    custom_item_id: task.customItemId,
    name: task.name,
    text_content: task.description,
    description: task.description,
    ...(markdown ? { markdown_description: task.markdown } : {}),
    status: task.status,
    orderindex: `${task.orderindex}.${'0'.repeat(32)}`,
    ...datesOf(task),
    archived: task.archived,
    ...peopleOf(world, task),
    checklists: [],
    tags: task.tags.map((name) => ({ name, tag_fg: '#ffffff', tag_bg: '#0066cc', creator: task.creatorId })),
    parent: task.parentId,
    top_level_parent: topParent(world, task),
    priority: priorityView(task.priority),
    points: task.points,
    time_estimate: task.timeEstimate,
    custom_fields: fieldValuesView(world, task),
    dependencies: [],
    linked_tasks: linksOf(world, task),
    ...placesOf(world, task),
    url: `${origin}/t/${task.id}`,
    sharing: { public: false, public_share_expires_on: null, public_fields: [], token: null, seo_optimized: false },
    permission_level: 'create',
  };
}

/** A task as the calls for one task give it: with its attachments and the time spent. */
export function fullTaskView(world: World, task: Task, options: TaskViewOptions): Record<string, unknown> {
  const attachments = task.attachments.map((each) => taskAttachmentView(world, task, each, options.origin));
  return { ...taskView(world, task, options), time_spent: 0, attachments };
}

function datesOf(task: Task): Record<string, unknown> {
  return {
    date_created: String(task.createdAt),
    date_updated: String(task.updatedAt),
    date_closed: text(task.closedAt),
    date_done: text(task.doneAt),
    due_date: dateText(task.due),
    start_date: dateText(task.start),
  };
}

function peopleOf(world: World, task: Task): Record<string, unknown> {
  const creator = world.people.get(task.creatorId);
  return {
    creator: creator ? userRef(creator) : null,
    assignees: userRefs(world, task.assigneeIds),
    group_assignees: [],
    watchers: userRefs(world, task.watcherIds),
  };
}

function placesOf(world: World, task: Task): Record<string, unknown> {
  const list = listOf(world, task.listId);
  const folder = folderStub(world, list);
  return {
    locations: [],
    team_id: spaceOf(world, list.spaceId).teamId,
    list: { id: list.id, name: list.name, access: true },
    project: folder,
    folder,
    space: { id: list.spaceId },
  };
}

function linksOf(world: World, task: Task): readonly Record<string, unknown>[] {
  const { teamId } = spaceOf(world, listOf(world, task.listId).spaceId);
  return task.links.map((link) => ({
    task_id: task.id,
    link_id: link.taskId,
    date_created: String(link.createdAt),
    userid: String(link.byId),
    workspace_id: teamId,
  }));
}

function topParent(world: World, task: Task): string | null {
  const parent = task.parentId === null ? undefined : world.tasks.get(task.parentId);
  return parent ? (topParent(world, parent) ?? parent.id) : null;
}

/** A date as a string of milliseconds; null for none. */
export function dateText(date: KeptDate | null): string | null {
  return text(date?.at ?? null);
}

function text(at: number | null): string | null {
  return at === null ? null : String(at);
}
