import type { Folder, List, Space, Status } from './model.ts';
import { undocumented } from './refusal.ts';
import { makeStatuses, type StatusDraft } from './statuses.ts';
import { folderOf, spaceOf, teamOf, type World } from './world.ts';

/** Adding places to the world, without telling anybody. An id may be chosen; a chosen one must be new. */

export interface SpaceDraft {
  readonly id?: string | undefined;
  readonly teamId: string;
  readonly name: string;
  readonly statuses?: readonly StatusDraft[] | undefined;
  readonly privateTo?: readonly number[] | undefined;
}

/** Adds a space, with the default statuses unless others are given. */
export function addSpace(world: World, draft: SpaceDraft): Space {
  teamOf(world, draft.teamId);
  const id = freshId(world.spaces, draft.id, () => world.ids.place('space'));
  const statuses = makeStatuses(world.ids, draft.statuses);
  const space: Space = { id, teamId: draft.teamId, name: draft.name, statuses, privateTo: draft.privateTo ?? null };
  world.spaces.set(id, space);
  return space;
}

export interface FolderDraft {
  readonly id?: string | undefined;
  readonly spaceId: string;
  readonly name: string;
}

/** Adds a folder to a space. */
export function addFolder(world: World, draft: FolderDraft): Folder {
  spaceOf(world, draft.spaceId);
  const id = freshId(world.folders, draft.id, () => world.ids.place('folder'));
  const folder: Folder = { id, spaceId: draft.spaceId, name: draft.name, orderindex: world.folders.size };
  world.folders.set(id, folder);
  return folder;
}

export interface ListDraft {
  readonly id?: string | undefined;
  readonly name: string;
  readonly content?: string | undefined;
  /** With a folder its space counts. */
  readonly spaceId: string | null;
  readonly folderId: string | null;
  readonly statuses?: readonly StatusDraft[] | undefined;
  readonly privateTo?: readonly number[] | undefined;
  readonly memberIds?: readonly number[] | undefined;
}

/** Adds a list to a folder, or to a space outside folders. */
export function addList(world: World, draft: ListDraft): List {
  const spaceId = draft.folderId === null ? draft.spaceId : folderOf(world, draft.folderId).spaceId;
  if (spaceId === null) throw undocumented(400, 'A list needs a folder_id or a space_id');
  spaceOf(world, spaceId);
  const list: List = {
    id: freshId(world.lists, draft.id, () => world.ids.place('list')),
    spaceId,
    folderId: draft.folderId,
    hiddenFolderId: world.ids.place('folder'),
    name: draft.name,
    content: draft.content ?? '',
    ownStatuses: ownStatuses(world, draft.statuses),
    orderindex: world.lists.size,
    privateTo: draft.privateTo ?? null,
    memberIds: draft.memberIds ?? [],
  };
  world.lists.set(list.id, list);
  return list;
}

function ownStatuses(world: World, drafts: readonly StatusDraft[] | undefined): readonly Status[] | null {
  return drafts === undefined ? null : makeStatuses(world.ids, drafts);
}

/** The chosen id, which must be new, or the next counted one that nobody has chosen. */
function freshId(taken: ReadonlyMap<string, unknown>, chosen: string | undefined, next: () => string): string {
  if (chosen !== undefined && taken.has(chosen)) throw undocumented(409, `Id ${chosen} is taken`);
  let id = chosen ?? next();
  while (taken.has(id)) id = next();
  return id;
}
