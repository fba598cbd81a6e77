import { EVENTS } from '../hooks/happening.ts';
import { reactivate } from '../hooks/health.ts';
import type { Act } from '../world/act.ts';
import { digestOf } from '../world/ids.ts';
import type { Webhook } from '../world/model.ts';
import { refusals, undocumented } from '../world/refusal.ts';
import { visibleFolder, visibleList, visibleSpace, visibleTask } from '../world/visibility.ts';
import { teamOf, webhookOf } from '../world/world.ts';

export interface WebhookDraft {
  readonly endpoint: string;
  readonly events: readonly string[];
  readonly spaceId: string | null;
  readonly folderId: string | null;
  readonly listId: string | null;
  readonly taskId: string | null;
}

/** @throws Refusal OAUTH_171 when this person has a webhook with the same endpoint and location already */
export function createWebhook(act: Act, teamId: string, draft: WebhookDraft): Webhook {
  const { world, actor } = act;
  teamOf(world, teamId);
  checkEvents(draft.events);
  checkLocation(act, draft);
  if (ownWebhooks(act, teamId).some((webhook) => isSame(webhook, draft))) throw refusals.webhookExists();
  const id = world.ids.uuid('webhook');
  const secret = digestOf(`webhook/${id}`).toUpperCase();
  const webhook: Webhook = { ...draft, id, ownerId: actor.id, teamId, secret, status: 'active', failCount: 0 };
  world.webhooks.set(id, webhook);
  return webhook;
}

/** Those that this person made: nobody sees another's. */
export function ownWebhooks({ world, actor }: Act, teamId: string): readonly Webhook[] {
  return [...world.webhooks.values()].filter((hook) => hook.ownerId === actor.id && hook.teamId === teamId);
}

/** The webhook of an id, if this person made it; else 404 or 401. */
export function ownWebhook({ world, actor }: Act, id: string): Webhook {
  const webhook = webhookOf(world, id);
  if (webhook.ownerId !== actor.id) throw refusals.noAccess();
  return webhook;
}

export interface WebhookChanges {
  readonly endpoint: string;
  readonly events: readonly string[];
  readonly status: 'active' | 'inactive';
}

/** Changes a webhook; `active` is how a suspended one is brought back, with its fail count at zero. */
export function updateWebhook(webhook: Webhook, changes: WebhookChanges): void {
  checkEvents(changes.events);
  webhook.endpoint = changes.endpoint;
  webhook.events = changes.events;
  if (changes.status === 'active') reactivate(webhook);
  else webhook.status = 'inactive';
}

function checkEvents(events: readonly string[]): void {
  const unknown = events.find((event) => event !== '*' && !EVENTS.some((known) => known === event));
  if (unknown !== undefined) throw undocumented(400, `Unknown event ${unknown}`);
}

function checkLocation({ world, actor }: Act, draft: WebhookDraft): void {
  if (draft.spaceId !== null) visibleSpace(world, actor, draft.spaceId);
  if (draft.folderId !== null) visibleFolder(world, actor, draft.folderId);
  if (draft.listId !== null) visibleList(world, actor, draft.listId);
  if (draft.taskId !== null) visibleTask(world, actor, draft.taskId);
}

function isSame(webhook: Webhook, draft: WebhookDraft): boolean {
  const keys = ['endpoint', 'spaceId', 'folderId', 'listId', 'taskId'] as const;
  return keys.every((key) => webhook[key] === draft[key]);
}
