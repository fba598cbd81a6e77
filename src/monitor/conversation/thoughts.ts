import type { AccountKey, Instant } from '../../domain/account.ts';
import { messageOf } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { DrafterAnswer } from '../draft-deps.ts';
import type { FoundAnswer } from '../find-words.ts';
import type { InboxStore } from '../inbox-store.ts';

/** What a comment was waiting for. */
export type Thought =
  | { readonly kind: 'draft'; readonly answer: DrafterAnswer }
  /** Null: no answer that may be shown. */
  | { readonly kind: 'answer'; readonly answer: FoundAnswer | null }
  | { readonly kind: 'edit'; readonly lines: string | null }
  /** An earlier comment about the same plan has had its thought. */
  | { readonly kind: 'turn' };

/** One comment in one text: an edited comment is another one. */
export type ThoughtKey = string;

export interface NewThought {
  /** The account whose plan it may change; null: it changes nothing. */
  readonly about: AccountKey | null;
  readonly think: () => Promise<Thought>;
  /** Says that somebody is at work on it. */
  readonly sign: () => Promise<void>;
}

interface Entry {
  readonly about: AccountKey | null;
  readonly settled: Promise<void>;
  thought: Thought | null;
  signed: Promise<void>;
}

interface WaitingRow {
  readonly key: ThoughtKey;
  /** Null: given back, to be handled now. */
  readonly heldUntil: Instant | null;
}

/** A first sign is due 5 seconds after the question; this leaves time for it to get there. */
const PATIENCE_MS = 3_000;
/** Whoever died while thinking leaves the comment to others after this. */
const HELD_MS = 60_000;

/**
 * What is being thought about in this process, beside the line that answers. A comment that waits for a thought keeps its row of the
 * inbox: this process holds it while it thinks, gives it back when the thought is there, and another one takes it if this one dies.
 */
export class Thoughts {
  readonly #after: (ms: number, ring: () => void) => () => void;
  readonly #log: Logger;
  readonly #entries = new Map<ThoughtKey, Entry>();
  readonly #rows = new Map<string, WaitingRow>();

  constructor(deps: { readonly after: (ms: number, ring: () => void) => () => void; readonly log: Logger }) {
    this.#after = deps.after;
    this.#log = deps.log;
  }

  /** Null: nobody has begun to think about it. A first sign that is on its way has arrived when this returns a thought. */
  async on(key: ThoughtKey): Promise<Thought | 'under_way' | null> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    if (entry.thought === null) return 'under_way';
    await entry.signed;
    return entry.thought;
  }

  /** Begins to think; what is not there within a few seconds gets its sign. A thought that fails is forgotten, and begun anew later. */
  begin(key: ThoughtKey, { about, think, sign }: NewThought): void {
    const callOff = this.#after(PATIENCE_MS, () => {
      entry.signed = entry.signed
        .then(sign)
        .catch((thrown: unknown) =>
          this.#log.warn({ comment: key, error: messageOf(thrown) }, 'the first sign of an answer could not be given'),
        );
    });
    const settled = think()
      .then((thought) => {
        entry.thought = thought;
      })
      .catch((thrown: unknown) => {
        this.#entries.delete(key);
        this.#log.warn({ comment: key, error: messageOf(thrown) }, 'thinking failed, will be tried again');
      })
      .finally(callOff);
    const signed = this.#entries.get(key)?.signed ?? Promise.resolve();
    const entry: Entry = { about, settled, thought: null, signed };
    this.#entries.set(key, entry);
  }

  /** Settles when what was begun about this account so far is there; null when nothing is. */
  about(account: AccountKey): Promise<unknown> | null {
    const begun = [...this.#entries.values()].filter(({ about }) => about === account);
    return begun.length === 0 ? null : Promise.all(begun.map(({ settled }) => settled));
  }

  /** It was used: whoever asks again asks anew. */
  forget(key: ThoughtKey): void {
    this.#entries.delete(key);
  }

  /** The row of the inbox that is not done before this thought is there. */
  keepRow(row: string, key: ThoughtKey, now: Instant): void {
    this.#rows.set(row, { key, heldUntil: now + HELD_MS });
  }

  /** The row is done; a thought that nobody waits for any more (its comment was deleted, say) goes with it. */
  dropRow(row: string): void {
    const waiting = this.#rows.get(row);
    this.#rows.delete(row);
    if (waiting !== undefined && ![...this.#rows.values()].some(({ key }) => key === waiting.key))
      this.forget(waiting.key);
  }

  /** Gives back the rows whose thoughts are there, and holds the others for as long as this process thinks. */
  async tendRows(inbox: Pick<InboxStore, 'hold'>, now: Instant): Promise<void> {
    for (const [row, { key, heldUntil }] of this.#rows) {
      // Given back once: what fails then waits for the end of its lease like any other change.
      if (heldUntil === null) continue;
      const entry = this.#entries.get(key);
      if (entry === undefined) {
        this.#rows.delete(row);
        continue;
      }
      const isUnderWay = entry.thought === null;
      if (isUnderWay && heldUntil - now > HELD_MS / 2) continue;
      const until = isUnderWay ? now + HELD_MS : null;
      this.#rows.set(row, { key, heldUntil: until });
      await inbox.hold(row, until ?? now);
    }
  }
}
