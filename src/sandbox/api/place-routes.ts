import { z } from 'zod';
import { createFolder, createList, createSpace, deleteFolder, deleteList, deleteSpace } from '../acts/places.ts';
import { folderView, fullListView, spaceView } from '../views/place-view.ts';
import { visibleFolder, visibleList, visibleSpace } from '../world/visibility.ts';
import { teamOf } from '../world/world.ts';
import { parse } from './body.ts';
import { type Answer, type Call, ok, param, type Route } from './route.ts';

/** Making and deleting spaces, folders and lists. */
export const placeRoutes: readonly Route[] = [
  { method: 'post', path: '/v2/team/:team/space', handle: makeSpace },
  { method: 'delete', path: '/v2/space/:space', handle: dropSpace },
  { method: 'post', path: '/v2/space/:space/folder', handle: makeFolder },
  { method: 'delete', path: '/v2/folder/:folder', handle: dropFolder },
  { method: 'post', path: '/v2/space/:space/list', handle: makeListInSpace },
  { method: 'post', path: '/v2/folder/:folder/list', handle: makeListInFolder },
  { method: 'delete', path: '/v2/list/:list', handle: dropList },
];

const Named = z.object({ name: z.string().trim().min(1), content: z.string().optional() });

function makeSpace(call: Call): Answer {
  const team = teamOf(call.act.world, param(call, 'team'));
  return ok(spaceView(createSpace(call.act, team.id, parse(Named, call.body).name)));
}

function dropSpace(call: Call): Answer {
  deleteSpace(call.act, visibleSpace(call.act.world, call.act.actor, param(call, 'space')));
  return ok({});
}

function makeFolder(call: Call): Answer {
  const { world, actor } = call.act;
  const space = visibleSpace(world, actor, param(call, 'space'));
  return ok(folderView(world, createFolder(call.act, space.id, parse(Named, call.body).name)));
}

function dropFolder(call: Call): Answer {
  deleteFolder(call.act, visibleFolder(call.act.world, call.act.actor, param(call, 'folder')));
  return ok({});
}

function makeListInSpace(call: Call): Answer {
  const { world, actor } = call.act;
  const space = visibleSpace(world, actor, param(call, 'space'));
  const draft = { ...parse(Named, call.body), spaceId: space.id, folderId: null };
  return ok(fullListView(world, createList(call.act, draft)));
}

function makeListInFolder(call: Call): Answer {
  const { world, actor } = call.act;
  const folder = visibleFolder(world, actor, param(call, 'folder'));
  const draft = { ...parse(Named, call.body), spaceId: folder.spaceId, folderId: folder.id };
  return ok(fullListView(world, createList(call.act, draft)));
}

function dropList(call: Call): Answer {
  deleteList(call.act, visibleList(call.act.world, call.act.actor, param(call, 'list')));
  return ok({});
}
