import { setTimeout as pause } from 'node:timers/promises';
import { type Request, type RequestHandler, type Response, Router, raw } from 'express';
import { actOf, type Sandbox } from '../sandbox.ts';
import type { Person } from '../world/model.ts';
import { Refusal, refusals, undocumented } from '../world/refusal.ts';
import { authorize } from './auth.ts';
import { type ReadBody, readBody } from './body.ts';
import { type Ending, endingOf } from './ending.ts';
import { queryRecord } from './query.ts';
import type { LimitVerdict } from './rate-limit.ts';
import type { Answer, Route } from './route.ts';

/** The API as one router: every request is counted, may be struck by a fault, is authorised, answered and logged. */
export function apiDoor(sandbox: Sandbox, routes: readonly Route[]): Router {
  const router = Router();
  router.use(raw({ type: () => true, limit: '5mb' }));
  for (const route of routes) router[route.method](route.path, exchange(sandbox, route));
  router.use(exchange(sandbox, { handle: routeNotFound }));
  return router;
}

type Handling = Pick<Route, 'handle' | 'takesFiles'>;

function routeNotFound(): Answer {
  throw refusals.routeNotFound();
}

interface Incoming {
  readonly req: Request;
  readonly query: URLSearchParams;
  readonly body: ReadBody;
}

function exchange(sandbox: Sandbox, route: Handling): RequestHandler {
  return async (req, res) => {
    const incoming = await readIncoming(req);
    const limit = sandbox.limiter.take(req.get('authorization') ?? '', sandbox.realNow());
    showLimit(sandbox, res, limit);
    const fault = limit.allowed ? sandbox.faults.strike(req.method, req.path) : null;
    if (fault && fault.ms > 0) await pause(fault.ms, undefined, { ref: false });
    const perform = () => answerTo(sandbox, route, incoming);
    const ending = limit.allowed ? endingOf(fault, perform) : send(refused(refusals.rateLimited()), false);
    if (fault?.effect === '429') showLimit(sandbox, res, struckLimit(limit, sandbox.realNow(), fault.reset_in_s));
    record(sandbox, incoming, ending, fault?.effect ?? null);
    finish(res, ending);
  };
}

async function readIncoming(req: Request): Promise<Incoming> {
  const bytes: unknown = req.body;
  const query = new URL(req.originalUrl, 'http://sandbox').searchParams;
  return { req, query, body: await readBody(Buffer.isBuffer(bytes) ? bytes : null, req.get('content-type')) };
}

/** What the workspace says to a request; refusals become ClickUp's error bodies. */
function answerTo(sandbox: Sandbox, { handle, takesFiles }: Handling, { req, query, body }: Incoming): Answer {
  try {
    const actor = authorize(sandbox.world, req.get('authorization'));
    if (body.kind === 'unreadable') throw undocumented(400, body.why);
    if (body.kind === 'form' && takesFiles !== true) throw undocumented(400, 'Content-Type must be application/json');
    const value = body.kind === 'json' ? body.value : {};
    const files = body.kind === 'form' ? body.files : [];
    return handle({ act: actOf(sandbox, actor), params: paramsOf(req), query, body: value, files });
  } catch (thrown) {
    if (thrown instanceof Refusal) return refused(thrown);
    throw thrown;
  }
}

function paramsOf(req: Request): Record<string, string> {
  return Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)]));
}

function refused({ status, message, ecode }: Refusal): Answer {
  return { status, body: { err: message, ECODE: ecode } };
}

function send(answer: Answer, applied: boolean): Ending {
  return { kind: 'send', answer, applied };
}

function showLimit({ world }: Sandbox, res: Response, { limit, remaining, resetAt }: LimitVerdict): void {
  res.set('X-RateLimit-Limit', String(limit));
  res.set('X-RateLimit-Remaining', String(remaining));
  res.set('X-RateLimit-Reset', String(world.manners.rate_reset_in === 'seconds' ? resetAt : resetAt * 1_000));
}

function struckLimit(limit: LimitVerdict, now: number, resetInS: number): LimitVerdict {
  return { ...limit, remaining: 0, resetAt: Math.ceil(now / 1_000) + resetInS };
}

function record(sandbox: Sandbox, { req, query, body }: Incoming, ending: Ending, fault: string | null): void {
  const sent = ending.kind === 'send' ? ending.answer : null;
  sandbox.log.add({
    at: sandbox.realNow(),
    method: req.method,
    path: `${req.baseUrl}${req.path}`,
    query: queryRecord(query),
    body: loggedBody(body),
    user_id: callerOf(sandbox, req)?.id ?? null,
    status: sent?.status ?? null,
    response: sent?.body ?? null,
    fault,
    applied: ending.applied,
  });
}

/** Of files, what they are and not what is in them. */
function loggedBody(body: ReadBody): unknown {
  if (body.kind === 'json') return body.value;
  if (body.kind === 'empty') return null;
  if (body.kind === 'unreadable') return body.text;
  const parts = Map.groupBy(body.files, ({ part }) => part);
  const shown = [...parts].map(([part, files]) => [
    part,
    files.map(({ name, type, content }) => ({ name, type, size: content.length })),
  ]);
  return Object.fromEntries(shown);
}

function callerOf(sandbox: Sandbox, req: Request): Person | undefined {
  return [...sandbox.world.people.values()].find(({ token }) => token === req.get('authorization'));
}

function finish(res: Response, ending: Ending): void {
  if (ending.kind === 'cut') {
    res.socket?.destroy();
  } else if (ending.kind === 'cut inside') {
    sendHalf(res, ending.answer);
  } else if (ending.kind === 'garbled') {
    res.status(ending.answer.status).type('json').send('<html>Something went wrong</html>');
  } else if (ending.answer.body === undefined) {
    res.status(ending.answer.status).end();
  } else {
    res.status(ending.answer.status).json(ending.answer.body);
  }
}

/** The head promises all of it; the connection ends half-way. */
function sendHalf(res: Response, { status, body = {} }: Answer): void {
  const bytes = Buffer.from(JSON.stringify(body));
  res.status(status).set({ 'Content-Type': 'application/json', 'Content-Length': String(bytes.length) });
  res.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => res.socket?.destroy());
}
