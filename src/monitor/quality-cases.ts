import type { Account, AccountKey, Instant } from '../domain/account.ts';
import type { AccountOutcome } from '../domain/alert-quality.ts';
import { assess, type Snapshot } from '../domain/assess.ts';
import { followedUntil, type SuggestedMove } from '../domain/intervention-outcomes.ts';
import { dayOf, endOfDay } from '../domain/local-date.ts';
import type { AccountIndex, Findable, JudgedLife } from './account-index.ts';
import type { DeliveredAlert } from './alert-store.ts';
import type { ReadDeps } from './read-deps.ts';
import { createSnapshotReader } from './snapshots.ts';
import { nextTurn } from './turns.ts';

/** What became of the accounts that had alerts or left. */
export interface QualityCases {
  readonly excluded: ReadonlySet<AccountKey>;
  readonly outcomes: readonly AccountOutcome[];
  readonly accounts: ReadonlyMap<AccountKey, Findable>;
  readonly suggested: readonly Suggested[];
}

interface Suggested {
  readonly alert: DeliveredAlert;
  readonly move: SuggestedMove;
}

/** Everybody is judged already; only what followed an alert has to be looked up, for the accounts that had one. */
export async function qualityCases(
  deps: ReadDeps,
  { at, placed, excluded, lives }: AccountIndex,
  alerts: readonly DeliveredAlert[],
): Promise<QualityCases> {
  const alerted = new Set(alerts.map(({ accountKey }) => accountKey));
  const isCase = ({ journey, isExcluded, isOver, leftAt }: JudgedLife): boolean =>
    !isExcluded && !isOver && (leftAt !== null || alerted.has(journey.key));
  const cases = lives.filter(isCase);
  const keys = new Set(cases.map(({ journey }) => journey.key));
  return {
    excluded: new Set(excluded.map(({ key }) => key)),
    outcomes: cases.map((life) => outcomeOf(life, deps.zone)),
    accounts: new Map(placed.filter(({ key }) => keys.has(key)).map((account) => [account.key, account])),
    suggested: await suggestedMoves(
      deps,
      alerts.filter(({ accountKey }) => keys.has(accountKey)),
      at,
    ),
  };
}

const outcomeOf = ({ journey, reachedAt, leftAt }: JudgedLife, zone: string): AccountOutcome => ({
  key: journey.key,
  reachedOn: reachedAt === null ? null : dayOf(reachedAt, zone),
  leftOn: leftAt === null ? null : dayOf(leftAt, zone),
});

const CHUNK = 100;

async function suggestedMoves(
  deps: ReadDeps,
  alerts: readonly DeliveredAlert[],
  now: Instant,
): Promise<readonly Suggested[]> {
  const ofAccount = [...Map.groupBy(alerts, ({ accountKey }) => accountKey)];
  const reader = createSnapshotReader(deps);
  const suggested: Suggested[] = [];
  for (let from = 0; from < ofAccount.length; from += CHUNK) {
    const portion = new Map(ofAccount.slice(from, from + CHUNK));
    const accounts: readonly Account[] = await deps.store.accounts.byKeys([...portion.keys()]);
    for (const snapshot of await reader.load(accounts, now))
      for (const alert of portion.get(snapshot.account.key) ?? [])
        suggested.push({ alert, move: whatFollowed(snapshot, alert, now) });
    await nextTurn();
  }
  return suggested;
}

/** The account is judged again as of the end of the suggestion's time: progress after the delivery shows there, by the same rules. */
function whatFollowed(snapshot: Snapshot, alert: DeliveredAlert, now: Instant): SuggestedMove {
  const { account, isHoliday } = snapshot;
  const deliveredAt = alert.deliveredAt ?? alert.openedAt;
  const deliveredOn = dayOf(deliveredAt, account.zone);
  const until = Math.min(now, endOfDay(followedUntil(deliveredOn, isHoliday), account.zone));
  // Neither depends on whether the account was seen at all by then.
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
