import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { type ErrorCode, MonitorError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { answerJson } from './answer.ts';
import type { Pages } from './pages.ts';

/** What each of our errors means to a caller; a new code without a status does not compile. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  bad_settings: 500,
  bad_usage: 400,
  bad_input: 400,
  not_found: 404,
  conflict: 409,
  unauthorized: 401,
  unavailable: 503,
  too_large: 413,
  schema_too_new: 503,
};

/** Codes that only a door gives: they never reach the inside. */
type DoorCode = 'forbidden' | 'method_not_allowed' | 'too_many_tries' | 'internal';

export interface Problem {
  readonly status: number;
  readonly code: ErrorCode | DoorCode;
  readonly message: string;
}

export const problemOf = (code: ErrorCode, message: string): Problem => ({ status: STATUS[code], code, message });

export function sendJsonProblem(res: ServerResponse, { status, code, message }: Problem): void {
  answerJson(res, status, { error: { code, message } });
}

/** Programs get JSON, people a page. */
export function sendProblem(req: Request, res: Response, problem: Problem, pages: Pages): void {
  if (wantsJson(req)) sendJsonProblem(res, problem);
  else res.status(problem.status).type('html').send(pages.problem(problem));
}

/** Whatever the caller says it accepts, the data routes answer in JSON. */
export function wantsJson(req: Request): boolean {
  return /^\/(api|metrics|healthz|readyz)(\/|$)/i.test(req.path) || req.accepts(['html', 'json']) !== 'html';
}

export function noSuchPage(pages: Pages): RequestHandler {
  return (req, res) =>
    sendProblem(req, res, problemOf('not_found', `there is nothing at ${req.path}: the account list is at /`), pages);
}

/**
 * The last resort of every page and data route. Messages of our own errors are written for the caller; of any other error
 * the caller learns only the number under which it stands in the log.
 */
export function errorHandler(log: Logger, pages: Pages): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    if (res.headersSent) {
      next(thrown);
      return;
    }
    sendProblem(req, res, explain(thrown, log, req), pages);
  };
}

function explain(thrown: unknown, log: Logger, req: Request): Problem {
  if (thrown instanceof MonitorError && STATUS[thrown.code] < 500) return problemOf(thrown.code, thrown.message);
  if (isRefusedByExpress(thrown))
    return problemOf('bad_input', 'the request cannot be read: check its address and its body');
  const errorId = randomUUID();
  log.error({ err: thrown, errorId, method: req.method, path: req.path }, 'request failed');
  const known = thrown instanceof MonitorError ? problemOf(thrown.code, thrown.message) : null;
  return (
    known ?? {
      status: 500,
      code: 'internal',
      message: `something went wrong here; in the log it has the number ${errorId}`,
    }
  );
}

/** Express marks what is the caller's fault (an address that cannot be decoded, a body too large) with a status of 4xx. */
function isRefusedByExpress(thrown: unknown): boolean {
  const status = thrown instanceof Error && 'status' in thrown ? thrown.status : null;
  return typeof status === 'number' && status >= 400 && status < 500;
}
