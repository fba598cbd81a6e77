import { createIds, type Ids } from './ids.ts';
import { FIRST_MANNERS, type Manners } from './manners.ts';
import type {
  Comment,
  Field,
  Folder,
  List,
  Notification,
  Person,
  Space,
  Status,
  Task,
  Team,
  Webhook,
} from './model.ts';
import { refusals, undocumented } from './refusal.ts';

/** Everything that is known at one moment, in memory only. */
export interface World {
  readonly ids: Ids;
  readonly teams: Map<string, Team>;
  readonly people: Map<number, Person>;
  readonly spaces: Map<string, Space>;
  readonly folders: Map<string, Folder>;
  readonly lists: Map<string, List>;
  readonly fields: Map<string, Field>;
  readonly tasks: Map<string, Task>;
  readonly comments: Map<number, Comment>;
  readonly webhooks: Map<string, Webhook>;
  readonly notifications: Notification[];
  manners: Manners;
}

const FIRST_TEAM: Team = { id: '9000000001', name: 'Sandbox workspace' };

/** A world with one workspace and nobody in it. */
export function emptyWorld(team: Team = FIRST_TEAM): World {
  return {
    ids: createIds(),
    teams: new Map([[team.id, team]]),
    people: new Map(),
    spaces: new Map(),
    folders: new Map(),
    lists: new Map(),
    fields: new Map(),
    tasks: new Map(),
    comments: new Map(),
    webhooks: new Map(),
    notifications: [],
    manners: FIRST_MANNERS,
  };
}

/** The workspace of an id; unknown ones answer as ClickUp does for workspaces that a token may not see. */
export function teamOf(world: World, id: string): Team {
  const team = world.teams.get(id);
  if (!team) throw refusals.teamNotAuthorized();
  return team;
}

/** The person of an id, else 400: people are named in bodies. */
export function personOf(world: World, id: number): Person {
  const person = world.people.get(id);
  if (!person) throw undocumented(400, `User ${id} is not in this workspace`);
  return person;
}

/** The space of an id, else 404. */
export function spaceOf(world: World, id: string): Space {
  const space = world.spaces.get(id);
  if (!space) throw undocumented(404, 'Space not found');
  return space;
}

/** The folder of an id, else ClickUp's 400 INPUT_011. */
export function folderOf(world: World, id: string): Folder {
  const folder = world.folders.get(id);
  if (!folder) throw refusals.folderInvalid();
  return folder;
}

/** The list of an id, else 404 ITEM_015. */
export function listOf(world: World, id: string): List {
  const list = world.lists.get(id);
  if (!list) throw refusals.listNotFound();
  return list;
}

/** The task of an id, else 404 ITEM_013. */
export function taskOf(world: World, id: string): Task {
  const task = world.tasks.get(id);
  if (!task) throw refusals.taskNotFound();
  return task;
}

/** The comment of an id, else 404. */
export function commentOf(world: World, id: string): Comment {
  const comment = world.comments.get(Number(id));
  if (!comment) throw undocumented(404, 'Comment not found');
  return comment;
}

/** The webhook of an id, else 404. */
export function webhookOf(world: World, id: string): Webhook {
  const webhook = world.webhooks.get(id);
  if (!webhook) throw undocumented(404, 'Webhook not found');
  return webhook;
}

/** The statuses that tasks of a list may have: its own, or those of its space. */
export function statusesOf(world: World, list: List): readonly Status[] {
  return list.ownStatuses ?? spaceOf(world, list.spaceId).statuses;
}

/** The custom fields that apply to tasks of a list. */
export function fieldsOf(world: World, listId: string): readonly Field[] {
  return [...world.fields.values()].filter((field) => field.listIds === null || field.listIds.includes(listId));
}

/** Replies of a thread, or the top-level comments of a task when `parentId` is null; oldest first. */
export function commentsOf(world: World, taskId: string, parentId: number | null): readonly Comment[] {
  return [...world.comments.values()]
    .filter((comment) => comment.taskId === taskId && comment.parentId === parentId)
    .toSorted((a, b) => a.createdAt - b.createdAt || a.id - b.id);
}
