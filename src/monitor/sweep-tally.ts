import type { Write } from './outbox.ts';
import type { Review } from './review-account.ts';

export interface SweepReport {
  /** Who was judged: everybody, or whoever had news or a due time. */
  readonly scope: 'everybody' | 'due';
  readonly assessed: number;
  readonly states: Readonly<Record<string, number>>;
  readonly opened: number;
  readonly changed: number;
  readonly closed: number;
  readonly held: number;
  /** What was (or with `dryRun` would be) written, in order. */
  readonly writes: readonly Write[];
}

export class SweepTally {
  /** Accounts of which a newer verdict was stored meanwhile are not among them. */
  assessed = 0;
  /**
   * How many accounts cannot be judged because of each source that went silent. Where not everybody is judged, these are the ones
   * that have come to be: what was told before of the same silence is not told again.
   */
  readonly blindBySource = new Map<string, number>();
  #changed = 0;
  #closed = 0;
  readonly #states: Record<string, number> = {};
  readonly #writes: Write[] = [];

  count({ verdict, decision }: Review): void {
    this.assessed += 1;
    this.#states[verdict.state] = (this.#states[verdict.state] ?? 0) + 1;
    if (verdict.blind?.kind === 'stale_source') {
      const { source } = verdict.blind;
      this.blindBySource.set(source, (this.blindBySource.get(source) ?? 0) + 1);
    }
    if (decision.kind === 'update') this.#changed += 1;
    if (decision.kind === 'close') this.#closed += 1;
  }

  wrote(writes: readonly Write[]): void {
    this.#writes.push(...writes);
  }

  report(scope: SweepReport['scope'], opened: number, held: number): SweepReport {
    return {
      scope,
      assessed: this.assessed,
      states: this.#states,
      opened,
      changed: this.#changed,
      closed: this.#closed,
      held,
      writes: this.#writes,
    };
  }
}
