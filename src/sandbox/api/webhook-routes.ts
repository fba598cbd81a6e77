import { z } from 'zod';
import { createWebhook, ownWebhook, ownWebhooks, updateWebhook } from '../acts/webhooks.ts';
import { webhookView } from '../views/webhook-view.ts';
import { teamOf } from '../world/world.ts';
import { AnyId, parse } from './body.ts';
import { type Answer, type Call, ok, param, type Route } from './route.ts';

export const webhookRoutes: readonly Route[] = [
  { method: 'post', path: '/v2/team/:team/webhook', handle: create },
  { method: 'get', path: '/v2/team/:team/webhook', handle: list },
  { method: 'put', path: '/v2/webhook/:webhook', handle: update },
  { method: 'delete', path: '/v2/webhook/:webhook', handle: remove },
];

const Endpoint = z.url({ protocol: /^https?$/ });
/** `"*"` and `["*"]` both mean all. */
const Events = z.union([
  z.string().transform((event) => [event]),
  z.array(z.string()).min(1, 'events must not be empty'),
]);
const Location = AnyId.nullish().transform((id) => id ?? null);

const NewWebhook = z.object({
  endpoint: Endpoint,
  events: Events,
  space_id: Location,
  folder_id: Location,
  list_id: Location,
  task_id: Location,
});
const ChangedWebhook = z.object({ endpoint: Endpoint, events: Events, status: z.enum(['active', 'inactive']) });

function create(call: Call): Answer {
  const { endpoint, events, space_id, folder_id, list_id, task_id } = parse(NewWebhook, call.body);
  const location = { spaceId: space_id, folderId: folder_id, listId: list_id, taskId: task_id };
  const webhook = createWebhook(call.act, param(call, 'team'), { endpoint, events, ...location });
  return ok({ id: webhook.id, webhook: webhookView(webhook) });
}

function list(call: Call): Answer {
  const { id } = teamOf(call.act.world, param(call, 'team'));
  return ok({ webhooks: ownWebhooks(call.act, id).map(webhookView) });
}

function update(call: Call): Answer {
  const webhook = ownWebhook(call.act, param(call, 'webhook'));
  updateWebhook(webhook, parse(ChangedWebhook, call.body));
  return ok({ id: webhook.id, webhook: webhookView(webhook) });
}

function remove(call: Call): Answer {
  const webhook = ownWebhook(call.act, param(call, 'webhook'));
  call.act.world.webhooks.delete(webhook.id);
  return ok({});
}
