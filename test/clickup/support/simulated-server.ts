import type { RateAnswer } from '../../../src/clickup/rate-budget.ts';
import type { RateLimiter } from '../../../src/clickup/rate-limiter.ts';
import type { Lane } from '../../../src/monitor/board.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** Which of them ClickUp has is not published. */
export const WINDOWS = [
  'fixed',
  'sliding, reset when the oldest call expires',
  'sliding, reset a minute after each call',
] as const;

export interface ServerBehaviour {
  readonly limit: number;
  /** Fixed: all calls come back at the reset. Sliding: each comes back a minute after it was made. */
  readonly window: (typeof WINDOWS)[number];
  readonly rounds: 'up' | 'down';
  /** How long a call takes there and back; asked once for each way. */
  readonly latencyMs: () => number;
  /** When a fixed window begins. */
  readonly windowFrom: number;
}

export const MINUTE = 60_000;

/** What ClickUp's limit does, in simulated time: counts on arrival, answers with the headers, refuses beyond the limit. */
export class SimulatedServer {
  readonly accepted: { at: number; lane: Lane | 'other' }[] = [];
  readonly refused: number[] = [];
  private readonly time: SimulatedTime;
  private readonly behaviour: ServerBehaviour;

  constructor(time: SimulatedTime, behaviour: ServerBehaviour) {
    this.time = time;
    this.behaviour = behaviour;
  }

  /** Calls that were made before, evenly over the last minute, such as by the process that was stopped. */
  hasSeen(calls: number): void {
    const every = MINUTE / calls;
    for (let call = 1; call <= calls; call += 1) {
      this.accepted.push({ at: Math.ceil(this.time.now() - MINUTE + call * every), lane: 'other' });
    }
  }

  /** Another program on the same token, which no limiter of ours sees; true when its call was accepted. */
  otherCall(): boolean {
    const now = this.time.now();
    if (this.counted(now).length >= this.behaviour.limit) return false;
    this.accepted.push({ at: now, lane: 'other' });
    return true;
  }

  acceptedBetween(from: number, until: number, lane?: Lane): number {
    const within = this.accepted.filter((call) => call.at >= from && call.at < until && call.lane !== 'other');
    return within.filter((call) => lane === undefined || call.lane === lane).length;
  }

  /** One call of ours: waits for its turn, travels, is counted, travels back. */
  async call(limiter: RateLimiter, lane: Lane): Promise<void> {
    const turn = await limiter.turn(lane);
    await this.pass(this.behaviour.latencyMs());
    const answer = this.arrive(lane);
    await this.pass(this.behaviour.latencyMs());
    turn.done(answer);
  }

  /** Keeps the lane's queue from ever running empty. */
  backlog(limiter: RateLimiter, lane: Lane, workers: number): void {
    const work = async (): Promise<void> => {
      for (;;) await this.call(limiter, lane);
    };
    for (let worker = 0; worker < workers; worker += 1) work().catch(() => undefined);
  }

  private arrive(lane: Lane): RateAnswer {
    const { limit } = this.behaviour;
    const now = this.time.now();
    const isRefused = this.counted(now).length >= limit;
    if (isRefused) this.refused.push(now);
    else this.accepted.push({ at: now, lane });
    const counted = this.counted(now);
    const reset = this.rounded(this.resetAfter(counted, now));
    const reading = { limit, remaining: Math.max(0, limit - counted.length), reset, resetAt: reset };
    return isRefused ? { kind: 'refused', reading, retryAfterMs: null } : { kind: 'answered', reading };
  }

  private counted(now: number): readonly number[] {
    const from = this.behaviour.window === 'fixed' ? this.windowStart(now) : now - MINUTE + 1;
    return this.accepted.filter((call) => call.at >= from).map((call) => call.at);
  }

  private windowStart(now: number): number {
    const { windowFrom } = this.behaviour;
    return windowFrom + Math.floor((now - windowFrom) / MINUTE) * MINUTE;
  }

  private resetAfter(counted: readonly number[], now: number): number {
    if (this.behaviour.window === 'fixed') return this.windowStart(now) + MINUTE;
    const from = this.behaviour.window === 'sliding, reset a minute after each call' ? now : (counted[0] ?? now);
    return from + MINUTE;
  }

  private rounded(instant: number): number {
    return (this.behaviour.rounds === 'up' ? Math.ceil(instant / 1000) : Math.floor(instant / 1000)) * 1000;
  }

  private pass(ms: number): Promise<void> {
    return new Promise((resolve) => void this.time.after(ms, resolve));
  }
}
