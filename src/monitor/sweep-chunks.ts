import type { Account, AccountKey, Instant } from '../domain/account.ts';
import { assess } from '../domain/assess.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { Comparison } from '../domain/comparison.ts';
import { dueAgain } from '../domain/due.ts';
import { livesAt } from './lives.ts';
import type { PlanRecord } from './plan-store.ts';
import { createSnapshotReader, type LoadedSnapshot, type SnapshotDeps } from './snapshots.ts';
import type { Store } from './store.ts';
import { nextTurn } from './turns.ts';

export interface JudgedAccount {
  readonly account: Account;
  readonly verdict: Assessment;
  readonly plan: PlanRecord | null;
  /** When time alone could change the verdict next; null: never. */
  readonly dueAt: Instant | null;
}

/** So few that nobody else in this process waits long for a turn. */
const CHUNK = 100;

/** Judges these accounts, everybody without them, some at a time. */
export async function* judgeInChunks(
  deps: Pick<SnapshotDeps, 'exclusion' | 'policyOf' | 'clocksDifferBy'> & {
    readonly store: Store;
    readonly comparison: Comparison | null;
  },
  keys: ReadonlySet<AccountKey> | null,
  now: Instant,
): AsyncGenerator<readonly JudgedAccount[]> {
  const { store, comparison, exclusion, policyOf, clocksDifferBy = 0 } = deps;
  const reader = createSnapshotReader({ store, exclusion, policyOf, clocksDifferBy, compare: async () => comparison });
  for await (const accounts of keys === null ? everybody(store) : those(store, keys)) {
    // Of two accounts with one id only the one first seen is judged (METHOD section 1); `doctor` names both.
    const later = await store.accounts.laterTwins(accounts.flatMap(({ accountId }) => accountId ?? []));
    const wanted = await livesAt(
      store.accounts,
      accounts.filter(({ key }) => !later.has(key)),
      now + clocksDifferBy,
    );
    const snapshots = await reader.load(wanted, now);
    await nextTurn();
    yield snapshots.map((snapshot) => judge(snapshot, now));
    await nextTurn();
  }
}

function judge(snapshot: LoadedSnapshot, now: Instant): JudgedAccount {
  const { account, inForce: plan } = snapshot;
  const verdict = assess(snapshot, now);
  return { account, verdict, plan, dueAt: dueAgain(snapshot, verdict.state, now) };
}

async function* everybody({ accounts }: Store): AsyncGenerator<readonly Account[]> {
  for (let after: AccountKey | null = null; ; ) {
    const page: readonly Account[] = await accounts.page(after, CHUNK);
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)?.key ?? null;
  }
}

async function* those({ accounts }: Store, keys: ReadonlySet<AccountKey>): AsyncGenerator<readonly Account[]> {
  const sorted = [...keys].sort();
  for (let from = 0; from < sorted.length; from += CHUNK) {
    const found = await accounts.byKeys(sorted.slice(from, from + CHUNK));
    yield found.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  }
}
