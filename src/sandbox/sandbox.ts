import { createFaults, type Faults } from './api/faults.ts';
import { createRateLimiter, type RateLimiter, type WindowKind } from './api/rate-limit.ts';
import { createRequestLog, type RequestLog } from './api/request-log.ts';
import { type Courier, createCourier } from './hooks/courier.ts';
import type { Act } from './world/act.ts';
import { createClock, type SandboxClock } from './world/clock.ts';
import type { Person, Team } from './world/model.ts';
import { emptyWorld, type World } from './world/world.ts';

/** The stand-in as its doors see it. */
export interface Sandbox {
  /** Replaced as a whole by `reset`, so nobody keeps it. */
  world: World;
  /** Where it listens; known once it does. */
  origin: string;
  readonly clock: SandboxClock;
  /** Real time, in Unix milliseconds: what the rate limit counts in. */
  readonly realNow: () => number;
  readonly limiter: RateLimiter;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly courier: Courier;
}

export interface SandboxSettings {
  readonly rateLimit: number;
  readonly window: WindowKind;
  readonly now: () => number;
  readonly retrySpacingMs: number;
  readonly deliveryTimeoutMs: number;
}

/** A stand-in with an empty workspace, not yet listening. */
export function createSandbox(settings: SandboxSettings): Sandbox {
  const { rateLimit, window, now, retrySpacingMs, deliveryTimeoutMs } = settings;
  return {
    world: emptyWorld(),
    origin: '',
    clock: createClock(now),
    realNow: now,
    limiter: createRateLimiter(rateLimit, window),
    faults: createFaults(),
    log: createRequestLog(),
    courier: createCourier({ timeoutMs: deliveryTimeoutMs, retrySpacingMs }),
  };
}

/** An act of a person now, in the stand-in's own time. */
export function actOf(sandbox: Sandbox, actor: Person): Act {
  const { world, clock, courier, origin } = sandbox;
  return { world, actor, origin, now: clock.now(), publish: (happening) => courier.publish(world, happening) };
}

/** Back to an empty workspace; what was being delivered is stopped. The rate limit and its window stay as configured. */
export function resetSandbox(sandbox: Sandbox, team?: Team): void {
  sandbox.courier.reset();
  sandbox.world = emptyWorld(team);
  sandbox.clock.set(null);
  sandbox.limiter.reset();
  sandbox.faults.set([]);
  sandbox.log.clear();
}
