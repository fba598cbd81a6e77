import type { Account, Instant } from '../domain/account.ts';
import type { Snapshot } from '../domain/assess.ts';
import type { DraftRequest } from '../domain/drafting.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import type { DraftDeps } from './draft-deps.ts';
import { createSnapshotReader } from './snapshots.ts';

/** What the drafter may know of an account: its own facts, what it sends, and what was refused before. */
export async function draftRequest(deps: DraftDeps, account: Account, now: Instant): Promise<DraftRequest> {
  const { store, rules, catalogue } = deps;
  const versions = await store.plans.versions(account.key);
  return {
    account: {
      name: account.name,
      tier: account.tier,
      annualValue: account.annualValue,
      useCase: account.useCase,
      goals: account.goals,
      trialDays: account.trialEndsOn === null ? null : account.trialEndsOn - account.startedOn,
    },
    product: rules.product,
    catalogue,
    observed: observedIn((await snapshotOf(deps, account, now))?.events ?? []),
    rejected: versions.flatMap(({ status, plan, rejectReason }) =>
      status === 'rejected' ? [{ statement: plan.statement, reason: rejectReason ?? '', plan }] : [],
    ),
  };
}

export async function snapshotOf(
  { store, exclusion, rules }: DraftDeps,
  account: Account,
  now: Instant,
): Promise<Snapshot | null> {
  const reader = createSnapshotReader({ store, exclusion, policyOf: rules.policyOf });
  return (await reader.load([account], now))[0] ?? null;
}

/** What the account's own people do, by name: the same rule on who counts as everywhere. */
function observedIn(events: readonly UsageEvent[]): DraftRequest['observed'] {
  return [...Map.groupBy(events, ({ name }) => name)].sort().map(([name, all]) => ({
    name,
    count: all.length,
    users: new Set(all.flatMap(({ userId }) => userId ?? [])).size,
  }));
}
