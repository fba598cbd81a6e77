import type { Webhook } from '../world/model.ts';
import type { Happening } from './happening.ts';

/** Whether a webhook wants a happening: it is subscribed to the event, and the happening lies in its location. */
export function wants(webhook: Webhook, happening: Happening): boolean {
  return isSubscribed(webhook, happening.event) && isInside(webhook, happening);
}

function isSubscribed(webhook: Webhook, event: string): boolean {
  return webhook.events.includes('*') || webhook.events.includes(event);
}

/** Locations do not add up: of several, the most specific one alone counts. */
function isInside(webhook: Webhook, { place }: Happening): boolean {
  if (webhook.teamId !== place.teamId) return false;
  if (webhook.taskId !== null) return webhook.taskId === place.taskId;
  if (webhook.listId !== null) return webhook.listId === place.listId;
  if (webhook.folderId !== null) return webhook.folderId === place.folderId;
  if (webhook.spaceId !== null) return webhook.spaceId === place.spaceId;
  return true;
}
