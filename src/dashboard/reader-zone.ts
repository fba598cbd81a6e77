import { type Request, type Response, Router, urlencoded } from 'express';
import { IANAZone } from 'luxon';
import { cookieOf } from '../shared/cookie.ts';
import { MonitorError } from '../shared/errors.ts';
import type { PageFrame } from './views/layout.ts';
import { timeZonePage } from './views/time-zone-page.ts';

/** Whose clock the times of a page are on: everybody signs in with one token, so each browser keeps its own choice. */

const COOKIE = 'fvm_zone';
const YEAR_MS = 365 * 86_400_000;

/** The chosen zone, else the workspace's. */
export function zoneOf(req: Request, standard: string): string {
  const chosen = cookieOf(req.headers.cookie, COOKIE);
  const zone = chosen === null ? null : decoded(chosen);
  return zone !== null && IANAZone.isValidZone(zone) ? zone : standard;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The form to choose a zone with; @param frameFor the frame of the page that it stands on */
export function timeZoneRoutes(standard: string, frameFor: (req: Request, res: Response) => PageFrame): Router {
  const routes = Router();
  routes.get('/time-zone', (req, res) => {
    const form = { chosen: zoneOf(req, standard), standard, next: ownPath(req.query.next) };
    res.type('html').send(timeZonePage(frameFor(req, res), form));
  });
  routes.post('/time-zone', urlencoded({ extended: false, limit: '4kb' }), (req, res) => {
    const zone = typeof req.body?.zone === 'string' ? req.body.zone.trim() : '';
    if (!IANAZone.isValidZone(zone))
      throw new MonitorError('bad_input', `zone: "${zone}" is no time zone: choose one from the list`);
    const isTls = req.secure || req.headers['x-forwarded-proto'] === 'https';
    res
      .cookie(COOKIE, zone, { httpOnly: true, sameSite: 'strict', path: '/', secure: isTls, maxAge: YEAR_MS })
      .redirect(303, ownPath(req.body?.next));
  });
  return routes;
}

/** Back to a page of ours, never to another site. */
function ownPath(given: unknown): string {
  return typeof given === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(given) ? given : '/';
}
