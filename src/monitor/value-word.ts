import type { Account, Instant } from '../domain/account.ts';
import { isInLife, isSaidInLife, lifeOf } from '../domain/life.ts';
import type { Store } from './store.ts';
import type { ValueRecord } from './correction-store.ts';

/**
 * The last word on first value that belongs to this life of an account: value that was reached in it, or a denial that was said
 * in it. What was recorded of an earlier life does not make this one reached.
 */
export function wordInLife(account: Account, words: readonly ValueRecord[]): ValueRecord | null {
  const life = lifeOf(account);
  const belongs = ({ reachedAt, at }: ValueRecord): boolean =>
    reachedAt === null ? isSaidInLife(at, life) : isInLife(reachedAt, life);
  return words.findLast(belongs) ?? null;
}

export async function lastWord(
  { corrections }: Pick<Store, 'corrections'>,
  account: Account,
  now: Instant,
): Promise<ValueRecord | null> {
  return wordInLife(account, (await corrections.wordsOf([account.key], now)).get(account.key) ?? []);
}
