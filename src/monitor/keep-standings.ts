import type { Instant } from '../domain/account.ts';
import { isAskedAbout } from './ask-csm.ts';
import type { Review } from './review-account.ts';
import type { Standing } from './standing-store.ts';
import type { Store } from './store.ts';

export interface Reviewed {
  readonly review: Review;
  /** When time alone could change the verdict next; null: never. */
  readonly dueAt: Instant | null;
}

/** Stores what these reviews mean for standing, history and the missed list. Where a standing stays as it was, nothing is written. */
export async function keepStandings(store: Store, reviewed: readonly Reviewed[], now: Instant): Promise<void> {
  await store.standings.put(reviewed.flatMap((each) => standingOf(each, now) ?? []));
  for (const { review } of reviewed) {
    const { account, verdict, missed } = review;
    if (isNewVerdict(review)) await store.standings.addHistory(account.key, now, verdict.state, verdict.strength);
    if (missed === null) continue;
    const detail = { because: missed, state: verdict.state, day: verdict.day };
    await store.audit.add({ at: now, actor: AGENT, what: 'account_missed', accountKey: account.key, detail });
  }
}

const AGENT = { kind: 'agent', id: null } as const;

/** Its state or its strength is another one than was stored. */
export const isNewVerdict = ({ turned, before, verdict }: Review): boolean =>
  turned || before?.strength !== verdict.strength;

/** Null: as it was. */
function standingOf({ review, dueAt: nextAt }: Reviewed, now: Instant): Standing | null {
  const { account, verdict, runs, turned, reopenedOn, before, missed } = review;
  const dueAt = isAskedAbout(review, now) ? 0 : nextAt;
  const unheard = verdict.eventCount === 0;
  const isSame = before !== null && !isNewVerdict(review) && missed === null;
  if (isSame && before.dueAt === dueAt && before.unheard === unheard) return null;
  return {
    accountKey: account.key,
    state: verdict.state,
    strength: verdict.strength,
    since: turned || before === null ? now : before.since,
    ...runs,
    reopenedOn,
    missedOn: missed === null ? (before?.missedOn ?? null) : verdict.today,
    lastDay: verdict.today,
    assessedAt: now,
    dueAt,
    unheard,
  };
}
