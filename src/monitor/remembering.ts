import type { Instant } from '../domain/account.ts';
import { FEW } from './index-memory.ts';
import { type AccountsDeps, readAccounts } from './read-accounts.ts';
import { type ActivationDeps, readActivation } from './read-activation.ts';
import type { ReadDeps } from './read-deps.ts';
import { type QualityDeps, readQuality } from './read-quality.ts';
import { createIndexAnswers } from './index-answers.ts';
import { createReadingMemory } from './reading-memory.ts';
import type { Store } from './store.ts';

/** Everything that pages and data routes read, each with the memory of what was asked before. */
export type Reading = AccountsDeps & ActivationDeps & QualityDeps;

/** An index of 50,000 accounts takes some 40 MB; the lists of today and of the walks through it are most of what is asked. */
const LISTS = 6;
/** Drawn from one list. */
const ANSWERS = 12;

/** For a process that answers many: what one asks, the next gets from memory as long as nothing changed. */
export function remembering(read: ReadDeps, { version }: Pick<Store, 'version'>): Reading {
  return {
    ...read,
    lists: createReadingMemory({ version, most: LISTS }),
    selections: createIndexAnswers(ANSWERS),
    figures: createIndexAnswers(ANSWERS),
    qualities: createIndexAnswers(ANSWERS),
  };
}

/** Whoever opens the first page of many accounts should not have to wait until all of them were judged. */
export async function warmUp(reading: Reading, now: Instant): Promise<void> {
  if ((await reading.store.accounts.count()) <= FEW) return;
  // Where somebody came first, theirs is the one that is drawn up.
  await readAccounts(reading, { limit: 1, mayBeOld: true }, now);
  await readActivation(reading, { mayBeOld: true }, now);
  await readQuality(reading, { mayBeOld: true }, now);
}
