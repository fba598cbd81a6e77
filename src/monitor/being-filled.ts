import type { Account, Instant } from '../domain/account.ts';
import { MINUTE_MS } from '../domain/duration.ts';
import type { Store } from './store.ts';

/** In ClickUp a task is named first and filled afterwards: a draft waits until it was still for so long. */
export const STILL_MS = 10 * MINUTE_MS;

/**
 * Whether somebody seems to be filling the account's task at this moment: it lacks what a draft is made of (use case, goals) or whom it
 * asks, and was created or changed only just now. One that was created with an id or a purpose is as its creator wants it.
 */
export async function isBeingFilled(
  { accounts, audit }: Pick<Store, 'accounts' | 'audit'>,
  { key, taskId, accountId, useCase, goals, lead }: Account,
  now: Instant,
): Promise<boolean> {
  if (taskId === null || (useCase !== null && goals !== null && lead !== null)) return false;
  // An old task that we only now came to know is not being filled.
  if (!isJustNow(await accounts.taskTime(taskId), now)) return false;
  const isEmpty = accountId === null && useCase === null && goals === null;
  const latest = await audit.page({ accountKey: key, before: null, limit: LATEST });
  return latest.some(
    ({ what, at }) => (what === 'account_changed' || (isEmpty && what === 'account_added')) && isJustNow(at, now),
  );
}

const LATEST = 20;

/** In either direction: a clock that is far off is no reason to wait. */
const isJustNow = (at: Instant | null, now: Instant): boolean => at !== null && Math.abs(now - at) < STILL_MS;
