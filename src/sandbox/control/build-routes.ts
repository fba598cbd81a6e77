import { parse } from '../api/body.ts';
import { type Sandbox, resetSandbox } from '../sandbox.ts';
import { fieldView } from '../views/field-view.ts';
import { userRef } from '../views/person-view.ts';
import { folderView, fullListView, spaceView } from '../views/place-view.ts';
import { addField } from '../world/fields.ts';
import type { Person } from '../world/model.ts';
import { addPerson } from '../world/people.ts';
import { addFolder, addList, addSpace } from '../world/places.ts';
import { listOf, personOf, taskOf } from '../world/world.ts';
import { FieldBody, FolderBody, ListBody, MembersBody, ResetBody } from './bodies.ts';
import { SpaceBody, TeamBody, UserBody, UserChanges } from './bodies.ts';
import type { ControlRoute } from './route.ts';

/** Building a workspace, silently: no webhook hears of it. */
export const buildRoutes: readonly ControlRoute[] = [
  { method: 'post', path: '/reset', handle: ({ sandbox, body }) => reset(sandbox, body) },
  { method: 'post', path: '/teams', handle: ({ sandbox, body }) => addTeam(sandbox, body) },
  { method: 'post', path: '/users', handle: ({ sandbox, body }) => addUser(sandbox, body) },
  { method: 'put', path: '/users/:id', handle: ({ sandbox, body, id }) => changeUser(sandbox, id, body) },
  {
    method: 'post',
    path: '/users/:id/deactivate',
    handle: ({ sandbox, id }) => changeUser(sandbox, id, { active: false }),
  },
  { method: 'post', path: '/spaces', handle: ({ sandbox, body }) => newSpace(sandbox, body) },
  { method: 'post', path: '/folders', handle: ({ sandbox, body }) => newFolder(sandbox, body) },
  { method: 'post', path: '/lists', handle: ({ sandbox, body }) => newList(sandbox, body) },
  { method: 'post', path: '/fields', handle: ({ sandbox, body }) => newField(sandbox, body) },
  { method: 'put', path: '/lists/:id/members', handle: ({ sandbox, body, id }) => shareList(sandbox, id, body) },
  { method: 'put', path: '/tasks/:id/members', handle: ({ sandbox, body, id }) => shareTask(sandbox, id, body) },
];

function reset(sandbox: Sandbox, body: unknown) {
  resetSandbox(sandbox, parse(ResetBody, body).team);
  return {};
}

function addTeam({ world }: Sandbox, body: unknown) {
  const team = parse(TeamBody, body);
  world.teams.set(team.id, team);
  return team;
}

function addUser({ world, clock }: Sandbox, body: unknown) {
  const { timezone, ...draft } = parse(UserBody, body);
  return userView(addPerson(world, { ...draft, zone: timezone }, clock.now()));
}

function changeUser({ world }: Sandbox, id: string, body: unknown) {
  const person = personOf(world, Number(id));
  const { active, name } = parse(UserChanges, body);
  person.active = active ?? person.active;
  person.name = name ?? person.name;
  return userView(person);
}

function userView(person: Person) {
  const { token, role, active, zone } = person;
  return { ...userRef(person), role, timezone: zone, active, token };
}

function newSpace({ world }: Sandbox, body: unknown) {
  const { team_id, private_to, ...draft } = parse(SpaceBody, body);
  const teamId = team_id ?? [...world.teams.keys()][0] ?? '';
  return spaceView(addSpace(world, { ...draft, teamId, privateTo: private_to }));
}

function newFolder({ world }: Sandbox, body: unknown) {
  const { space_id, ...draft } = parse(FolderBody, body);
  return folderView(world, addFolder(world, { ...draft, spaceId: space_id }));
}

function newList({ world }: Sandbox, body: unknown) {
  const { space_id, folder_id, private_to, member_ids, ...draft } = parse(ListBody, body);
  const places = { spaceId: space_id ?? null, folderId: folder_id ?? null };
  return fullListView(world, addList(world, { ...draft, ...places, privateTo: private_to, memberIds: member_ids }));
}

function newField({ world, clock }: Sandbox, body: unknown) {
  const { type_config, list_ids, hide_from_guests, ...draft } = parse(FieldBody, body);
  const renamed = { typeConfig: type_config, listIds: list_ids, hideFromGuests: hide_from_guests };
  return fieldView(addField(world, { ...draft, ...renamed }, clock.now()));
}

function shareList({ world }: Sandbox, id: string, body: unknown) {
  listOf(world, id).memberIds = parse(MembersBody, body).user_ids;
  return {};
}

function shareTask({ world }: Sandbox, id: string, body: unknown) {
  taskOf(world, id).memberIds = parse(MembersBody, body).user_ids;
  return {};
}
