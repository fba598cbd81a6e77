import { isUtf8 } from 'node:buffer';
import type { Instant } from '../domain/account.ts';
import { UNUSABLE } from '../domain/board-act.ts';
import type { BoardChange, Delivery } from '../monitor/board.ts';
import { actOf } from './act.ts';
import { digestOf } from './digest.ts';
import { type HistoryItem, historyItemOf, type ItemOrigin, readHistoryItem } from './history-item.ts';
import { signerOf } from './signature.ts';
import type { SignedBody } from './watch-deliveries.ts';
import { arrayOf, fieldsOf, readId, textOf } from './wire-hand.ts';

const LARGEST_BODY_BYTES = 1024 * 1024;

/** Two tellings of an event without history are one within this time; ClickUp's retries of an event lie well inside it. */
const SAME_EVENT_MS = 10 * 60_000;

export type DeliveryHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a delivery is about; whatever is odd in it is taken as absent, but a delivery without its event is of no use. */
interface Body {
  readonly event: string;
  readonly taskId: string | null;
  readonly listId: string | null;
  /** The folder or space. */
  readonly placeId: string | null;
  readonly items: readonly HistoryItem[];
}

function bodyOf(json: unknown): Body | null {
  const body = fieldsOf(json);
  const event = textOf(body?.event);
  if (body === null || event === null || event === '') return null;
  return {
    event,
    taskId: readId(body.task_id),
    listId: readId(body.list_id),
    placeId: readId(body.folder_id) ?? readId(body.space_id),
    items: (arrayOf(body.history_items) ?? []).flatMap((item) => historyItemOf(item) ?? []),
  };
}

/**
 * Turns what arrived at the webhook's door into board changes, or refuses it. The order is fixed: size, signature present,
 * signature right, JSON; so nothing is parsed before ClickUp is proved to have sent it. Signed JSON that is of no use to us is
 * accepted as one change by its digest (CONTRACT section 5). Never 401 or 410: ClickUp suspends a webhook on those.
 *
 * The keys make companion deliveries and retries harmless. They begin with the id of the webhook whose secret signed the body.
 */
export function readDelivery(
  rawBody: Buffer,
  headers: DeliveryHeaders,
  secretsByWebhookId: ReadonlyMap<string, string>,
  now: Instant,
): Delivery {
  return readSigned(rawBody, headers, secretsByWebhookId, now).delivery;
}

/** The same, with what was read on the way. @returns `signed`: null where the delivery was refused */
export function readSigned(
  rawBody: Buffer,
  headers: DeliveryHeaders,
  secretsByWebhookId: ReadonlyMap<string, string>,
  now: Instant,
): { readonly delivery: Delivery; readonly signed: SignedBody | null } {
  if (rawBody.length > LARGEST_BODY_BYTES) return refused(413, 'the body is larger than 1 MiB');
  const signature = headers['x-signature'];
  if (typeof signature !== 'string') return refused(403, 'the X-Signature header is missing');
  const webhookId = signerOf(rawBody, signature, secretsByWebhookId);
  if (webhookId === null) return refused(403, 'the signature fits none of our webhooks');
  const json = parseJson(rawBody);
  if (json === undefined) return refused(400, 'the body is not JSON');
  const body = bodyOf(json);
  const told = body === null ? [] : changesIn(body, webhookId, rawBody, now);
  const isOfUse = told.length > 0;
  const changes = isOfUse ? told : [unusable(webhookId, rawBody)];
  return { delivery: { kind: 'accepted', webhookId, changes }, signed: { json, mark: signature, isOfUse } };
}

const refused = (status: 400 | 403 | 413, why: string): { readonly delivery: Delivery; readonly signed: null } => ({
  delivery: { kind: 'refused', status, why },
  signed: null,
});

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
  const { items } = body;
  if (items.length === 0) return changeWithoutHistory(body, webhookId, rawBody, now);
  const origin = originOf(body, webhookId);
  return items.map((item, index) => {
    const change = readHistoryItem(item, origin, () => `${digestOf(rawBody)}:${index}`);
    return { ...change, act: actOf(item, origin) };
  });
}

const originOf = ({ event, taskId, listId }: Body, webhookId: string): ItemOrigin => ({
  webhookId,
  event,
  taskId,
  listId,
});

/** Deletions and changes of lists, folders and spaces come with ids only: no actor, no time, the same bytes each time. */
function changeWithoutHistory(body: Body, webhookId: string, rawBody: Buffer, now: Instant): readonly BoardChange[] {
  const { event, taskId, listId } = body;
  const place = taskId ?? listId ?? body.placeId;
  if (place === null) return [];
  const period = Math.floor(now / SAME_EVENT_MS);
  const key = `${webhookId}:${event}:${place}:${digestOf(rawBody)}:${period}`;
  return [{ ...NOTHING_MORE, key, event, taskId, listId }];
}

const unusable = (webhookId: string, rawBody: Buffer): BoardChange => ({
  ...NOTHING_MORE,
  key: `${webhookId}:${UNUSABLE}:${digestOf(rawBody)}`,
  event: UNUSABLE,
  taskId: null,
  listId: null,
});

const NOTHING_MORE = {
  actorId: null,
  at: null,
  commentId: null,
  parentCommentId: null,
  mentions: [],
  assignedId: null,
  act: null,
} as const;
