import type { RequestHandler } from 'express';

/** How long a browser remembers the answer to its preflight; no browser keeps it longer. */
const REMEMBERED_SECONDS = 7200;
const HEADER_NAMES = /^[\w-]+(?:\s*,\s*[\w-]+)*$/;

/**
 * Lets browsers send from any site: the write key is public there anyway, and no cookie ever counts, so none is allowed. A
 * `sendBeacon` asks nothing before it sends; everything else asks first, and is answered here.
 */
export const openToBrowsers: RequestHandler = (req, res, next) => {
  res.set('Access-Control-Allow-Origin', '*');
  res.set('Access-Control-Expose-Headers', 'Retry-After');
  if (req.method !== 'OPTIONS') return next();
  const asked = req.headers['access-control-request-headers'] ?? '';
  // Named one by one, because `*` does not cover Authorization; which ones an SDK sends changes with its version.
  if (HEADER_NAMES.test(asked)) res.set('Access-Control-Allow-Headers', asked);
  res.set('Access-Control-Allow-Methods', 'POST');
  res.set('Access-Control-Max-Age', String(REMEMBERED_SECONDS));
  res.set('Vary', 'Access-Control-Request-Headers');
  res.status(204).end();
};
