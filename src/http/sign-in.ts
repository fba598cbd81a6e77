import { type CookieOptions, type Request, Router, urlencoded } from 'express';
import { type Guard, TOO_MANY_TRIES } from './auth.ts';
import type { Pages } from './pages.ts';
import { senderAddress } from './sender-address.ts';
import { sealSession, SESSION_COOKIE, SESSION_MS } from './session.ts';

/** The form for people: the token once, then a cookie. Without a token there is nothing to sign in to. */
export function signInRoutes(guard: Guard, pages: Pages): Router {
  const routes = Router();
  if (guard.kind === 'local_only') return routes;
  const { token, brake, clock } = guard;
  routes.get('/sign-in', (req, res) => {
    res.type('html').send(pages.signIn({ next: ownPath(req.query.next), refusal: null }));
  });
  routes.post('/sign-in', urlencoded({ extended: false, limit: '8kb' }), async (req, res) => {
    const next = ownPath(req.body?.next);
    const given = typeof req.body?.token === 'string' ? req.body.token.trim() : '';
    const guess = await brake.guess(senderAddress(req), given, clock.now());
    if (guess === 'right') {
      res
        .cookie(SESSION_COOKIE, sealSession(token, clock.now()), { ...cookieFor(req), maxAge: SESSION_MS })
        .redirect(303, next);
      return;
    }
    const refusal = guess === 'wrong' ? 'This is not the dashboard token.' : `${TOO_MANY_TRIES.message}.`;
    res
      .status(guess === 'wrong' ? 401 : TOO_MANY_TRIES.status)
      .type('html')
      .send(pages.signIn({ next, refusal }));
  });
  routes.post('/sign-out', (req, res) => {
    res.clearCookie(SESSION_COOKIE, cookieFor(req)).redirect(303, '/');
  });
  return routes;
}

/** Behind a proxy that speaks TLS the cookie never travels without it; a made-up header binds only the one who made it up. */
function cookieFor(req: Request): CookieOptions {
  const isTls = req.secure || req.headers['x-forwarded-proto'] === 'https';
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: isTls };
}

/** Where to go after signing in: a path of ours, never another site. */
function ownPath(given: unknown): string {
  return typeof given === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(given) && !given.startsWith('/sign-') ? given : '/';
}
