import type { AccountKey, Instant } from '../domain/account.ts';
import type { Message } from './message.ts';
import type { Write } from './outbox.ts';

/** A comment on an account's task that nobody waits for: a first start writes hundreds, and whoever asks something goes first. */
export function commentOnAccount(
  accountKey: AccountKey,
  taskId: string,
  key: string,
  body: Message,
  now: Instant,
): Write {
  return {
    key,
    accountKey,
    alertId: null,
    notBefore: now,
    after: null,
    kind: 'comment',
    task: { id: taskId },
    body,
    lane: 'alert',
  };
}
