import type { EventName } from '../hooks/happening.ts';
import type { Act } from '../world/act.ts';
import type { Folder, List, Space } from '../world/model.ts';
import { addFolder, addList, addSpace, type ListDraft } from '../world/places.ts';
import { spaceOf } from '../world/world.ts';
import { deleteTask } from './delete-task.ts';
import { placeOfList, placeOfSpace } from './history.ts';

/** What people do to spaces, folders and lists, and what ClickUp tells of it: ids only, and `spaceUpdated` alongside. */

/** A new space comes with a list: `spaceCreated`, `listCreated` and `spaceUpdated`. */
export function createSpace(act: Act, teamId: string, name: string): Space {
  const space = addSpace(act.world, { teamId, name });
  tellSpace(act, space.id, 'spaceCreated');
  createList(act, { name: 'List', spaceId: space.id, folderId: null });
  return space;
}

/** Told as `folderCreated`. */
export function createFolder(act: Act, spaceId: string, name: string): Folder {
  const folder = addFolder(act.world, { spaceId, name });
  tellFolder(act, folder, 'folderCreated');
  return folder;
}

/** Told as `listCreated` and `spaceUpdated`. */
export function createList(act: Act, draft: ListDraft): List {
  const list = addList(act.world, draft);
  tellList(act, list, 'listCreated');
  tellSpace(act, list.spaceId, 'spaceUpdated');
  return list;
}

/** Deletes a list with its tasks; only the list itself is told. */
export function deleteList(act: Act, list: List): void {
  tellList(act, list, 'listDeleted');
  const silent = { ...act, publish: () => {} };
  for (const task of [...act.world.tasks.values()]) if (task.listId === list.id) deleteTask(silent, task);
  act.world.lists.delete(list.id);
}

/** Deletes a folder with its lists: `folderDeleted`, and `listDeleted` for each. */
export function deleteFolder(act: Act, folder: Folder): void {
  tellFolder(act, folder, 'folderDeleted');
  for (const list of [...act.world.lists.values()]) if (list.folderId === folder.id) deleteList(act, list);
  act.world.folders.delete(folder.id);
}

/** Deletes a space with all that is in it: `spaceDeleted`, then its folders and lists one by one. */
export function deleteSpace(act: Act, space: Space): void {
  const { folders, lists, spaces } = act.world;
  tellSpace(act, space.id, 'spaceDeleted');
  for (const folder of [...folders.values()]) if (folder.spaceId === space.id) deleteFolder(act, folder);
  for (const list of [...lists.values()]) if (list.spaceId === space.id) deleteList(act, list);
  spaces.delete(space.id);
}

function tellSpace(act: Act, spaceId: string, event: EventName): void {
  act.publish({ event, place: placeOfSpace(act.world, spaceId), resource: { space_id: spaceId } });
}

function tellFolder(act: Act, folder: Folder, event: EventName): void {
  const { teamId } = spaceOf(act.world, folder.spaceId);
  const place = { teamId, spaceId: folder.spaceId, folderId: folder.id };
  act.publish({ event, place, resource: { folder_id: folder.id } });
}

function tellList(act: Act, list: List, event: EventName): void {
  act.publish({ event, place: placeOfList(act.world, list.id), resource: { list_id: list.id } });
}
