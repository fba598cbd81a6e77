import { parse } from '../api/body.ts';
import { showDelivery } from '../hooks/delivery.ts';
import { suspend } from '../hooks/health.ts';
import type { Sandbox } from '../sandbox.ts';
import { webhookView } from '../views/webhook-view.ts';
import { undocumented } from '../world/refusal.ts';
import { personOf, webhookOf } from '../world/world.ts';
import { ClockBody, FaultsBody, MannersBody, RateLimitBody } from './bodies.ts';
import type { ControlRoute } from './route.ts';
import { stateView } from './state-view.ts';

/** Time, faults and limits; and looking at what happened. */
export const steerRoutes: readonly ControlRoute[] = [
  { method: 'get', path: '/clock', handle: ({ sandbox }) => clockView(sandbox) },
  { method: 'put', path: '/clock', handle: ({ sandbox, body }) => setClock(sandbox, body) },
  { method: 'get', path: '/faults', handle: ({ sandbox }) => ({ rules: sandbox.faults.list() }) },
  { method: 'put', path: '/faults', handle: ({ sandbox, body }) => setFaults(sandbox, body) },
  { method: 'get', path: '/manners', handle: ({ sandbox }) => sandbox.world.manners },
  { method: 'put', path: '/manners', handle: ({ sandbox, body }) => setManners(sandbox, body) },
  { method: 'post', path: '/webhooks/:id/suspend', handle: ({ sandbox, id }) => suspendWebhook(sandbox, id) },
  { method: 'put', path: '/rate-limit', handle: ({ sandbox, body }) => setRateLimit(sandbox, body) },
  { method: 'get', path: '/requests', handle: ({ sandbox }) => ({ requests: sandbox.log.list() }) },
  { method: 'delete', path: '/requests', handle: ({ sandbox }) => clearRequests(sandbox) },
  { method: 'get', path: '/deliveries', handle: ({ sandbox }) => deliveries(sandbox) },
  { method: 'post', path: '/deliveries/:id/resend', handle: ({ sandbox, id }) => resend(sandbox, id) },
  { method: 'get', path: '/inbox/:id', handle: ({ sandbox, id }) => inbox(sandbox, id) },
  { method: 'get', path: '/state', handle: ({ sandbox }) => stateView(sandbox) },
  { method: 'get', path: '/idle', handle: ({ sandbox }) => sandbox.courier.idle().then(() => ({ idle: true })) },
];

function clockView({ clock }: Sandbox) {
  return { now: clock.now(), set: clock.isSet() };
}

function setClock(sandbox: Sandbox, body: unknown) {
  sandbox.clock.set(parse(ClockBody, body).now);
  return clockView(sandbox);
}

function setFaults({ faults }: Sandbox, body: unknown) {
  faults.set(parse(FaultsBody, body));
  return { rules: faults.list() };
}

function setManners({ world }: Sandbox, body: unknown) {
  const wanted = Object.entries(parse(MannersBody, body)).filter(([, value]) => value !== undefined);
  world.manners = { ...world.manners, ...Object.fromEntries(wanted) };
  return world.manners;
}

/** What a hundred failed events, or one answer of 401 or 410, do to a webhook. */
function suspendWebhook({ world }: Sandbox, id: string) {
  const webhook = webhookOf(world, id);
  suspend(webhook);
  return webhookView(webhook);
}

function setRateLimit({ limiter }: Sandbox, body: unknown) {
  limiter.configure(parse(RateLimitBody, body));
  return {};
}

function clearRequests({ log }: Sandbox) {
  log.clear();
  return {};
}

function deliveries({ courier }: Sandbox) {
  return { deliveries: courier.log().map(showDelivery) };
}

function resend({ courier, world }: Sandbox, id: string) {
  if (!courier.resend(world, Number(id))) throw undocumented(404, `No delivery ${id} whose webhook is still there`);
  return {};
}

function inbox({ world }: Sandbox, id: string) {
  const person = personOf(world, Number(id));
  return { notifications: world.notifications.filter(({ personId }) => personId === person.id).toReversed() };
}
