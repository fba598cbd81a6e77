import type { Webhook } from '../world/model.ts';

/** A webhook as it is listed, secret included. `team_id` and `userid` are numbers, the location's ids strings. */
export function webhookView(webhook: Webhook): Record<string, unknown> {
  return {
    id: webhook.id,
    userid: webhook.ownerId,
    team_id: Number(webhook.teamId),
    endpoint: webhook.endpoint,
    client_id: 'SANDBOXPERSONALTOKENCLIENT000000',
    events: webhook.events,
    task_id: webhook.taskId,
    list_id: webhook.listId,
    folder_id: webhook.folderId,
    space_id: webhook.spaceId,
    health: { status: webhook.status, fail_count: webhook.failCount },
    secret: webhook.secret,
  };
}
