import type { Instant } from '../domain/account.ts';
import { messageOf } from '../shared/errors.ts';
import type { Store } from './store.ts';

/**
 * Whether the database takes what is written: a full disk still reads well. Looked at by writing, and only while something is
 * suspected, since every write makes what pages keep in memory out of date.
 */
export class WriteWatch {
  readonly #meta: Pick<Store['meta'], 'set'>;
  readonly #now: () => Instant;
  #suspected = false;

  constructor(meta: Pick<Store['meta'], 'set'>, now: () => Instant) {
    this.#meta = meta;
    this.#now = now;
  }

  /** Something failed, whatever it was. */
  readonly suspect = (): void => {
    this.#suspected = true;
  };

  /** Passes on what becomes of some work, and suspects the database when it fails. */
  readonly over = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (thrown) {
      this.suspect();
      throw thrown;
    }
  };

  /** Null: it does, as far as is known; else what is wrong, and the way out. */
  async trouble(): Promise<string | null> {
    if (!this.#suspected) return null;
    try {
      await this.#meta.set(WRITTEN_AT, String(this.#now()));
      this.#suspected = false;
      return null;
    } catch (thrown) {
      return `nothing can be written: ${messageOf(thrown)} (look at its disk and at what else uses it; it is tried again, and what comes in meanwhile is refused, so that its senders send it again)`;
    }
  }
}

/** When a write was last tried because of a suspicion. */
const WRITTEN_AT = 'written_at';
