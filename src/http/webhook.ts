import type { IncomingHttpHeaders } from 'node:http';
import { type ErrorRequestHandler, raw, type Response, Router } from 'express';
import type { Delivery } from '../monitor/board.ts';
import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { sendJsonProblem } from './errors.ts';

export interface WebhookDeps {
  /** Proves the bytes and says what they mean; `clickup/` makes it. */
  readonly readDelivery: (bytes: Buffer, headers: IncomingHttpHeaders) => Delivery | Promise<Delivery>;
  /** Returns once everything new is stored for good. */
  readonly recordBoardChanges: (
    delivery: Delivery & { kind: 'accepted' },
  ) => Promise<{ readonly stored: number; readonly known: number }>;
}

const LARGEST_BODY = 1024 * 1024;

/**
 * Where ClickUp reaches us (CONTRACT section 5). It suspends a webhook that answers 401 or 410, so nothing here passes through
 * the sign-in or the general error handler; a failure of ours is a 503, which makes ClickUp deliver again.
 */
export function webhookRoutes(deps: WebhookDeps, log: Logger): Router {
  const routes = Router();
  const bytes = raw({ type: () => true, limit: LARGEST_BODY, inflate: false });
  routes.post('/webhooks/clickup', bytes, async (req, res) => {
    try {
      await receive(deps, Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0), req.headers, res, log);
    } catch (thrown) {
      log.error({ err: thrown }, 'delivery from ClickUp not stored');
      sendJsonProblem(res, { status: 503, code: 'unavailable', message: 'not stored: deliver it again' });
    }
  });
  routes.all('/webhooks/clickup', (_req, res) => {
    res.set('Allow', 'POST');
    sendJsonProblem(res, { status: 405, code: 'method_not_allowed', message: 'ClickUp delivers here with POST' });
  });
  routes.use('/webhooks', unreadable(log));
  routes.use('/webhooks', (_req, res) => {
    sendJsonProblem(res, { status: 404, code: 'not_found', message: 'there is one webhook: /webhooks/clickup' });
  });
  return routes;
}

const CODES = { 400: 'bad_input', 403: 'forbidden', 413: 'too_large' } as const;

async function receive(
  deps: WebhookDeps,
  bytes: Buffer,
  headers: IncomingHttpHeaders,
  res: Response,
  log: Logger,
): Promise<void> {
  const delivery = await deps.readDelivery(bytes, headers);
  if (delivery.kind === 'refused') {
    log.warn({ status: delivery.status, why: delivery.why, bytes: bytes.length }, 'delivery from ClickUp refused');
    sendJsonProblem(res, { status: delivery.status, code: CODES[delivery.status], message: delivery.why });
    return;
  }
  res.status(200).json(await deps.recordBoardChanges(delivery));
}

/** A body that is too large, cut short or packed never gets as far as its signature. */
function unreadable(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, _req, res, _next) => {
    const isTooLarge = thrown instanceof Error && 'status' in thrown && thrown.status === 413;
    log.warn({ why: messageOf(thrown) }, 'delivery from ClickUp unreadable');
    if (isTooLarge) sendJsonProblem(res, { status: 413, code: 'too_large', message: 'a delivery has at most 1 MiB' });
    else
      sendJsonProblem(res, {
        status: 400,
        code: 'bad_input',
        message: 'the body cannot be read: send plain, complete JSON',
      });
  };
}
