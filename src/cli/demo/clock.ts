import type { Instant } from '../../domain/account.ts';
import type { Clock } from '../../shared/clock.ts';

/** The story's time while it is played; the machine's afterwards. */
export class DemoClock implements Clock {
  #at: Instant | null = null;

  readonly now = (): Instant => this.#at ?? Date.now();

  set(at: Instant | null): void {
    this.#at = at;
  }
}
