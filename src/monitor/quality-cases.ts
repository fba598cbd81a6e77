import type { Account, AccountKey, Instant } from '../domain/account.ts';
import type { AccountOutcome } from '../domain/alert-quality.ts';
import { assess, type Snapshot } from '../domain/assess.ts';
import { followedUntil, type SuggestedMove } from '../domain/intervention-outcomes.ts';
import { dayOf, endOfDay } from '../domain/local-date.ts';
import { accountPages } from './account-pages.ts';
import type { ReadDeps } from './read-deps.ts';
import { createSnapshotReader } from './snapshots.ts';
import type { DeliveredAlert } from './alert-store.ts';

/** What became of the accounts that had alerts or left. */
export interface QualityCases {
  readonly excluded: ReadonlySet<AccountKey>;
  readonly outcomes: readonly AccountOutcome[];
  readonly accounts: ReadonlyMap<AccountKey, Account>;
  readonly suggested: readonly { readonly alert: DeliveredAlert; readonly move: SuggestedMove }[];
}

/** Judges the accounts that had alerts or left; of the others nothing is asked. */
export async function qualityCases(
  deps: ReadDeps,
  alerts: readonly DeliveredAlert[],
  now: Instant,
): Promise<QualityCases> {
  const ofAccount = Map.groupBy(alerts, ({ accountKey }) => accountKey);
  const reader = createSnapshotReader(deps);
  const excluded = new Set<AccountKey>();
  const accounts = new Map<AccountKey, Account>();
  const outcomes: AccountOutcome[] = [];
  const suggested: { alert: DeliveredAlert; move: SuggestedMove }[] = [];
  for await (const page of accountPages(deps.store.accounts)) {
    for (const { key, status } of page) if (status === 'excluded') excluded.add(key);
    const wanted = page.filter(({ key, status }) => status !== 'excluded' && (status === 'left' || ofAccount.has(key)));
    for (const snapshot of wanted.length === 0 ? [] : await reader.load(wanted, now)) {
      const { account } = snapshot;
      accounts.set(account.key, account);
      outcomes.push(outcomeOf(snapshot, deps.zone, now));
      for (const alert of ofAccount.get(account.key) ?? [])
        suggested.push({ alert, move: whatFollowed(snapshot, alert, now) });
    }
  }
  return { excluded, accounts, outcomes, suggested };
}

function outcomeOf(snapshot: Snapshot, zone: string, now: Instant): AccountOutcome {
  const { reachedAt } = assess(snapshot, now);
  const { key, leftAt } = snapshot.account;
  return {
    key,
    reachedOn: reachedAt === null ? null : dayOf(reachedAt, zone),
    leftOn: leftAt === null || leftAt > now ? null : dayOf(leftAt, zone),
  };
}

/** The account is judged again as of the end of the suggestion's time: progress after the delivery shows there, by the same rules. */
function whatFollowed(snapshot: Snapshot, alert: DeliveredAlert, now: Instant): SuggestedMove {
  const { account, isHoliday } = snapshot;
  const deliveredAt = alert.deliveredAt ?? alert.openedAt;
  const deliveredOn = dayOf(deliveredAt, account.zone);
  const until = Math.min(now, endOfDay(followedUntil(deliveredOn, isHoliday), account.zone));
  const { lastProgressAt, reachedAt } = assess(snapshot, until);
  const progressAt = Math.max(lastProgressAt ?? 0, reachedAt ?? 0);
  return {
    state: alert.kind,
    stepKind: alert.stepKind,
    whose: alert.whose,
    deliveredOn,
    progressOn: progressAt > deliveredAt ? dayOf(progressAt, account.zone) : null,
    ...(isHoliday === undefined ? {} : { isHoliday }),
  };
}
