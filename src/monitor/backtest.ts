import { setImmediate as nextTurn } from 'node:timers/promises';
import { stuckOn } from '../domain/alert.ts';
import type { Account, Day, Instant } from '../domain/account.ts';
import type { Snapshot } from '../domain/assess.ts';
import type { State, Strength } from '../domain/assessment.ts';
import { type BacktestSummary, type Load, loadOf, type ReplayedLife, summarise } from '../domain/backtest-summary.ts';
import type { Comparison } from '../domain/comparison.ts';
import { dayOf, dayToIso } from '../domain/local-date.ts';
import type { AlertPolicy } from '../domain/policy.ts';
import { stateInWords } from '../domain/standing-words.ts';
import { accountPages } from './account-pages.ts';
import { type ComparisonStore, readComparison } from './comparisons.ts';
import { momentOrNull } from './json-values.ts';
import { everyLife } from './lives.ts';
import { type EndedAccount, ownerName, type ReplayedAlert, replay } from './replay.ts';
import { createSnapshotReader, type SnapshotDeps } from './snapshots.ts';
import { evidenceInWords } from './words.ts';

export interface BacktestDeps extends Omit<SnapshotDeps, 'store' | 'compare'> {
  /** Holds the files that are replayed, and nothing else. */
  readonly store: ComparisonStore;
  readonly alerts: AlertPolicy;
  /** Each date is judged at its end in this zone. */
  readonly zone: string;
}

export interface BacktestQuery {
  /** Accounts that start in [from, to) are replayed; those before are history. */
  readonly from: Day;
  readonly to: Day;
  readonly flagBy: number;
  /** Which accounts turned out badly; what is missing here is in no precision or recall. */
  readonly outcomes: ReadonlyMap<string, boolean>;
}

/** The answer of `backtest --json` (CONTRACT section 6). */
export interface BacktestReport {
  readonly alerts: readonly AlertRow[];
  readonly summary: BacktestSummary & { readonly alerts_per_csm_week: Load };
}

export interface AlertRow {
  readonly account_id: string;
  readonly kind: State;
  readonly strength: Strength;
  readonly day: number;
  readonly date: string;
  /** The soft alert of this account became hard. */
  readonly rose: boolean;
  readonly evidence: AlertEvidence;
}

export interface AlertEvidence {
  readonly in_words: string;
  readonly stuck_on: string | null;
  readonly days_stuck: number | null;
  readonly progress: number | null;
  readonly rank: number | null;
  readonly group: string | null;
  readonly n: number | null;
  readonly last_activity_at: string | null;
  readonly last_event: string | null;
}

/** Hears of every date that was replayed. */
export type OnDate = (replayed: number, of: number) => void;

/** Replays history through the judgement and the decisions of the service, without look-ahead. */
export async function backtest(
  deps: BacktestDeps,
  query: BacktestQuery,
  now: Instant,
  onDate: OnDate = () => undefined,
): Promise<BacktestReport> {
  const comparison = await readComparison(deps, deps.store, now, dayToIso(dayOf(now, deps.zone)));
  const snapshots = await readSnapshots(deps, query, comparison, now);
  const last = dayOf(await lastInstant(deps.store, now), deps.zone);
  const alerts: ReplayedAlert[] = [];
  const ended: EndedAccount[] = [];
  const load: { date: Day; owner: string; alerts: number }[] = [];
  const dates = replay({ snapshots, policy: deps.alerts, zone: deps.zone, from: query.from, to: last });
  for (const each of dates) {
    alerts.push(...each.alerts);
    ended.push(...each.ended);
    for (const owner of each.owners)
      load.push({
        date: each.date,
        owner,
        alerts: each.alerts.filter((alert) => ownerName(alert.snapshot) === owner).length,
      });
    onDate(each.date - query.from + 1, last - query.from + 1);
    await nextTurn();
  }
  const lives = livesOf(snapshots, alerts, ended, query.outcomes);
  return {
    alerts: alerts.map(alertRow),
    summary: { ...summarise(lives, query.flagBy), alerts_per_csm_week: loadOf(load) },
  };
}

async function readSnapshots(
  deps: BacktestDeps,
  { from, to }: BacktestQuery,
  comparison: Comparison | null,
  now: Instant,
): Promise<readonly Snapshot[]> {
  const reader = createSnapshotReader({ ...deps, compare: async () => comparison });
  const snapshots: Snapshot[] = [];
  for await (const accounts of accountPages(deps.store.accounts)) {
    const starts = ({ startedOn, status }: Account): boolean =>
      startedOn >= from && startedOn < to && status !== 'excluded';
    const lives = await everyLife(deps.store.accounts, accounts, now);
    // Each is judged day by day, from before anything was heard.
    snapshots.push(...(await reader.load(lives.filter(starts), now, { judgedFrom: Number.NEGATIVE_INFINITY })));
  }
  return snapshots;
}

/** The files end somewhere: afterwards nothing is known, so nothing is judged. */
async function lastInstant(store: ComparisonStore, now: Instant): Promise<Instant> {
  const ends = (await store.events.sources()).map(({ completeTo }) => completeTo ?? now);
  return Math.min(now, ...ends);
}

function livesOf(
  snapshots: readonly Snapshot[],
  alerts: readonly ReplayedAlert[],
  ended: readonly EndedAccount[],
  outcomes: ReadonlyMap<string, boolean>,
): readonly ReplayedLife[] {
  const daysToValue = new Map(ended.map(({ snapshot, verdict }) => [snapshot, verdict.daysToValue]));
  const byAccount = Map.groupBy(alerts, ({ snapshot }) => snapshot);
  return snapshots.map((snapshot) => {
    const { account } = snapshot;
    const accountId = account.accountId ?? account.key;
    return {
      accountId,
      bad: outcomes.get(accountId) ?? null,
      leftOn: account.leftAt === null ? null : dayOf(account.leftAt, account.zone) - account.startedOn,
      reachedOn: daysToValue.get(snapshot) ?? null,
      alerts: (byAccount.get(snapshot) ?? []).map(({ verdict, strength }) => ({
        kind: verdict.state,
        strength,
        day: verdict.day,
      })),
    };
  });
}

function alertRow({ snapshot: { account }, verdict, strength, rose }: ReplayedAlert): AlertRow {
  const { benchmark } = verdict;
  const last = verdict.recent.at(-1);
  return {
    account_id: account.accountId ?? account.key,
    kind: verdict.state,
    strength,
    day: verdict.day,
    date: dayToIso(verdict.today),
    rose,
    evidence: {
      in_words: stateInWords(verdict),
      stuck_on: stuckOn(verdict),
      days_stuck: verdict.daysStuck,
      progress: verdict.progress,
      rank: verdict.rank,
      group: benchmark?.source === 'learned' ? benchmark.group : null,
      n: benchmark?.source === 'learned' ? benchmark.n : null,
      last_activity_at: momentOrNull(verdict.lastActivityAt),
      last_event: last === undefined ? null : evidenceInWords(last, account.zone),
    },
  };
}
