import type { Instant } from '../domain/account.ts';
import { LEAST_OTHERS } from './reading-pace.ts';
import type { Store } from './store.ts';

/** What to read comments of, and in which order: where an answer may be waiting first. */

/** Threads on comments older than this are not read again. */
export const LONG_LOOK_BACK_MS = 90 * 86_400_000;

/** How many threads the last turn read. */
export const THREADS = 'comments.threads';

export interface WatchedTasks {
  /** Waiting drafts first, then open alerts: the account's task and the alert's own. */
  readonly waiting: readonly string[];
  /** All other tasks of accounts, and the tasks that we created. */
  readonly others: readonly string[];
  /** Threads that the last turn had to read; before the first, the comments of ours that may have begun one. */
  readonly threads: number;
}

export async function watchedTasks(store: Store, now: Instant): Promise<WatchedTasks> {
  const waiting = new Set(await tasksWaiting(store));
  const { taskIds, comments } = await store.outbox.written(now - LONG_LOOK_BACK_MS);
  const all = new Set([...(await store.accounts.taskTimes()).keys(), ...taskIds]);
  const others = [...all].filter((id) => !waiting.has(id)).sort();
  const threads = Number((await store.meta.get(THREADS)) ?? comments);
  return { waiting: [...waiting], others, threads };
}

async function tasksWaiting(store: Store): Promise<readonly string[]> {
  const waiting: (string | null | undefined)[] = [];
  for (const key of await store.plans.waitingKeys()) waiting.push((await store.accounts.byKey(key))?.taskId);
  for (const alert of await store.alerts.allOpen()) {
    waiting.push((await store.accounts.byKey(alert.accountKey))?.taskId);
    waiting.push((await store.outbox.result(`${alert.id}.task`))?.taskId);
  }
  return waiting.filter((id) => id !== null && id !== undefined);
}

/** What is still to be read: what waits for an answer in every round, the others in turn. */
export class ReadingOrder {
  /** When the turn among the others began; null: it is over, or was never begun. */
  turnBegunAt: Instant | null = null;
  #waiting: readonly string[] = [];
  #others: readonly string[] = [];
  #othersSinceWaiting = 0;

  get left(): readonly string[] {
    return [...this.#waiting, ...this.#others];
  }

  get waiting(): readonly string[] {
    return this.#waiting;
  }

  /** A new round: what waits comes first again, unless that would keep the others from ever being read. */
  begin(watched: WatchedTasks, now: Instant, afterGap: boolean): void {
    const newTurn = afterGap || this.turnBegunAt === null;
    if (newTurn) {
      this.#others = watched.others;
      this.turnBegunAt = now;
    }
    if (!newTurn && (this.#waiting.length > 0 || this.#othersSinceWaiting < LEAST_OTHERS)) return;
    this.#waiting = watched.waiting;
    this.#othersSinceWaiting = 0;
  }

  /** Crosses out what was read; gives when the turn began, if this ends it: all that was said before then was heard. */
  crossOut(read: ReadonlySet<string>): Instant | null {
    const stays = (id: string): boolean => !read.has(id);
    const others = this.#others.filter(stays);
    this.#othersSinceWaiting += this.#others.length - others.length;
    this.#waiting = this.#waiting.filter(stays);
    this.#others = others;
    if (this.left.length > 0) return null;
    const begunAt = this.turnBegunAt;
    this.turnBegunAt = null;
    return begunAt;
  }
}
