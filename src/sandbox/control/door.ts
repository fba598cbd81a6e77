import { json, type RequestHandler, Router } from 'express';
import type { Sandbox } from '../sandbox.ts';
import { Refusal, refusals } from '../world/refusal.ts';
import { buildRoutes } from './build-routes.ts';
import type { ControlRoute } from './route.ts';
import { steerRoutes } from './steer-routes.ts';

/** The control surface under `/sandbox`: for tests and the demo, open to anyone who reaches the port. */
export function controlDoor(sandbox: Sandbox): Router {
  const router = Router();
  router.use(json({ type: () => true, limit: '5mb' }));
  for (const route of [...buildRoutes, ...steerRoutes]) router[route.method](route.path, handler(sandbox, route));
  router.use((_req, res) => {
    res.status(404).json({ err: refusals.routeNotFound().message, ECODE: 'APP_001' });
  });
  return router;
}

function handler(sandbox: Sandbox, route: ControlRoute): RequestHandler {
  return async (req, res) => {
    try {
      const body: unknown = req.body ?? {};
      res.json(await route.handle({ sandbox, body, id: String(req.params.id ?? '') }));
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      res.status(thrown.status).json({ err: thrown.message, ECODE: thrown.ecode });
    }
  };
}
