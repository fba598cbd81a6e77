import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import type { Instant } from '../domain/account.ts';
import type { RecordOutcome, RecordUsageEvents } from '../monitor/record-usage-events.ts';
import type { Logger } from '../shared/logger.ts';
import { isObject } from './json-fields.ts';
import { parseBody, rawBody, tooLarge } from './request-body.ts';
import { readSegmentCall, SEGMENT_TYPES, type SegmentType, segmentItems } from './segment-calls.ts';
import { keyInBody, keyInHeaders, keyRing, type KeyRing, sourceOf } from './write-key.ts';

export interface UsageEventDeps {
  readonly writeKeys: readonly string[];
  readonly record: RecordUsageEvents;
  readonly now: () => Instant;
  readonly log: Pick<Logger, 'error'>;
}

/** Segment's documented limits: more than this in one request, or in one event, is answered 400. */
const LIMITS = { accepted: 500 * 1024, read: 4 * 1024 * 1024 };
const LARGEST_EVENT = 32 * 1024;

const RETRY_AFTER_SECONDS = 5;

/**
 * Usage events in Segment's dialect: one call a request, or a batch. 200 only after the commit, with what became of each
 * call; what one event lacks is its own affair. Every refusal is `{ success: false, error }`.
 */
export function usageEventRoutes({ writeKeys, record, now, log }: UsageEventDeps): Router {
  const ring = keyRing(writeKeys);
  const routes = Router();
  const receive =
    (type: SegmentType | null): RequestHandler =>
    async (req, res) => {
      const receivedAt = now();
      const given = readRequest(req, ring, type);
      if (given.kind === 'refused') return refuse(res, given.status, given.why);
      await answer(res, given, () => record(given.calls, given.source, receivedAt), log);
    };
  for (const type of [...SEGMENT_TYPES, 'batch'] as const) {
    routes.post(`/v1/${type}`, admit(ring), rawBody(LIMITS), receive(type === 'batch' ? null : type), bodyFailed);
  }
  return routes;
}

/** Turned away before a byte of the body is read: no keys at all, or a wrong one in the headers. */
function admit(ring: KeyRing): RequestHandler {
  return (req, res, next) => {
    if (ring.length === 0) return refuse(res, 503, 'no write keys are configured: set INGEST_WRITE_KEYS and restart');
    const key = keyInHeaders(req.headers);
    if (key !== null && sourceOf(ring, key) === null) return refuse(res, 401, WRONG_KEY);
    next();
  };
}

const WRONG_KEY = 'unknown write key: send one of INGEST_WRITE_KEYS as Basic user name, Bearer token or X-Write-Key';

type Refused = { readonly kind: 'refused'; readonly status: number; readonly why: string };
interface Given {
  readonly kind: 'given';
  readonly source: string;
  readonly calls: Parameters<RecordUsageEvents>[0];
  readonly refused: RecordOutcome['refused'];
  /** Some event was larger than the limit; the others are kept all the same. */
  readonly oversize: boolean;
}

function readRequest(req: Request, ring: KeyRing, type: SegmentType | null): Given | Refused {
  const body = parseBody(req.body, LIMITS);
  if (body.kind === 'refused') return body;
  const key = keyInHeaders(req.headers) ?? keyInBody(body.value);
  const source = key === null ? null : sourceOf(ring, key);
  if (source === null) return { kind: 'refused', status: 401, why: WRONG_KEY };
  const items = segmentItems(body.value);
  if (items === null) return { kind: 'refused', status: 400, why: 'the body holds no event: send a JSON object' };
  return { kind: 'given', source, ...readItems(items, type, body.value, body.size) };
}

function readItems(
  items: readonly unknown[],
  type: SegmentType | null,
  body: unknown,
  size: number,
): Omit<Given, 'kind' | 'source'> {
  const read = { calls: [] as Given['calls'][number][], refused: [] as Given['refused'][number][], oversize: false };
  items.forEach((item, index) => {
    const reading = readSegmentCall(item, index, type, isObject(body) ? body : null);
    if (reading.kind === 'refused') {
      read.refused.push({ index, why: reading.why });
    } else if (size > LARGEST_EVENT && Buffer.byteLength(JSON.stringify(item)) > LARGEST_EVENT) {
      read.refused.push({ index, why: `the event is larger than ${LARGEST_EVENT / 1024} kB` });
      read.oversize = true;
    } else {
      read.calls.push(reading.call);
    }
  });
  return read;
}

async function answer(
  res: Response,
  given: Given,
  record: () => Promise<RecordOutcome>,
  log: UsageEventDeps['log'],
): Promise<void> {
  try {
    const { stored, known, refused } = await record();
    const all = [...given.refused, ...refused].sort((a, b) => a.index - b.index);
    const error = `an event is larger than ${LARGEST_EVENT / 1024} kB; the others were kept`;
    const verdict = given.oversize ? { success: false, error } : { success: true };
    res.status(given.oversize ? 400 : 200).json({ ...verdict, stored, known, refused: all });
  } catch (err) {
    log.error(
      { err, source: given.source, calls: given.calls.length },
      'usage events could not be stored: the sender was told to retry',
    );
    res.set('Retry-After', String(RETRY_AFTER_SECONDS));
    refuse(res, 503, 'the events could not be stored: send them again');
  }
}

/** What the body reader refuses: too large (413), a broken or unknown encoding (400, 415), a sender that hung up. */
const bodyFailed: ErrorRequestHandler = (err: unknown, _req, res, next) => {
  const status = isObject(err) && typeof err.status === 'number' ? err.status : 500;
  if (status >= 500 || res.headersSent) return next(err);
  const encodings = 'the body cannot be decoded: send it plain, or with Content-Encoding gzip or deflate';
  refuse(res, status, status === 413 ? tooLarge(LIMITS.read) : encodings);
};

function refuse(res: Response, status: number, error: string): void {
  res.status(status).json({ success: false, error });
}
