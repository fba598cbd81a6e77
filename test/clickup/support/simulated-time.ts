import { setImmediate as afterPromises } from 'node:timers/promises';
import type { Timers } from '../../../src/clickup/rate-limiter.ts';

/** Time that passes only when told to: alarms ring in order, and promises settle between them. */
export class SimulatedTime implements Timers {
  private current: number;
  private readonly alarms: { at: number; ring: () => void }[] = [];

  constructor(startsAt: number) {
    this.current = startsAt;
  }

  now(): number {
    return this.current;
  }

  after(ms: number, ring: () => void): () => void {
    const alarm = { at: this.current + ms, ring };
    this.alarms.push(alarm);
    return () => {
      const index = this.alarms.indexOf(alarm);
      if (index !== -1) this.alarms.splice(index, 1);
    };
  }

  async passUntil(end: number): Promise<void> {
    await afterPromises();
    for (let next = this.nextBy(end); next !== undefined; next = this.nextBy(end)) {
      this.alarms.splice(this.alarms.indexOf(next), 1);
      this.current = Math.max(this.current, next.at);
      next.ring();
      await afterPromises();
    }
    this.current = end;
  }

  private nextBy(end: number): { at: number; ring: () => void } | undefined {
    return this.alarms.filter((alarm) => alarm.at <= end).sort((one, other) => one.at - other.at)[0];
  }
}
