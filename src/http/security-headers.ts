import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Pages run no script and load nothing from elsewhere; nobody may frame them, and no address of ours is told to other sites.
 * `form-action`, the style file and pictures are the only things that pages need at all. Only our own name is held to TLS: what
 * else runs under it is not ours to decide.
 */
export const securityHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'style-src': ["'self'"],
      'img-src': ["'self'"],
      'form-action': ["'self'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
    },
  },
  strictTransportSecurity: { includeSubDomains: false },
  xFrameOptions: { action: 'deny' },
});

/** Customers' names and figures are nobody's cache's business. */
export const neverStored: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
