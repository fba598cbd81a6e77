import type { Person, Webhook } from '../world/model.ts';
import { seesList, seesSpace, seesTask } from '../world/visibility.ts';
import type { World } from '../world/world.ts';
import type { Happening, Place } from './happening.ts';
import { isFiring } from './health.ts';
import { wants } from './match.ts';

/**
 * The webhooks that hear of a happening. A webhook belongs to a person: it sees what that person sees at this moment, and falls
 * silent when the person is deactivated.
 */
export function recipients(world: World, happening: Happening): readonly Webhook[] {
  return [...world.webhooks.values()].filter((webhook) => {
    const owner = world.people.get(webhook.ownerId);
    if (!owner?.active || !isFiring(webhook)) return false;
    return wants(webhook, happening) && sees(world, owner, happening.place);
  });
}

function sees(world: World, owner: Person, place: Place): boolean {
  const task = world.tasks.get(place.taskId ?? '');
  if (task) return seesTask(world, owner, task);
  const list = world.lists.get(place.listId ?? '');
  if (list) return seesList(world, owner, list);
  const space = world.spaces.get(place.spaceId ?? '');
  return space === undefined || seesSpace(owner, space);
}
