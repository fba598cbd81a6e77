import type { Hook, Hooks } from './board.ts';

/** The events of the one webhook (CONTRACT section 7), for the whole workspace. */
export const WEBHOOK_EVENTS = [
  'taskCreated',
  'taskUpdated',
  'taskDeleted',
  'taskMoved',
  'taskStatusUpdated',
  'taskAssigneeUpdated',
  'taskCommentPosted',
  'taskCommentUpdated',
  'listCreated',
  'listDeleted',
  'folderDeleted',
  'spaceUpdated',
  'spaceDeleted',
] as const;

export const webhookAddress = (publicUrl: string): string => `${publicUrl}/webhooks/clickup`;

export interface KeptWebhook {
  readonly kind: 'created' | 'repaired' | 'healthy';
  readonly hook: Hook;
}

/** Registers the webhook, or repairs the one that is there: list first, so that it is never registered twice. */
export async function keepWebhook(hooks: Hooks, publicUrl: string): Promise<KeptWebhook> {
  const endpoint = webhookAddress(publicUrl);
  const registered = await hooks.all();
  const hook = registered.find((each) => each.endpoint === endpoint);
  if (hook === undefined) return { kind: 'created', hook: await hooks.create(endpoint, WEBHOOK_EVENTS) };
  const complete = WEBHOOK_EVENTS.every((event) => hook.events.includes(event) || hook.events.includes('*'));
  if (complete && hook.status === 'active') return { kind: 'healthy', hook };
  await hooks.repair(hook.id, endpoint, WEBHOOK_EVENTS);
  return { kind: 'repaired', hook };
}
