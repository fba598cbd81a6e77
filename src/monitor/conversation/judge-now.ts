import type { Account, Instant } from '../../domain/account.ts';
import { assess } from '../../domain/assess.ts';
import type { Assessment } from '../../domain/assessment.ts';
import type { DraftDeps } from '../draft-deps.ts';
import { createSnapshotReader } from '../snapshots.ts';

type JudgeNowDeps = Pick<DraftDeps, 'store' | 'exclusion' | 'rules' | 'comparisons'>;

export interface JudgedNow {
  readonly account: Account;
  readonly verdict: Assessment;
}

/** Judges accounts at this instant, from what is stored, so that an answer never repeats what was true at the last sweep. */
export async function judgeNow(
  { store, exclusion, rules, comparisons }: JudgeNowDeps,
  accounts: readonly Account[],
  now: Instant,
): Promise<readonly JudgedNow[]> {
  const compare = async (at: Instant) => (await comparisons?.at(store, at)) ?? null;
  const reader = createSnapshotReader({ store, exclusion, policyOf: rules.policyOf, compare });
  const snapshots = await reader.load(accounts, now);
  return snapshots.map((snapshot) => ({ account: snapshot.account, verdict: assess(snapshot, now) }));
}

/** @throws Error never in practice: one account in, one verdict out */
export async function judgeOne(deps: JudgeNowDeps, account: Account, now: Instant): Promise<Assessment> {
  const [judged] = await judgeNow(deps, [account], now);
  if (judged === undefined) throw new Error(`no verdict on ${account.key}`);
  return judged.verdict;
}
