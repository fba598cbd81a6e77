import type { AccountKey, Instant } from '../domain/account.ts';
import type { State } from '../domain/assessment.ts';
import type { Journey } from '../domain/journey.ts';
import type { AccountJson } from './account-json.ts';
import type { Position } from './account-order.ts';
import type { Choices } from './choices.ts';
import { drawUpIndex } from './draw-up-index.ts';
import type { View } from './judge-accounts.ts';
import type { ReadDeps } from './read-deps.ts';
import type { ReadingMemory } from './reading-memory.ts';

export interface ListDeps extends ReadDeps {
  /** Lists drawn up for whoever asked before; default: each list is drawn up anew. */
  readonly lists?: ReadingMemory<AccountIndex>;
}

/** What the list can be filtered and found by. */
export interface Findable {
  readonly key: AccountKey;
  readonly accountId: string | null;
  readonly taskId: string | null;
  readonly name: string;
  readonly tier: string | null;
  readonly useCase: string | null;
  readonly csm: AccountJson['csm'];
}

/** One judged account in its place; the row that people see is drawn up only for those who are shown. */
export interface Placed extends Findable {
  readonly position: Position;
  readonly state: State;
  readonly excludedEvents: number;
}

/** One life of an account that is judged by its own id, as the figures over many see it. */
export interface JudgedLife {
  readonly tier: string | null;
  readonly useCase: string | null;
  readonly journey: Journey;
  readonly isExcluded: boolean;
  /** Another life has taken its place. */
  readonly isOver: boolean;
  /** Up to when it could be judged. */
  readonly judgedAt: Instant;
  readonly reachedAt: Instant | null;
  readonly leftAt: Instant | null;
}

/** Everybody judged at one instant, in one walk: what the list, the figures and the quality of alerts are made of. */
export interface AccountIndex {
  readonly at: Instant;
  /** In the order of the list. */
  readonly placed: readonly Placed[];
  readonly lives: readonly JudgedLife[];
  /** Left out of everything: tests, duplicates, wrong data. */
  readonly excluded: readonly Findable[];
  readonly view: View;
  /** What the whole list can be filtered by. */
  readonly choices: Choices;
  /** Rows drawn up so far. */
  readonly rows: Map<AccountKey, AccountJson>;
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
