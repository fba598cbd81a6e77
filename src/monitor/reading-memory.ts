import type { Instant } from '../domain/account.ts';
import { MINUTE_MS } from '../domain/duration.ts';

/** Answers that cost much to read, kept as long as they hold, so that many who ask the same cost as little as one. */
export interface ReadingMemory<T> {
  /** What is kept for this question if it still holds, else what `read` finds; two who ask at once share one reading. */
  recall(question: string, asked: Asked<T>, read: () => Promise<T>): Promise<T>;
  /** What was answered to this question last, however long ago; null: forgotten, or never asked. */
  last(question: string): Promise<T> | null;
  /** Files an answer under one more question. */
  keep(question: string, now: Instant, answer: T): void;
}

export interface Asked<T> {
  readonly now: Instant;
  /** Of which answers a person would rather see one that is some minutes old than wait; whoever shows it says of when it is. */
  readonly mayBeOld?: (answer: T) => boolean;
}

export interface MemoryDeps {
  /** Changes whenever anything that is read does. */
  readonly version: () => Promise<string>;
  /** How many answers are kept at most. */
  readonly most: number;
}

/** Verdicts change by the passing of time alone, though not within a minute. */
const HOLDS_MS = MINUTE_MS;
/** From this age on a new answer is read beside the old one, and from the other on everybody waits for it. */
const RENEWED_MS = 2 * MINUTE_MS;
const OLDEST_MS = 15 * MINUTE_MS;

interface Kept<T> {
  readonly version: string;
  readonly now: Instant;
  readonly answer: Promise<T>;
}

interface Entry<T> {
  /** The newest that is complete, and the one that is being read. */
  done: Kept<T> | null;
  underWay: Kept<T> | null;
}

export function createReadingMemory<T>({ version, most }: MemoryDeps): ReadingMemory<T> {
  const entries = new Map<string, Entry<T>>();
  const entryOf = (question: string): Entry<T> => {
    const entry = entries.get(question) ?? { done: null, underWay: null };
    // Asked last stands last; who is asked for least is forgotten.
    entries.delete(question);
    entries.set(question, entry);
    for (const oldest of [...entries.keys()].slice(0, Math.max(0, entries.size - most))) entries.delete(oldest);
    return entry;
  };
  const recall: ReadingMemory<T>['recall'] = async (question, { now, mayBeOld }, read) => {
    const current = await version();
    const entry = entryOf(question);
    const holding = [entry.underWay, entry.done].find((kept) => holds(kept, current, now));
    if (holding != null) return holding.answer;
    const { done, underWay } = entry;
    const old = done === null || mayBeOld === undefined || now < done.now ? null : await done.answer;
    if (done === null || old === null || mayBeOld?.(old) !== true || now - done.now > OLDEST_MS) {
      if (underWay === null || mayBeOld === undefined || !isYoung(underWay, now))
        return begin(entry, current, now, read).answer;
      // A reading takes longest just when much changes: begun anew with each change, none would ever come to its end.
      const first = await underWay.answer.catch(() => null);
      return first !== null && mayBeOld(first) ? first : recall(question, { now, mayBeOld }, read);
    }
    // Whoever asks next learns of a failure; who is here has an answer.
    if (now - done.now >= RENEWED_MS && underWay === null)
      begin(entry, current, now, read).answer.catch(() => undefined);
    return old;
  };
  return {
    recall,
    last: (question) => entries.get(question)?.done?.answer ?? null,
    keep(question, now, answer) {
      entryOf(question).done = { version: '', now, answer: Promise.resolve(answer) };
    },
  };
}

const holds = <T>(kept: Kept<T> | null, version: string, now: Instant): boolean =>
  kept !== null && kept.version === version && now >= kept.now && now - kept.now < HOLDS_MS;

const isYoung = <T>({ now: begun }: Kept<T>, now: Instant): boolean => now >= begun && now - begun <= OLDEST_MS;

function begin<T>(entry: Entry<T>, version: string, now: Instant, read: () => Promise<T>): Kept<T> {
  const kept: Kept<T> = { version, now, answer: read() };
  entry.underWay = kept;
  kept.answer.then(
    () => {
      if (entry.done === null || entry.done.now <= now) entry.done = kept;
      if (entry.underWay === kept) entry.underWay = null;
    },
    () => {
      if (entry.underWay === kept) entry.underWay = null;
    },
  );
  return kept;
}
