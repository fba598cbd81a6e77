import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Router } from 'express';
import { UNUSABLE } from '../domain/board-act.ts';
import type { Delivery } from '../monitor/board.ts';
import type { Added } from '../monitor/inbox-store.ts';
import type { Logger } from '../shared/logger.ts';
import { answerJson } from './answer.ts';
import { createBodyRoom, ROOM_RETRY_SECONDS } from './body-room.ts';
import { sendJsonProblem } from './errors.ts';
import { readBytes } from './read-bytes.ts';

export interface WebhookDeps {
  /** Proves the bytes and says what they mean; `clickup/` makes it. */
  readonly readDelivery: (bytes: Buffer, headers: IncomingHttpHeaders) => Delivery | Promise<Delivery>;
  /** Returns once everything new is stored for good. */
  readonly recordBoardChanges: (delivery: Delivery & { kind: 'accepted' }) => Promise<Added>;
  /** Told the status of every answer. */
  readonly answered?: (status: number) => void;
}

export const WEBHOOK_PATH = '/webhooks/clickup';
const LARGEST_BODY = 1024 * 1024;

/**
 * Where ClickUp delivers (CONTRACT section 5). It suspends a webhook that answers 401 or 410, so nothing here passes through
 * the sign-in or the general error handler; a failure of ours is a 503, which makes ClickUp deliver again. Needs nothing of Express,
 * whose way to a route costs as much as all that is done here.
 */
export function webhookDoor(deps: WebhookDeps, log: Logger): RequestListener {
  const room = createBodyRoom();
  return (req, res) => {
    if (deps.answered !== undefined) res.once('finish', () => deps.answered?.(res.statusCode));
    // Whose delivery it is shows only when all of it is read.
    if (!room.take(req, res, LARGEST_BODY)) return refuseFull(req, res);
    receive(deps, req, res, log).catch((thrown) => {
      log.error({ err: thrown }, 'delivery from ClickUp not stored');
      sendJsonProblem(res, { status: 503, code: 'unavailable', message: 'not stored: deliver it again' });
    });
  };
}

/** The same door under other spellings of its address, and what is next to it. */
export function webhookRoutes(door: RequestListener): Router {
  const routes = Router();
  routes.post(WEBHOOK_PATH, (req, res) => door(req, res));
  routes.all(WEBHOOK_PATH, (_req, res) => {
    res.set('Allow', 'POST');
    sendJsonProblem(res, { status: 405, code: 'method_not_allowed', message: 'ClickUp delivers here with POST' });
  });
  routes.use('/webhooks', (_req, res) => {
    sendJsonProblem(res, { status: 404, code: 'not_found', message: `there is one webhook: ${WEBHOOK_PATH}` });
  });
  return routes;
}

const CODES = { 400: 'bad_input', 403: 'forbidden', 413: 'too_large' } as const;

async function receive(deps: WebhookDeps, req: IncomingMessage, res: ServerResponse, log: Logger): Promise<void> {
  const body = await readBytes(req, LARGEST_BODY);
  if (body.kind !== 'whole') return refuseUnread(body, res, log);
  const delivery = await deps.readDelivery(body.bytes, req.headers);
  if (delivery.kind === 'accepted') {
    const added = await deps.recordBoardChanges(delivery);
    logStored(log, delivery, added);
    return answerJson(res, 200, added);
  }
  const { status, why } = delivery;
  log.warn({ status, why, bytes: body.bytes.length }, 'delivery from ClickUp refused');
  sendJsonProblem(res, { status, code: CODES[status], message: why });
}

function refuseFull(req: IncomingMessage, res: ServerResponse): void {
  req.resume();
  res.setHeader('Retry-After', String(ROOM_RETRY_SECONDS));
  sendJsonProblem(res, { status: 503, code: 'unavailable', message: 'too many deliveries at once: deliver it again' });
}

/** The id by which all that follows from a change is found in the log. ClickUp tells of many twice, under two names. */
function logStored(log: Logger, { changes }: Delivery & { kind: 'accepted' }, added: Added): void {
  const level = added.stored > 0 ? 'info' : 'debug';
  for (const { key, event, taskId } of changes)
    if (event === UNUSABLE)
      log.warn({ delivery: key, ...added }, 'a delivery from ClickUp is of no use: its digest is kept');
    else log[level]({ delivery: key, event, taskId, ...added }, 'a change told by ClickUp is stored');
}

/** A body that is too large, cut short or packed never gets as far as its signature. */
function refuseUnread(
  body: Exclude<Awaited<ReturnType<typeof readBytes>>, { kind: 'whole' }>,
  res: ServerResponse,
  log: Logger,
): void {
  const isTooLarge = body.kind === 'too_large';
  log.warn({ why: isTooLarge ? 'it is too large' : body.why }, 'delivery from ClickUp unreadable');
  if (isTooLarge) sendJsonProblem(res, { status: 413, code: 'too_large', message: 'a delivery has at most 1 MiB' });
  else
    sendJsonProblem(res, {
      status: 400,
      code: 'bad_input',
      message: 'the body cannot be read: send plain, complete JSON',
    });
}
