import type { Account } from '../domain/account.ts';
import type { Store } from './store.ts';

export interface Former {
  /** Null: never seen. */
  readonly account: Account | null;
  /** Its task was gone, or it had none. */
  readonly returns: boolean;
}

/**
 * Who the account of this task was before: it resumes its own history, under whatever task it returns. One that was known from a
 * file or whose task was deleted is found again by its account id, also where the id is filled in only after the task was seen.
 */
export async function formerSelf(
  store: Store,
  own: Account | null,
  taskId: string,
  accountId: string | null,
): Promise<Former> {
  const stays: Former = { account: own, returns: false };
  if (own !== null && (own.accountId !== null || accountId === null)) return stays;
  if (own !== null && (await store.plans.versions(own.key)).length > 0) return stays;
  const known = accountId === null ? [] : await store.accounts.byAccountId(accountId);
  // Somebody else has the id: `doctor` names both.
  if (known.some((account) => account.taskId !== null && account.key !== own?.key)) return stays;
  const account = known[0] ?? (await store.accounts.gone(taskId, accountId));
  return account === null ? stays : { account, returns: true };
}

/** A task that was seen before its account was known for who it is had a row of its own: one task, one row. */
export async function giveUpOwnRow(store: Store, { key, taskId }: Account): Promise<void> {
  const own = taskId === null ? null : await store.accounts.byTask(taskId);
  if (own !== null && own.key !== key) await store.accounts.drop(own.key);
}
