import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import type { Instant } from '../domain/account.ts';
import { messageIdOf, type ToldAct } from '../domain/board-act.ts';
import type { BoardChange, Delivery } from '../monitor/board.ts';
import { actOf } from './act.ts';
import { digestOf } from './digest.ts';
import { HistoryItem, type ItemOrigin, readHistoryItem } from './history-item.ts';
import { signerOf } from './signature.ts';
import { Id } from './wire.ts';

const LARGEST_BODY_BYTES = 1024 * 1024;

/** Two tellings of an event without history are one within this time; ClickUp's retries of an event lie well inside it. */
const SAME_EVENT_MS = 10 * 60_000;

export type DeliveryHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

const Body = z.object({
  event: z.string().min(1),
  task_id: Id.nullish().catch(null),
  list_id: Id.nullish().catch(null),
  folder_id: Id.nullish().catch(null),
  space_id: Id.nullish().catch(null),
  history_items: z.array(z.unknown()).nullish().catch(null),
});
type Body = z.infer<typeof Body>;

/**
 * Turns what arrived at the webhook's door into board changes, or refuses it. The order is fixed: size, signature present,
 * signature right, JSON; so nothing is parsed before ClickUp is proved to have sent it. Signed JSON that is of no use to us is
 * accepted without changes. Never 401 or 410: ClickUp suspends a webhook on those.
 *
 * The keys make companion deliveries and retries harmless. They begin with the id of the webhook whose secret signed the body.
 */
export function readDelivery(
  rawBody: Buffer,
  headers: DeliveryHeaders,
  secretsByWebhookId: ReadonlyMap<string, string>,
  now: Instant,
): Delivery {
  if (rawBody.length > LARGEST_BODY_BYTES) return refused(413, 'the body is larger than 1 MiB');
  const signature = headers['x-signature'];
  if (typeof signature !== 'string') return refused(403, 'the X-Signature header is missing');
  const webhookId = signerOf(rawBody, signature, secretsByWebhookId);
  if (webhookId === null) return refused(403, 'the signature fits none of our webhooks');
  const json = parseJson(rawBody);
  if (json === undefined) return refused(400, 'the body is not JSON');
  const body = Body.safeParse(json);
  if (!body.success) return { kind: 'accepted', webhookId, changes: [], acts: [] };
  const changes = changesIn(body.data, webhookId, rawBody, now);
  return { kind: 'accepted', webhookId, changes, acts: actsIn(body.data, webhookId) };
}

const refused = (status: 400 | 403 | 413, why: string): Delivery => ({ kind: 'refused', status, why });

/** Undefined where the bytes are no JSON in UTF-8. */
function parseJson(rawBody: Buffer): unknown {
  if (!isUtf8(rawBody)) return undefined;
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    return undefined;
  }
}

function changesIn(body: Body, webhookId: string, rawBody: Buffer, now: Instant): readonly BoardChange[] {
  const items = itemsIn(body);
  if (items.length === 0) return changeWithoutHistory(body, webhookId, rawBody, now);
  const origin = originOf(body, webhookId);
  return items.map((item, index) => readHistoryItem(item, origin, () => `${digestOf(rawBody)}:${index}`));
}

/** Under a key that all tellings of an act share, whichever webhook tells it. */
function actsIn(body: Body, webhookId: string): readonly ToldAct[] {
  const origin = originOf(body, webhookId);
  const acts = itemsIn(body).flatMap((item) => actOf(item, origin) ?? []);
  return acts.map((act) => ({ key: messageIdOf(act), act }));
}

const itemsIn = (body: Body): readonly HistoryItem[] =>
  (body.history_items ?? []).flatMap((item) => HistoryItem.safeParse(item).data ?? []);

const originOf = (body: Body, webhookId: string): ItemOrigin => ({
  webhookId,
  event: body.event,
  taskId: body.task_id ?? null,
  listId: body.list_id ?? null,
});

/** Deletions and changes of lists, folders and spaces come with ids only: no actor, no time, the same bytes each time. */
function changeWithoutHistory(body: Body, webhookId: string, rawBody: Buffer, now: Instant): readonly BoardChange[] {
  const place = body.task_id ?? body.list_id ?? body.folder_id ?? body.space_id;
  if (place === null || place === undefined) return [];
  const period = Math.floor(now / SAME_EVENT_MS);
  return [
    {
      key: `${webhookId}:${body.event}:${place}:${digestOf(rawBody)}:${period}`,
      event: body.event,
      taskId: body.task_id ?? null,
      listId: body.list_id ?? null,
      actorId: null,
      at: null,
      commentId: null,
      parentCommentId: null,
      mentions: [],
      assignedId: null,
    },
  ];
}
