import type { Folder, List, Person, Space, Task } from './model.ts';
import { refusals } from './refusal.ts';
import { folderOf, listOf, spaceOf, taskOf, type World } from './world.ts';

/**
 * Who sees what. Only private places are hidden: beyond them the stand-in shows everything to every seat, guests included,
 * because a test that needs a guest kept out can make the place private.
 */

/** Whether a person may see a space. */
export function seesSpace(person: Person, space: Space): boolean {
  return space.privateTo === null || space.privateTo.includes(person.id);
}

/** Whether a person may see a list: explicit access counts before privacy, privacy before the space. */
export function seesList(world: World, person: Person, list: List): boolean {
  if (list.memberIds.includes(person.id)) return true;
  if (list.privateTo !== null) return list.privateTo.includes(person.id);
  return seesSpace(person, spaceOf(world, list.spaceId));
}

/** Whether a person may see a task: by its list, or because it was shared. */
export function seesTask(world: World, person: Person, task: Task): boolean {
  return task.memberIds.includes(person.id) || seesList(world, person, listOf(world, task.listId));
}

/** The task, if it is there and this person may see it; else ClickUp's 404 or 401. */
export function visibleTask(world: World, person: Person, id: string): Task {
  const task = taskOf(world, id);
  if (!seesTask(world, person, task)) throw refusals.noAccess();
  return task;
}

/** The list, if this person may see it; else 404 or 401. */
export function visibleList(world: World, person: Person, id: string): List {
  const list = listOf(world, id);
  if (!seesList(world, person, list)) throw refusals.noAccess();
  return list;
}

/** The space, if this person may see it; else 404 or 401. */
export function visibleSpace(world: World, person: Person, id: string): Space {
  const space = spaceOf(world, id);
  if (!seesSpace(person, space)) throw refusals.noAccess();
  return space;
}

/** The folder, if this person may see its space; else 400 or 401. */
export function visibleFolder(world: World, person: Person, id: string): Folder {
  const folder = folderOf(world, id);
  visibleSpace(world, person, folder.spaceId);
  return folder;
}
