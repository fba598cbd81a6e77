import type { Store } from './store.ts';

/** More than this many wait for the next turn: a transaction holds the write lock, and all answers wait for its end. */
const MOST_AT_ONCE = 256;

/** Keeps several pieces in one transaction: what became of each, in order. */
export type KeepAll<Piece, Outcome> = (inside: Store, pieces: readonly Piece[]) => Promise<readonly Outcome[]>;

interface Waiting<Piece, Outcome> {
  readonly piece: Piece;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (why: unknown) => void;
}

/**
 * Keeps what comes in within one turn of the event loop by one commit: syncing the disk is most of what a small write costs. Nobody
 * waits for a timer: the group is what is there when the turn ends, or what came in while the group before was kept.
 *
 * The promise of a piece is fulfilled after the commit. A piece that cannot be kept fails alone: the group is undone, and each of
 * it kept by itself. A commit that fails is the failure of all that were in it.
 *
 * @param soon runs a function when the turn ends, as `setImmediate` does
 */
export function commitTogether<Piece, Outcome>(
  store: Pick<Store, 'transaction'>,
  keepAll: KeepAll<Piece, Outcome>,
  soon: (run: () => void) => void = setImmediate,
): (piece: Piece) => Promise<Outcome> {
  let waiting: Waiting<Piece, Outcome>[] = [];
  let isBusy = false;

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, MOST_AT_ONCE);
      waiting = waiting.slice(MOST_AT_ONCE);
      await keepGroup(store, keepAll, group);
    }
    isBusy = false;
  };
  return (piece) =>
    new Promise((resolve, reject) => {
      waiting.push({ piece, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      soon(() => void run());
    });
}

async function keepGroup<Piece, Outcome>(
  store: Pick<Store, 'transaction'>,
  keepAll: KeepAll<Piece, Outcome>,
  group: readonly Waiting<Piece, Outcome>[],
): Promise<void> {
  const failed = await tryGroup(store, keepAll, group);
  if (failed === null) return;
  if (group.length === 1 || failed.at !== 'piece') for (const { reject } of group) reject(failed.why);
  else for (const each of group) await keepGroup(store, keepAll, [each]);
}

/** Null: kept. A failure outside the pieces, at the transaction's begin or at its commit, is none of theirs. */
async function tryGroup<Piece, Outcome>(
  store: Pick<Store, 'transaction'>,
  keepAll: KeepAll<Piece, Outcome>,
  group: readonly Waiting<Piece, Outcome>[],
): Promise<{ readonly at: 'piece' | 'transaction'; readonly why: unknown } | null> {
  let at: 'piece' | 'transaction' = 'transaction';
  try {
    const outcomes = await store.transaction(async (inside) => {
      at = 'piece';
      const kept = await keepAll(
        inside,
        group.map(({ piece }) => piece),
      );
      at = 'transaction';
      return kept;
    });
    for (const [index, outcome] of outcomes.entries()) group[index]?.resolve(outcome);
    return null;
  } catch (why) {
    return { at, why };
  }
}
