import { createSharedLedger } from '../../src/clickup/rate-ledger.ts';
import { createRateLimiter, type RateLimiter } from '../../src/clickup/rate-limiter.ts';
import type { MetaStore } from '../../src/monitor/store.ts';
import { MINUTE, SimulatedServer, WINDOWS } from './support/simulated-server.ts';
import { SimulatedTime } from './support/simulated-time.ts';

const MIDNIGHT = Date.UTC(2026, 10, 23);
const LIMIT = 100;

/** Some processes, one token, one database. */
class Fleet {
  readonly time = new SimulatedTime(MIDNIGHT);
  readonly server: SimulatedServer;
  readonly warnings: string[] = [];
  databaseIsAway = false;
  private readonly rows = new Map<string, string>();
  private readonly limiters: RateLimiter[] = [];

  constructor(window: (typeof WINDOWS)[number]) {
    let call = 0;
    const latencyMs = (): number => 10 + ((call++ * 37) % 140);
    this.server = new SimulatedServer(this.time, {
      limit: LIMIT,
      window,
      rounds: 'down',
      latencyMs,
      windowFrom: MIDNIGHT,
    });
  }

  /** A limiter in a process of its own. `kill`: it dies, calls under way and all. */
  start(): { readonly limiter: RateLimiter; kill(): void } {
    let alive = true;
    const store: Pick<MetaStore, 'get' | 'swap'> = {
      get: async (name) => {
        this.askDatabase(alive);
        return this.rows.get(name) ?? null;
      },
      swap: async (name, before, value) => {
        this.askDatabase(alive);
        if ((this.rows.get(name) ?? null) !== before) return false;
        this.rows.set(name, value);
        return true;
      },
    };
    const log = { warn: (_facts: object, words: string) => void this.warnings.push(words) };
    const limiter = createRateLimiter({ timers: this.time, ledger: createSharedLedger(store, 'rate', log as never) });
    this.limiters.push(limiter);
    const kill = (): void => {
      alive = false;
      limiter.close();
    };
    return { limiter, kill };
  }

  async end(minutes: number): Promise<void> {
    await this.time.passUntil(MIDNIGHT + minutes * MINUTE);
    for (const limiter of this.limiters) limiter.close();
  }

  shareUsed(fromMinute: number, untilMinute: number): number {
    const [from, until] = [MIDNIGHT + fromMinute * MINUTE, MIDNIGHT + untilMinute * MINUTE];
    return this.server.acceptedBetween(from, until) / (LIMIT * (untilMinute - fromMinute));
  }

  private askDatabase(alive: boolean): void {
    if (!alive || this.databaseIsAway) throw new Error('no database');
  }
}

describe.each(WINDOWS)('one token, shared: %s', (window) => {
  it.each([7, 25, 48])(
    'a restart %i seconds into a minute loses none of its calls, and is never refused',
    async (second) => {
      const fleet = new Fleet(window);
      const before = fleet.start();
      fleet.server.backlog(before.limiter, 'alert', 40);
      await fleet.time.passUntil(MIDNIGHT + 2 * MINUTE + second * 1_000);
      before.kill();
      await fleet.time.passUntil(MIDNIGHT + 2 * MINUTE + second * 1_000 + 1_500);
      fleet.server.backlog(fleet.start().limiter, 'alert', 40);
      await fleet.end(6);
      expect(fleet.server.refused).toEqual([]);
      expect(fleet.shareUsed(2, 6)).toBeGreaterThanOrEqual(0.95);
    },
  );

  it('many restarts within one minute are never refused', async () => {
    const fleet = new Fleet(window);
    for (let life = 0; life < 40; life += 1) {
      const { limiter, kill } = fleet.start();
      fleet.server.backlog(limiter, 'conversation', 40);
      await fleet.time.passUntil(MIDNIGHT + (life + 1) * 2_500);
      kill();
    }
    expect(fleet.server.refused).toEqual([]);
  });

  it('three processes with work use 95 % together, and are never refused', async () => {
    const fleet = new Fleet(window);
    for (let each = 0; each < 3; each += 1) fleet.server.backlog(fleet.start().limiter, 'alert', 30);
    await fleet.end(6);
    expect(fleet.server.refused).toEqual([]);
    expect(fleet.shareUsed(2, 6)).toBeGreaterThanOrEqual(0.95);
  });

  it('what they read takes a third of any minute together', async () => {
    const fleet = new Fleet(window);
    for (let each = 0; each < 3; each += 1) fleet.server.backlog(fleet.start().limiter, 'background', 30);
    await fleet.end(4);
    for (let second = 0; second < 180; second += 1) {
      const from = MIDNIGHT + second * 1_000;
      expect(fleet.server.acceptedBetween(from, from + MINUTE, 'background')).toBeLessThanOrEqual(33);
    }
  });

  it('a person who speaks to one of them is answered within 5 seconds while the others are busy', async () => {
    const fleet = new Fleet(window);
    for (let each = 0; each < 2; each += 1) fleet.server.backlog(fleet.start().limiter, 'alert', 30);
    const { limiter } = fleet.start();
    fleet.server.backlog(limiter, 'background', 30);
    const waits: number[] = [];
    for (let asked = 0; asked < 40; asked += 1) {
      const at = MIDNIGHT + 2 * MINUTE + asked * 4_700;
      await fleet.time.passUntil(at);
      const talk = async (): Promise<void> => {
        for (let call = 0; call < 3; call += 1) await fleet.server.call(limiter, 'conversation');
        waits.push(fleet.time.now() - at);
      };
      void talk().catch(() => undefined);
    }
    await fleet.end(6);
    const sorted = waits.toSorted((one, other) => one - other);
    expect(sorted).toHaveLength(40);
    expect(sorted[37]).toBeLessThanOrEqual(5_000);
    expect(fleet.server.refused).toEqual([]);
  });
});

describe('a database that is away', () => {
  it('stops nobody: the headers lead on, and it is logged', async () => {
    const fleet = new Fleet('fixed');
    fleet.server.backlog(fleet.start().limiter, 'alert', 30);
    await fleet.time.passUntil(MIDNIGHT + 90_000);
    fleet.databaseIsAway = true;
    await fleet.time.passUntil(MIDNIGHT + 200_000);
    fleet.databaseIsAway = false;
    await fleet.end(6);
    expect(fleet.server.refused).toEqual([]);
    expect(fleet.shareUsed(2, 6)).toBeGreaterThanOrEqual(0.95);
    expect(fleet.warnings).toContain('the shared rate budget cannot be reached, the last one known is used');
  });
});
