import type { Instant } from '../domain/account.ts';
import { durationInWords } from './words.ts';
import type { Duty } from './worker.ts';

/** The longest rounds wait for ClickUp's rate limit: reading 50,000 tasks at first takes a quarter of an hour. */
const STUCK_MS = 60 * 60_000;

/** Whether the lines of work move: since when each is at what it is doing. */
export class Pulse {
  readonly #now: () => Instant;
  readonly #since = new Map<string, Instant | null>();

  constructor(now: () => Instant) {
    this.#now = now;
  }

  /** The same duty, watched. */
  readonly watched = ({ name, run }: Duty): Duty => {
    this.#since.set(name, null);
    return {
      name,
      run: async () => {
        this.#since.set(name, this.#now());
        try {
          return await run();
        } finally {
          this.#since.set(name, null);
        }
      },
    };
  };

  /** By duty, for how many milliseconds it has been under way; 0: it rests. */
  readonly busy = (now: Instant): ReadonlyMap<string, number> =>
    new Map([...this.#since].map(([name, since]) => [name, since === null ? 0 : Math.max(0, now - since)]));

  /** Null: all of them move; else which does not, and the way out. */
  trouble(): string | null {
    const stuck = [...this.busy(this.#now())].find(([, ms]) => ms > STUCK_MS);
    if (stuck === undefined) return null;
    const [name, ms] = stuck;
    return `“${name}” has been at one round for ${durationInWords(ms)}: restart the service, nothing is lost by that`;
  }
}
