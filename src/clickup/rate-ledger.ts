import type { RateWindow } from '../monitor/board.ts';
import type { MetaStore } from '../monitor/store.ts';
import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { freshRateState, RateState } from './rate-budget.ts';

/** Where the state of one token's budget is kept. */
export interface RateLedger {
  /** Others may change the state too: who waits for an answer to somebody else's call must look again. */
  readonly shared: boolean;
  /**
   * Hands out the newest state, alone; `work` may change it in place and says by `keep` whether it has. It may be called more than
   * once, each time with the state as it is by then.
   */
  use<T>(work: (state: RateState) => { readonly keep: boolean; readonly result: T }): Promise<T>;
}

/** For one limiter alone. */
export function createOwnLedger(): RateLedger {
  const state = freshRateState();
  return { shared: false, use: async (work) => work(state).result };
}

/** As many processes change the state at the same moment as we ever run; somebody gets ahead in each round. */
const MOST_TRIES = 50;

/**
 * In the database, so that everything that runs on it shares one budget and a restart goes on where it stood. While the
 * database cannot be asked, each process goes on from what it last knew; ClickUp's headers still lead it.
 */
export function createSharedLedger(
  store: Pick<MetaStore, 'get' | 'swap'>,
  name: string,
  log: Pick<Logger, 'warn'>,
): RateLedger {
  let known = freshRateState();

  async function tryOnce<T>(work: Parameters<RateLedger['use']>[0]): Promise<{ readonly result: T } | null> {
    const stored = await store.get(name);
    const state = readState(stored);
    const { keep, result } = work(state);
    known = state;
    return !keep || (await store.swap(name, stored, JSON.stringify(state))) ? { result: result as T } : null;
  }

  return {
    shared: true,
    async use(work) {
      try {
        for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
          const done = await tryOnce<ReturnType<typeof work>['result']>(work);
          if (done !== null) return done.result;
        }
        log.warn({ name }, 'the shared rate budget is changed too often to be kept');
      } catch (thrown) {
        log.warn(
          { name, error: messageOf(thrown) },
          'the shared rate budget cannot be reached, the last one known is used',
        );
      }
      return work(known).result;
    },
  };
}

/** What a budget knows of the limit; null: nothing yet. */
export const rateWindowOf = (ledger: RateLedger): Promise<RateWindow | null> =>
  ledger.use(({ window }) => ({ keep: false, result: window }));

/** What another version has written differently is forgotten: the first answer's headers tell the window again. */
function readState(stored: string | null): RateState {
  if (stored === null) return freshRateState();
  const parsed = RateState.safeParse(parseJson(stored));
  return parsed.success ? parsed.data : freshRateState();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
