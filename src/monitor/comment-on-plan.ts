import type { Account, Instant } from '../domain/account.ts';
import type { Message } from './message.ts';
import type { Write } from './outbox.ts';

/** A comment on the task of an account about its plan. */
export function commentOnPlan(account: Account, taskId: string, key: string, body: Message, now: Instant): Write {
  return {
    key,
    accountKey: account.key,
    alertId: null,
    notBefore: now,
    after: null,
    kind: 'comment',
    task: { id: taskId },
    body,
    // A first start writes hundreds of drafts: whoever asks something must not wait behind them.
    lane: 'alert',
  };
}
