import type { Board } from '../../src/monitor/board.ts';
import { deliverDue } from '../../src/monitor/deliver.ts';
import type { Store } from '../../src/monitor/store.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { emptyStore } from './store.ts';
import { aDraft, aMention, aReply, aTask, drawReport, goodNews, Heart, NOW, readFailure, Wall } from './wall.ts';

/** The process is gone: nothing catches it, and nothing that is called afterwards happens. */
class Death extends Error {}

/** Counts every call to the outside and dies in the one that it is told to: before it happens, or after it has. */
class Mortality {
  #calls = 0;
  readonly #at: number;
  readonly #when: 'before' | 'after';
  dead = false;

  constructor(at: number, when: 'before' | 'after') {
    this.#at = at;
    this.#when = when;
  }

  /** The same object, in which every function, however deep, may be the last one called. */
  of<T extends object>(whole: T): T {
    return new Proxy(whole, {
      get: (target, name, receiver) => {
        const part: unknown = Reflect.get(target, name, receiver);
        if (typeof part === 'function') return (...given: unknown[]) => this.#call(part.bind(target), given);
        return typeof part === 'object' && part !== null ? this.of(part) : part;
      },
    });
  }

  async #call(work: (...given: unknown[]) => Promise<unknown>, given: readonly unknown[]): Promise<unknown> {
    this.#calls += 1;
    const mine = this.#calls === this.#at;
    if (mine && this.#when === 'before') this.dead = true;
    if (this.dead) throw new Death();
    const inside = given.map((each) => (typeof each === 'function' ? this.#watched(each) : each));
    const result = await work(...inside);
    if (mine) this.dead = true;
    if (this.dead) throw new Death();
    return result;
  }

  /** What runs inside a transaction is handed a store that is mortal too; whoever dies there leaves nothing of it. */
  #watched(work: unknown): unknown {
    return (store?: Store) => (work as (store?: Store) => unknown)(store === undefined ? store : this.of(store));
  }
}

const AFTER_THE_LEASE = NOW + 3_600_000;
const MOST_CALLS = 120;
const RECORDS = ['clickup_comment', 'clickup_comment', 'clickup_comment', 'clickup_create_task', 'clickup_reply'];

/** One life that may end at this call, and one that follows it. */
async function liveTwice(at: number, when: 'before' | 'after'): Promise<{ died: boolean; wall: Wall; store: Store }> {
  const store = await emptyStore();
  const wall = new Wall();
  await store.outbox.add([aTask, aMention, aDraft, aReply, goodNews], NOW);
  const life = new Mortality(at, when);
  const log = createLogger('silent');
  const every = new Heart().every;
  const mortal = { store: life.of(store), board: life.of<Board>(wall.board), log, drawReport, readFailure, every };
  await deliverDue(mortal, () => NOW).catch((thrown: unknown) => {
    if (!(thrown instanceof Death)) throw thrown;
  });
  await deliverDue({ store, board: wall.board, log, drawReport, readFailure, every }, () => AFTER_THE_LEASE);
  return { died: life.dead, wall, store };
}

describe('a process that dies while it delivers', () => {
  it.each(['before', 'after'] as const)(
    'leaves one of each that it had to write and one record of it, whichever call it dies %s',
    async (when) => {
      let deaths = 0;
      for (let at = 1; at <= MOST_CALLS; at += 1) {
        const { died, wall, store } = await liveTwice(at, when);
        const written = (await store.audit.page({ accountKey: null, before: null, limit: 9 })).map(({ what }) => what);
        await store.close();
        const keys = [...wall.tasks, ...wall.comments].map(({ key }) => key).sort();
        expect([at, keys]).toEqual([at, ['acc1.a1.mention', 'acc1.a1.task', 'acc1.draft', 'acc1.reached', 'reply.c1']]);
        expect([at, written.sort()]).toEqual([at, RECORDS]);
        if (!died) break;
        deaths = at;
      }
      expect(deaths).toBeGreaterThan(10);
      expect(deaths).toBeLessThan(MOST_CALLS);
    },
  );
});
