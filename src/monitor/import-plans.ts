import type { Account, Instant } from '../domain/account.ts';
import { startOfDay } from '../domain/local-date.ts';
import { entryFor, type PlanEntry } from '../domain/plan-choice.ts';
import { planHash } from '../shared/plan-hash.ts';
import type { PlanRecord } from './plan-store.ts';
import type { Store } from './store.ts';

export interface ImportPlansDeps {
  readonly store: Store;
  readonly now: Instant;
  /** The file as the record of a plan names it. */
  readonly fileName: string;
}

export interface PlanImportCounts {
  /** Accounts for which a plan came into force now. */
  readonly stored: number;
  /** Accounts whose newest plan says the same already. */
  readonly known: number;
  /** Accounts that no entry matches. */
  readonly unmatched: number;
}

/** An entry with what is the same for every account that it matches. */
interface NumberedEntry extends PlanEntry {
  readonly number: number;
  readonly hash: string;
}

const PAGE = 500;

/** Brings the first matching plan into force for every account, those in ClickUp included. A repeat changes nothing. */
export async function importPlans(
  deps: ImportPlansDeps,
  entries: readonly PlanEntry[],
  onRead: (accounts: number) => void = () => undefined,
): Promise<PlanImportCounts> {
  const numbered = entries.map((entry, at) => ({ ...entry, number: at + 1, hash: planHash(entry.plan) }));
  const counts = { stored: 0, known: 0, unmatched: 0 };
  let read = 0;
  let page = await deps.store.accounts.page(null, PAGE);
  while (page.length > 0) {
    const accounts = page;
    const kept = await deps.store.transaction((store) => keepPage({ ...deps, store }, numbered, accounts));
    for (const each of kept) counts[each] += 1;
    read += accounts.length;
    onRead(read);
    page = await deps.store.accounts.page(accounts.at(-1)?.key ?? null, PAGE);
  }
  return counts;
}

/**
 * When an imported plan came into force: for accounts known from a file with the first of their lives, never later than now.
 * @param ended its earlier lives, oldest first
 */
export function approvalTime(account: Account, ended: readonly Account[], now: Instant): Instant {
  if (account.taskId !== null) return now;
  const { startedOn, zone } = ended[0] ?? account;
  return Math.min(startOfDay(startedOn, zone), now);
}

async function keepPage(
  deps: ImportPlansDeps,
  entries: readonly NumberedEntry[],
  accounts: readonly Account[],
): Promise<readonly (keyof PlanImportCounts)[]> {
  const keys = accounts.map(({ key }) => key);
  const newest = await deps.store.plans.newest(keys);
  const ended = await deps.store.accounts.endedLives(keys);
  const kept: (keyof PlanImportCounts)[] = [];
  for (const account of accounts) {
    const entry = entryFor(entries, account);
    const at = approvalTime(account, ended.get(account.key) ?? [], deps.now);
    kept.push(entry === null ? 'unmatched' : await keepPlan(deps, entry, account, newest.get(account.key) ?? null, at));
  }
  return kept;
}

async function keepPlan(
  deps: ImportPlansDeps,
  entry: NumberedEntry,
  account: Account,
  newest: PlanRecord | null,
  at: Instant,
): Promise<'stored' | 'known'> {
  const { store, now, fileName } = deps;
  const isSame = newest?.hash === entry.hash;
  // The same text still waiting for an answer has it now; the same text once rejected stays rejected.
  if (isSame && newest.status !== 'draft') {
    // Brought into force by a version of this product that did not look at earlier lives.
    const isMended = account.taskId === null && (await store.plans.reachBack(account.key, at));
    return isMended ? 'stored' : 'known';
  }
  const origin = `import/${fileName}#${entry.number}`;
  const rationale = `Imported from ${fileName}, entry ${entry.number}.`;
  const draft = {
    accountKey: account.key,
    plan: entry.plan,
    hash: entry.hash,
    author: 'import' as const,
    origin,
    rationale,
  };
  const { version } = isSame ? newest : await store.plans.add(draft, at);
  await store.plans.approve(account.key, version, { by: null, at, how: 'import', commentId: null, digest: null });
  await store.plans.clearQuestion(account.key);
  const detail = { version, hash: entry.hash, origin };
  await store.audit.add({
    at: now,
    actor: { kind: 'import', id: null },
    what: 'plan_approved',
    accountKey: account.key,
    detail,
  });
  return 'stored';
}
