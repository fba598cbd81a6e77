import type { Account, Instant } from './account.ts';
import type { BlindReason, WorkspaceUnread } from './assessment.ts';
import { DAY_MS } from './duration.ts';
import { isFresh } from './feeds.ts';
import { lettersAndDigits } from './likeness.ts';
import type { FeedSource } from './usage-event.ts';

/** An id or an unjoined event that came longer ago tells nothing of how well ids match now. */
export const ID_MEMORY_MS = 14 * DAY_MS;

/** Above this share of group ids that belong to no account, an account without any events may be one of them. */
const UNKNOWN_ID_SHARE_LIMIT = 0.1;

/** A shorter id or name is found inside other ids by chance. */
const SHORTEST_CONTAINED = 3;

export interface Sight {
  readonly accountId: string | null;
  readonly needed: readonly FeedSource[];
  readonly now: Instant;
  readonly freshnessHours: number;
  /** Something once came for this id, however long ago. */
  readonly wasEverHeard: boolean;
  /** Why the workspace is not seen that the milestone is looked for in; null: it is, or none is needed. */
  readonly workspaceUnread: WorkspaceUnread | null;
  readonly likelyOtherIds: readonly string[];
  readonly unknownIdShare: number | null;
}

/** The first reason why nothing can be said about an account; null when its silence would be its own (METHOD section 6). */
export function blindReason(sight: Sight): BlindReason | null {
  if (sight.accountId === null) return { kind: 'no_account_id' };
  if (sight.workspaceUnread !== null) return { kind: 'workspace_unread', because: sight.workspaceUnread };
  if (sight.needed.length === 0) return { kind: 'nothing_ever_sent' };
  const stalest = stalestOf(sight);
  if (stalest !== null) return { kind: 'stale_source', source: stalest.name, lastReceivedAt: stalest.lastReceivedAt };
  return mayHaveOtherId(sight) ? { kind: 'likely_other_id', candidates: sight.likelyOtherIds } : null;
}

/** Unjoined group ids and domains that equal or contain the account's id or name, letters and digits compared, case folded. */
export function likelyIds(account: Account, unjoined: readonly string[]): readonly string[] {
  const wanted = [account.accountId ?? '', account.name].map(lettersAndDigits).filter((text) => text !== '');
  return unjoined.filter((id) => {
    const given = lettersAndDigits(id);
    return wanted.some((text) => given === text || (text.length >= SHORTEST_CONTAINED && given.includes(text)));
  });
}

function mayHaveOtherId({ wasEverHeard, likelyOtherIds, unknownIdShare }: Sight): boolean {
  if (wasEverHeard) return false;
  return likelyOtherIds.length > 0 || areManyUnknown(unknownIdShare);
}

/** So many ids belong to nobody that any account of which nothing was heard may be one of them. */
export const areManyUnknown = (unknownIdShare: number | null): boolean =>
  unknownIdShare !== null && unknownIdShare > UNKNOWN_ID_SHARE_LIMIT;

function stalestOf({ needed, now, freshnessHours }: Sight): FeedSource | null {
  const stale = needed.filter((feed) => !isFresh(feed, now, freshnessHours));
  return stale.toSorted((a, b) => a.lastReceivedAt - b.lastReceivedAt)[0] ?? null;
}
