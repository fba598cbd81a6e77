import type { Instant } from '../domain/account.ts';
import type { BoardChange } from './board.ts';
import { commitTogether } from './commit-together.ts';
import type { Added } from './inbox-store.ts';
import type { Store } from './store.ts';

/** Keeps the changes of one delivery for good, each once. What follows from them is done after ClickUp has its answer. */
export type RecordBoardChanges = (changes: readonly BoardChange[]) => Promise<Added>;

export function createBoardChangeRecorder(store: Pick<Store, 'transaction'>, now: () => Instant): RecordBoardChanges {
  return commitTogether(store, ({ inbox }, deliveries) => inbox.addAll(deliveries, now()));
}
