import type { Instant } from '../domain/account.ts';
import type { Delivery } from './board.ts';
import { commitTogether } from './commit-together.ts';
import type { Added } from './inbox-store.ts';
import type { Store } from './store.ts';

type Told = Pick<Delivery & { readonly kind: 'accepted' }, 'changes' | 'acts'>;

/** What became of a delivery's changes; `hasNewActs`: something new was done in a workspace, in this delivery or one beside it. */
export interface Recorded {
  readonly added: Added;
  readonly hasNewActs: boolean;
}

/** Keeps the changes and acts of one delivery for good, each once. */
export type RecordBoardChanges = (told: Told) => Promise<Recorded>;

export function createBoardChangeRecorder(store: Pick<Store, 'transaction'>, now: () => Instant): RecordBoardChanges {
  return commitTogether<Told, Recorded>(store, async ({ inbox, acts }, tellings) => {
    const at = now();
    const added = await inbox.addAll(
      tellings.map(({ changes }) => changes),
      at,
    );
    const hasNewActs =
      (await acts.tell(
        tellings.flatMap((each) => each.acts),
        at,
      )) > 0;
    return added.map((each) => ({ added: each, hasNewActs }));
  });
}
