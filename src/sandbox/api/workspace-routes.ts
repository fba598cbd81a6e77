import { fieldView } from '../views/field-view.ts';
import { authorizedUser, explicitMember } from '../views/person-view.ts';
import { folderView, fullListView, listView, spaceView, teamView } from '../views/place-view.ts';
import type { Act } from '../world/act.ts';
import { seesList, seesSpace, visibleFolder, visibleList, visibleSpace, visibleTask } from '../world/visibility.ts';
import { fieldsOf, type World, teamOf } from '../world/world.ts';
import { type Call, ok, param, type Route } from './route.ts';

/** Who I am, what there is, who has access: the reads that a client starts with. */
export const workspaceRoutes: readonly Route[] = [
  { method: 'get', path: '/v2/user', handle: ({ act }) => ok({ user: authorizedUser(act.actor) }) },
  { method: 'get', path: '/v2/team', handle: ({ act }) => ok({ teams: teams(act.world) }) },
  { method: 'get', path: '/v2/team/:team/space', handle: (call) => ok({ spaces: spaces(call) }) },
  { method: 'get', path: '/v2/space/:space', handle: (call) => ok(spaceView(space(call))) },
  { method: 'get', path: '/v2/space/:space/folder', handle: (call) => ok({ folders: folders(call) }) },
  { method: 'get', path: '/v2/space/:space/list', handle: (call) => ok({ lists: folderlessLists(call) }) },
  { method: 'get', path: '/v2/folder/:folder', handle: (call) => ok(folderView(call.act.world, folder(call))) },
  { method: 'get', path: '/v2/folder/:folder/list', handle: (call) => ok({ lists: listsOfFolder(call) }) },
  { method: 'get', path: '/v2/list/:list', handle: (call) => ok(fullListView(call.act.world, list(call))) },
  { method: 'get', path: '/v2/list/:list/field', handle: (call) => ok({ fields: fields(call) }) },
  {
    method: 'get',
    path: '/v2/list/:list/member',
    handle: (call) => ok({ members: members(call.act, list(call).memberIds) }),
  },
  {
    method: 'get',
    path: '/v2/task/:task/member',
    handle: (call) => ok({ members: members(call.act, task(call).memberIds) }),
  },
];

function space(call: Call) {
  return visibleSpace(call.act.world, call.act.actor, param(call, 'space'));
}

function folder(call: Call) {
  return visibleFolder(call.act.world, call.act.actor, param(call, 'folder'));
}

function list(call: Call) {
  return visibleList(call.act.world, call.act.actor, param(call, 'list'));
}

function task(call: Call) {
  return visibleTask(call.act.world, call.act.actor, param(call, 'task'));
}

function teams(world: World) {
  return [...world.teams.values()].map((team) => teamView(world, team));
}

/** Nothing here is ever archived, so asking for archived places finds none. */
function wantsArchived({ query }: Call): boolean {
  return query.get('archived') === 'true';
}

function spaces(call: Call) {
  const { world, actor } = call.act;
  const team = teamOf(world, param(call, 'team'));
  const all = [...world.spaces.values()].filter((candidate) => candidate.teamId === team.id);
  return wantsArchived(call) ? [] : all.filter((candidate) => seesSpace(actor, candidate)).map(spaceView);
}

function folders(call: Call) {
  const { world } = call.act;
  const { id } = space(call);
  const all = [...world.folders.values()].filter((candidate) => candidate.spaceId === id);
  return wantsArchived(call) ? [] : all.map((candidate) => folderView(world, candidate));
}

function folderlessLists(call: Call) {
  const { id } = space(call);
  return lists(call, ({ spaceId, folderId }) => spaceId === id && folderId === null);
}

function listsOfFolder(call: Call) {
  const { id } = folder(call);
  return lists(call, ({ folderId }) => folderId === id);
}

function lists(call: Call, belongs: (list: { spaceId: string; folderId: string | null }) => boolean) {
  const { world, actor } = call.act;
  const visible = [...world.lists.values()].filter(
    (candidate) => belongs(candidate) && seesList(world, actor, candidate),
  );
  return wantsArchived(call) ? [] : visible.map((candidate) => listView(world, candidate));
}

function fields(call: Call) {
  return fieldsOf(call.act.world, list(call).id).map(fieldView);
}

/** Only people with explicit access, as at ClickUp: not those who see a place because they are in the workspace. */
function members({ world }: Act, ids: readonly number[]) {
  return ids.flatMap((id) => {
    const person = world.people.get(id);
    return person ? [explicitMember(person)] : [];
  });
}
