import type { Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
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

/** What these reviews open is stored: from here on only time and news make their accounts due. */
export async function keepDecided(store: Store, reviewed: readonly Reviewed[], now: Instant): Promise<void> {
  const decided = reviewed.filter(({ review }) => isUndecided(review) && !isAskedAbout(review, now));
  const dueAt = new Map(decided.map(({ review, dueAt }) => [review.account.key, dueAt]));
  const standings = [...(await store.standings.of([...dueAt.keys()])).values()];
  // A sweep that began later may have been here meanwhile.
  const own = standings.filter(({ assessedAt }) => assessedAt === now);
  await store.standings.put(own.map((each) => ({ ...each, dueAt: dueAt.get(each.accountKey) ?? null })));
}

/** Its state or its strength is another one than was stored. */
export const isNewVerdict = ({ turned, before, verdict }: Review): boolean =>
  turned || before?.strength !== verdict.strength;

/** What opens is stored at the end of the sweep: one that breaks off before leaves the account due for the next. */
const isUndecided = ({ account, decision }: Review): boolean => decision.kind === 'open' && account.taskId !== null;

/** Null: as it was. */
function standingOf({ review, dueAt: nextAt }: Reviewed, now: Instant): Standing | null {
  const { account, verdict, runs, turned, reopenedOn, before, missed } = review;
  const dueAt = isUndecided(review) || isAskedAbout(review, now) ? 0 : nextAt;
  const unheard = verdict.eventCount === 0;
  // A time to come was stamped by a clock that was wrong: it is put right.
  const isSame = before !== null && before.assessedAt <= now && !isNewVerdict(review) && missed === null;
  if (isSame && before.dueAt === dueAt && before.unheard === unheard) return null;
  return {
    accountKey: account.key,
    state: verdict.state,
    strength: verdict.strength,
    since: turned || before === null ? now : Math.min(before.since, now),
    ...runs,
    reopenedOn,
    missedOn: missed === null ? (before?.missedOn ?? null) : verdict.today,
    lastDay: verdict.today,
    assessedAt: now,
    dueAt,
    unheard,
  };
}
