import { type ErrorRequestHandler, type RequestHandler, type Response, Router } from 'express';
import type { Instant } from '../domain/account.ts';
import type { RecordUsageEvents } from '../monitor/record-usage-events.ts';
import type { Logger } from '../shared/logger.ts';
import { type BodyRoom, createBodyRoom, ROOM_RETRY_SECONDS } from './body-room.ts';
import { openToBrowsers } from './cors.ts';
import { amplitude } from './dialects/amplitude.ts';
import type { Dialect, Refused } from './dialects/dialect.ts';
import { posthog, posthogV1 } from './dialects/posthog.ts';
import { segment } from './dialects/segment.ts';
import { type Given, readRequest, WRONG_KEY } from './ingest-request.ts';
import { isObject } from './json-fields.ts';
import { createKeyLimits, type KeyLimits, type Rate, REQUESTS_AT_A_TIME } from './key-limits.ts';
import { rawBody, tooLarge } from './request-body.ts';
import type { WriteKey } from '../shared/write-keys.ts';
import { keyInHeaders, keyRing, type KeyRing, sourceOf } from './write-key.ts';

export interface UsageEventDeps {
  readonly writeKeys: readonly WriteKey[];
  readonly record: RecordUsageEvents;
  readonly now: () => Instant;
  readonly log: Pick<Logger, 'error'>;
  /** Told the status of every answer. */
  readonly answered?: (status: number) => void;
  /** Told what became of the events of each request whose key was good. */
  readonly ingested?: (source: string, outcomes: Partial<Readonly<Record<EventOutcome, number>>>) => void;
  readonly rate?: Partial<Rate>;
  readonly room?: BodyRoom;
}

export type EventOutcome = 'stored' | 'known' | 'refused' | 'failed';

const DIALECTS: readonly Dialect[] = [segment, posthog, posthogV1, amplitude];

const RETRY_AFTER_SECONDS = 5;

/**
 * Usage events as the SDKs people already have send them, each answered in its own dialect. Success only after the commit, with
 * what became of each event; what one event lacks is its own affair.
 */
export function usageEventRoutes({ writeKeys, rate, room = createBodyRoom(), ...deps }: UsageEventDeps): Router {
  const ring = keyRing(writeKeys);
  const limits = createKeyLimits({ atATime: REQUESTS_AT_A_TIME, eventsPerSecond: null, ...rate });
  const routes = Router();
  for (const dialect of DIALECTS) {
    const paths = [...dialect.routes];
    routes.options(paths, openToBrowsers);
    const receive = receiver(dialect, { ...deps, ring, limits });
    routes.post(
      paths,
      watch(deps.answered),
      openToBrowsers,
      admit(dialect, ring, room),
      rawBody(dialect.limits),
      receive,
      bodyFailed(dialect),
    );
  }
  return routes;
}

function watch(answered: UsageEventDeps['answered']): RequestHandler {
  return (_req, res, next) => {
    if (answered !== undefined) res.once('finish', () => answered(res.statusCode));
    next();
  };
}

/** Turned away before a byte of the body is read: no keys at all, a wrong one in the headers, or none there and no room to look for it. */
function admit(dialect: Dialect, ring: KeyRing, room: BodyRoom): RequestHandler {
  return (req, res, next) => {
    if (ring.length === 0) return refuse(dialect, res, CLOSED);
    const key = keyInHeaders(req.headers);
    if (key !== null && sourceOf(ring, key) === null) return refuse(dialect, res, WRONG_KEY);
    if (key === null && !room.take(req, res, dialect.limits.read))
      return refuse(dialect, res, NO_ROOM, ROOM_RETRY_SECONDS);
    next();
  };
}

const CLOSED: Refused = {
  status: 503,
  why: 'no write keys are configured: set INGEST_WRITE_KEYS and restart',
  events: 0,
};

const NO_ROOM: Refused = {
  status: 503,
  why: 'too many bodies at once from senders whose headers hold no key: send them again',
  events: 0,
};

interface ReceiverDeps extends Pick<UsageEventDeps, 'record' | 'now' | 'log' | 'ingested'> {
  readonly ring: KeyRing;
  readonly limits: KeyLimits;
}

function receiver(dialect: Dialect, { ring, limits, now, ...deps }: ReceiverDeps): RequestHandler {
  return async (req, res) => {
    const receivedAt = now();
    const given = readRequest(dialect, req, ring);
    if (given.kind === 'refused') return refuse(dialect, res, given);
    const entry = limits.enter(given.source, given.items.length, receivedAt);
    if (entry.kind === 'too_fast') {
      const why = `too many events at once: send them again in ${entry.retryAfterSeconds} s`;
      deps.ingested?.(given.source, { refused: given.items.length });
      return refuse(dialect, res, { status: 429, why, events: given.items.length }, entry.retryAfterSeconds);
    }
    await store(dialect, given, receivedAt, deps, res).finally(entry.leave);
  };
}

async function store(
  dialect: Dialect,
  given: Given,
  receivedAt: Instant,
  { record, log, ingested }: Omit<ReceiverDeps, 'now' | 'ring' | 'limits'>,
  res: Response,
): Promise<void> {
  const { source, calls, items, size, oversize } = given;
  try {
    const outcome = await record(calls, source, receivedAt);
    const refused = [...given.refused, ...outcome.refused].sort((a, b) => a.index - b.index);
    const counts = { stored: outcome.stored, known: outcome.known, refused };
    ingested?.(source, { stored: outcome.stored, known: outcome.known, refused: refused.length });
    const { status, body } = dialect.kept({ ...counts, items, size, oversize, receivedAt });
    res.status(status).json(body);
  } catch (err) {
    ingested?.(source, { failed: calls.length });
    log.error({ err, source, calls: calls.length }, 'usage events could not be stored: the sender was told to retry');
    const why = 'the events could not be stored: send them again';
    refuse(dialect, res, { status: 503, why, events: items.length }, RETRY_AFTER_SECONDS);
  }
}

/** What the body reader refuses: too large (413), a broken or unknown encoding (400, 415), a sender that hung up. */
function bodyFailed(dialect: Dialect): ErrorRequestHandler {
  return (err: unknown, _req, res, next) => {
    const status = isObject(err) ? err.status : undefined;
    if (res.headersSent || (status !== 413 && status !== 400 && status !== 415)) return next(err);
    const encodings = 'the body cannot be decoded: send it plain, or with Content-Encoding gzip or deflate';
    refuse(dialect, res, { status, why: status === 413 ? tooLarge(dialect.limits.read) : encodings, events: 0 });
  };
}

function refuse(dialect: Dialect, res: Response, refused: Refused, retryAfterSeconds: number | null = null): void {
  if (retryAfterSeconds !== null) res.set('Retry-After', String(retryAfterSeconds));
  res.status(refused.status).json(dialect.refused(refused));
}
