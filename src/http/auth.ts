import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../shared/clock.ts';
import type { Brake } from './brake.ts';
import { type Problem, problemOf, sendJsonProblem, wantsJson } from './errors.ts';
import { isLocal } from './loopback.ts';
import type { Pages } from './pages.ts';
import { senderAddress } from './sender-address.ts';
import { cookieOf } from '../shared/cookie.ts';
import { isSession, SESSION_COOKIE } from './session.ts';

/** How DASHBOARD_TOKEN is meant: who may see the dashboard, `/api` and `/metrics` (CONTRACT section 3). */
export type Guard =
  | { readonly kind: 'local_only' }
  | { readonly kind: 'token'; readonly token: string; readonly brake: Brake; readonly clock: Clock };

const NOT_LOCAL: Problem = {
  status: 403,
  code: 'forbidden',
  message:
    'without DASHBOARD_TOKEN this answers only on the machine itself, under localhost or 127.0.0.1 and not through a proxy: ' +
    'open it there, or set DASHBOARD_TOKEN and restart to sign in from anywhere',
};
const NO_TOKEN = problemOf('unauthorized', 'the dashboard token is needed: send it as "Authorization: Bearer TOKEN"');
const WRONG_TOKEN = problemOf(
  'unauthorized',
  'this is not the value of DASHBOARD_TOKEN: send it as "Authorization: Bearer TOKEN"',
);
export const TOO_MANY_TRIES: Problem = {
  status: 429,
  code: 'too_many_tries',
  message: 'too many wrong tokens at once from this address: try again in a few seconds',
};

/** Lets through whoever may see the figures; everyone else learns the way in. */
export function requireViewer(guard: Guard, pages: Pages): RequestHandler {
  return guard.kind === 'local_only' ? requireLocal(pages) : requireToken(guard, pages);
}

function requireLocal(pages: Pages): RequestHandler {
  return (req, res, next) => {
    const local = isLocal({
      remoteAddress: req.socket.remoteAddress,
      host: req.headers.host,
      headerNames: Object.keys(req.headers),
    });
    if (local) next();
    else if (wantsJson(req)) sendJsonProblem(res, NOT_LOCAL);
    else res.status(NOT_LOCAL.status).type('html').send(pages.problem(NOT_LOCAL));
  };
}

function requireToken(guard: Guard & { kind: 'token' }, pages: Pages): RequestHandler {
  return async (req, res, next) => {
    if (isSession(cookieOf(req.headers.cookie, SESSION_COOKIE), guard.token, guard.clock.now())) {
      res.locals.canSignOut = true;
      next();
      return;
    }
    const given = bearerOf(req.headers.authorization);
    if (given === null) return refuse(req, res, NO_TOKEN, pages);
    const guess = await guard.brake.guess(senderAddress(req), given, guard.clock.now());
    if (guess === 'right') next();
    else refuse(req, res, guess === 'wrong' ? WRONG_TOKEN : TOO_MANY_TRIES, pages);
  };
}

const bearerOf = (header: string | undefined): string | null => /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null;

/** Programs get JSON; a person gets the form, under the address they asked for. */
function refuse(req: Request, res: Response, problem: Problem, pages: Pages): void {
  if (problem.status === 401) res.set('WWW-Authenticate', 'Bearer realm="First Value Monitor"');
  if (wantsJson(req)) sendJsonProblem(res, problem);
  else
    res
      .status(problem.status)
      .type('html')
      .send(pages.signIn({ next: req.originalUrl, refusal: null }));
}
