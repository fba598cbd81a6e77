import type { Folder, List, Space, Team } from '../world/model.ts';
import { spaceOf, statusesOf, type World } from '../world/world.ts';
import { teamMember } from './person-view.ts';

/** Workspaces, spaces, folders and lists in ClickUp's words. Their ids are strings on the wire. */

/** A workspace with all its active members, as `GET /team` gives it. */
export function teamView(world: World, team: Team): Record<string, unknown> {
  const members = [...world.people.values()].filter((person) => person.active && person.listed);
  return { id: team.id, name: team.name, color: '#40BC86', avatar: null, members: members.map(teamMember) };
}

/** A space with its statuses and switches. */
export function spaceView(space: Space): Record<string, unknown> {
  return {
    id: space.id,
    name: space.name,
    color: '#7b68ee',
    private: space.privateTo !== null,
    admin_can_manage: true,
    archived: false,
    statuses: space.statuses,
    multiple_assignees: true,
    features: FEATURES,
  };
}

const ENABLED = { enabled: true };
const FEATURES = {
  due_dates: { enabled: true, start_date: true, remap_due_dates: false, remap_closed_due_date: false },
  time_tracking: { enabled: false },
  tags: ENABLED,
  time_estimates: ENABLED,
  checklists: ENABLED,
  custom_fields: ENABLED,
  remap_dependencies: { enabled: false },
  dependency_warning: { enabled: false },
  portfolios: { enabled: false },
  sprints: { enabled: false },
  points: { enabled: false },
  custom_items: { enabled: false },
  zoom: { enabled: false },
  milestones: ENABLED,
  emails: { enabled: false },
  multiple_assignees: ENABLED,
};

/** A folder with its lists. */
export function folderView(world: World, folder: Folder): Record<string, unknown> {
  const lists = [...world.lists.values()].filter((list) => list.folderId === folder.id);
  return {
    id: folder.id,
    name: folder.name,
    orderindex: folder.orderindex,
    override_statuses: false,
    hidden: false,
    space: spaceStub(world, folder.spaceId),
    task_count: String(lists.reduce((sum, list) => sum + taskCount(world, list), 0)),
    archived: false,
    lists: lists.map((list) => listView(world, list)),
  };
}

/** A list as hierarchy calls give it. */
export function listView(world: World, list: List): Record<string, unknown> {
  return {
    id: list.id,
    name: list.name,
    orderindex: list.orderindex,
    content: list.content,
    status: null,
    priority: null,
    assignee: null,
    task_count: taskCount(world, list),
    due_date: null,
    start_date: null,
    folder: folderStub(world, list),
    space: spaceStub(world, list.spaceId),
    archived: false,
    override_statuses: list.ownStatuses !== null,
    permission_level: 'create',
  };
}

/** A list as `GET /list/:id` gives it: the only authority on the names of its statuses. */
export function fullListView(world: World, list: List): Record<string, unknown> {
  return {
    ...listView(world, list),
    due_date_time: false,
    start_date_time: null,
    inbound_address: `add.task.${list.id}@tasks.sandbox.test`,
    statuses: statusesOf(world, list),
  };
}

/** The folder of a list; a list outside folders reports one named "hidden" rather than null. */
export function folderStub(world: World, list: List): Record<string, unknown> {
  const folder = list.folderId === null ? undefined : world.folders.get(list.folderId);
  if (!folder) return { id: list.hiddenFolderId, name: 'hidden', hidden: true, access: true };
  return { id: folder.id, name: folder.name, hidden: false, access: true };
}

function spaceStub(world: World, spaceId: string): Record<string, unknown> {
  return { id: spaceId, name: spaceOf(world, spaceId).name, access: true };
}

function taskCount(world: World, list: List): number {
  return [...world.tasks.values()].filter((task) => task.listId === list.id).length;
}
