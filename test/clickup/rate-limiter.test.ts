import fc from 'fast-check';
import { createRateLimiter, type RateLimiter } from '../../src/clickup/rate-limiter.ts';
import type { Lane } from '../../src/monitor/board.ts';
import { MINUTE, type ServerBehaviour, SimulatedServer, WINDOWS } from './support/simulated-server.ts';
import { SimulatedTime } from './support/simulated-time.ts';

const MIDNIGHT = Date.UTC(2026, 10, 23);

interface World {
  readonly time: SimulatedTime;
  readonly server: SimulatedServer;
  readonly limiter: RateLimiter;
}

function aWorld(behaviour: Partial<ServerBehaviour> = {}, startsAt = MIDNIGHT + 20_000): World {
  const time = new SimulatedTime(startsAt);
  const server = new SimulatedServer(time, {
    limit: 100,
    window: 'fixed',
    rounds: 'down',
    latencyMs: () => 20,
    windowFrom: MIDNIGHT,
    ...behaviour,
  });
  return { time, server, limiter: createRateLimiter({ timers: time }) };
}

/** The part of the limit that was used from the third minute on, over four minutes. */
function shareUsed({ server, time }: World, limit: number, begin: number): number {
  const from = begin + 2 * MINUTE;
  return server.acceptedBetween(from, time.now()) / (limit * ((time.now() - from) / MINUTE));
}

describe('the limiter under a backlog', () => {
  it.each(WINDOWS)('uses 95 % of the limit and is never refused, whenever it starts: %s', async (window) => {
    const setting = fc.record({
      startsAfter: fc.integer({ min: 0, max: 59_999 }),
      usedBefore: fc.constantFrom(0, 30, 60, 98),
      slowest: fc.constantFrom(10, 100, 300),
      rounds: fc.constantFrom('up' as const, 'down' as const),
      seed: fc.integer({ min: 1, max: 1_000_000 }),
    });
    const property = fc.asyncProperty(setting, async ({ startsAfter, usedBefore, slowest, rounds, seed }) => {
      const begin = MIDNIGHT + startsAfter;
      const world = aWorld({ window, rounds, latencyMs: randomBetween(3, slowest, seed) }, begin);
      if (usedBefore > 0) world.server.hasSeen(usedBefore);
      world.server.backlog(world.limiter, 'alert', 120);
      await world.time.passUntil(begin + 6 * MINUTE);
      world.limiter.close();
      expect(world.server.refused).toEqual([]);
      expect(shareUsed(world, 100, begin)).toBeGreaterThanOrEqual(0.95);
    });
    await fc.assert(property, { numRuns: 8 });
  });

  it.each(WINDOWS)('is never refused when people ask for far more than there is: %s', async (window) => {
    const world = aWorld({ window, latencyMs: randomBetween(5, 400, 11) });
    world.server.backlog(world.limiter, 'conversation', 300);
    await world.time.passUntil(MIDNIGHT + 5 * MINUTE);
    world.limiter.close();
    expect(world.server.refused).toEqual([]);
    expect(world.server.acceptedBetween(MIDNIGHT, MIDNIGHT + 5 * MINUTE)).toBeGreaterThan(350);
  });

  it('leaves another program on the token its calls', async () => {
    const world = aWorld();
    let turnedAway = 0;
    const other = (): void => {
      if (!world.server.otherCall()) turnedAway += 1;
      world.time.after(2_000, other);
    };
    other();
    world.server.backlog(world.limiter, 'alert', 50);
    await world.time.passUntil(MIDNIGHT + 6 * MINUTE);
    world.limiter.close();
    expect({ turnedAway, refused: world.server.refused }).toEqual({ turnedAway: 0, refused: [] });
    expect(world.server.acceptedBetween(MIDNIGHT + MINUTE, MIDNIGHT + 6 * MINUTE)).toBeGreaterThan(5 * 65);
  });

  it('keeps a plan of a thousand calls a minute busy too', async () => {
    const world = aWorld({ limit: 1_000, latencyMs: randomBetween(20, 150, 5) });
    world.server.backlog(world.limiter, 'alert', 200);
    await world.time.passUntil(MIDNIGHT + 4 * MINUTE);
    world.limiter.close();
    expect(world.server.refused).toEqual([]);
    expect(shareUsed(world, 1_000, MIDNIGHT)).toBeGreaterThanOrEqual(0.95);
  });
});

describe('the lanes', () => {
  it.each(WINDOWS)('background reading never takes more than a third of any minute: %s', async (window) => {
    const world = aWorld({ window });
    world.server.backlog(world.limiter, 'background', 50);
    await world.time.passUntil(MIDNIGHT + 5 * MINUTE);
    world.limiter.close();
    const counts = Array.from({ length: 240 }, (_, second) => {
      const from = MIDNIGHT + second * 1_000;
      return world.server.acceptedBetween(from, from + MINUTE, 'background');
    });
    expect(Math.max(...counts)).toBeLessThanOrEqual(33);
    expect(world.server.acceptedBetween(MIDNIGHT + MINUTE, MIDNIGHT + 5 * MINUTE)).toBeGreaterThan(4 * 31);
  });

  it('a person is answered at once while alerts and reading queue', async () => {
    const world = aWorld();
    world.server.backlog(world.limiter, 'background', 50);
    world.server.backlog(world.limiter, 'alert', 50);
    await world.time.passUntil(MIDNIGHT + 40_000);
    const asked = world.time.now();
    let answered = 0;
    const conversation = async (): Promise<void> => {
      for (let call = 0; call < 5; call += 1) await world.server.call(world.limiter, 'conversation');
      answered = world.time.now();
    };
    const talk = conversation();
    await world.time.passUntil(MIDNIGHT + 45_000);
    await talk;
    world.limiter.close();
    expect(answered - asked).toBe(5 * 40);
  });

  it('goes by lane first and by order of asking second', async () => {
    const world = aWorld();
    const order: string[] = [];
    const ask = (lane: Lane, name: string): void => {
      world.server.call(world.limiter, lane).then(
        () => order.push(name),
        () => order.push(`${name} refused`),
      );
    };
    ask('alert', 'scout');
    ask('background', 'reading');
    ask('alert', 'first alert');
    ask('alert', 'second alert');
    ask('conversation', 'reply');
    await world.time.passUntil(MIDNIGHT + 30_000);
    expect(order).toEqual(['scout', 'reply', 'first alert', 'second alert', 'reading']);
  });
});

describe('stopping', () => {
  it('gives up those who wait, with an error that says their call was not made', async () => {
    const world = aWorld();
    const scout = world.limiter.turn('alert');
    const waiting = world.limiter.turn('alert').catch((error: unknown) => error);
    await scout;
    world.limiter.close();
    const notMade = { code: 'stopping', outcome: 'not_applied' };
    expect(await waiting).toMatchObject(notMade);
    await expect(world.limiter.turn('conversation')).rejects.toMatchObject(notMade);
  });
});

/** Latencies that differ from call to call but not from run to run. */
function randomBetween(least: number, most: number, seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return least + Math.floor((state / 2_147_483_648) * (most - least));
  };
}
