import type { Instant } from '../domain/account.ts';
import type { AccountIndex } from './account-index.ts';
import { drawUpIndex } from './draw-up-index.ts';
import type { ReadDeps } from './read-deps.ts';
import type { ReadingMemory } from './reading-memory.ts';

export interface ListDeps extends ReadDeps {
  /** Lists drawn up for whoever asked before; default: each list is drawn up anew. */
  readonly lists?: ReadingMemory<AccountIndex>;
}

/** Up to here judging everybody takes a moment, and nobody need see an old list. */
export const FEW = 2_000;

/**
 * The list as of `at`, from memory where it still holds.
 * @param asOf the date that was asked for; null: now
 */
export function indexAsOf(
  deps: ListDeps,
  { asOf, at, now, mayBeOld }: { asOf: string | null; at: Instant; now: Instant; mayBeOld: boolean },
): Promise<AccountIndex> {
  const memory = deps.lists;
  if (memory === undefined) return drawUpIndex(deps, at);
  const read = async (): Promise<AccountIndex> => {
    const index = await drawUpIndex(deps, at);
    memory.keep(walkOf(at), now, index);
    return index;
  };
  return memory.recall(asOf ?? 'now', { now, ...(mayBeOld ? { mayBeOld: isLarge } : {}) }, read);
}

/** The list that somebody began to walk through at `at`, however much has changed since. */
export function indexOfWalk(deps: ListDeps, at: Instant): Promise<AccountIndex> {
  return deps.lists?.last(walkOf(at)) ?? drawUpIndex(deps, at);
}

const walkOf = (at: Instant): string => `walk ${at}`;
const isLarge = ({ placed }: AccountIndex): boolean => placed.length > FEW;
