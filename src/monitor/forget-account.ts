import type { Account, Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import { settleAccount } from './settle-account.ts';
import type { Store } from './store.ts';

/** The task was deleted or moved out of the list; its row stays, so that a returning account resumes its history. */
export async function forgetAccountTask(store: Store, taskId: string, now: Instant): Promise<void> {
  await store.transaction(async (inside) => {
    const account = await inside.accounts.byTask(taskId);
    if (account === null) return;
    await inside.accounts.markGone(taskId, now);
    await inside.audit.add({
      at: now,
      actor: AGENT,
      what: 'account_gone',
      accountKey: account.key,
      detail: { taskId },
    });
    await handOver(inside, account, now);
  });
}

/** Its new task was made before the old one was deleted: until now a second one of its id, it carries the history on. */
async function handOver(store: Store, account: Account, now: Instant): Promise<void> {
  const heirs = account.accountId === null ? [] : await store.accounts.byAccountId(account.accountId);
  const heir = heirs.find(({ taskId }) => taskId !== null);
  if (heir === undefined || (await store.plans.versions(heir.key)).length > 0) return;
  const paused = heir.pauses.some(({ until }) => until === null);
  await settleAccount(
    store,
    { account: { ...heir, key: account.key, pauses: account.pauses }, paused },
    account,
    null,
    now,
  );
  await store.audit.add({
    at: now,
    actor: AGENT,
    what: 'account_returned',
    accountKey: account.key,
    detail: { taskId: heir.taskId, before: account.taskId },
  });
}
