import type { Instant } from '../domain/account.ts';
import { MonitorError } from '../shared/errors.ts';
import type { Store } from './store.ts';
import type { AccountSubject, Counts } from './subject-store.ts';

/** @throws MonitorError `not_found` */
export async function subjectCalled({ subjects }: Pick<Store, 'subjects'>, id: string): Promise<AccountSubject> {
  const [first, second] = await subjects.accounts(id);
  if (first === undefined)
    throw new MonitorError('not_found', `account "${id}" is not known: compare it with \`accounts\``);
  if (second === undefined) return first;
  const keys = [first, second].map(({ key }) => key).join(', ');
  throw new MonitorError('conflict', `several accounts are called "${id}": name one by its key (${keys})`);
}

/** How many events go in one transaction, so that nobody waits long for it. */
const EVENTS_AT_ONCE = 500;
const ALWAYS = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };

/**
 * Erases everything that is kept of an account; when it breaks off, it is done again. What the product sends of it once more is not
 * taken in again, what happens from now on is. The audit keeps that things were done to this key, and by whom, and no longer what.
 * @returns what was erased, by table
 * @throws MonitorError `conflict` while its task is in the accounts list, from where it would be read again
 */
export async function eraseAccount(store: Store, subject: AccountSubject, now: Instant): Promise<Counts> {
  if (subject.isOnBoard)
    throw new MonitorError(
      'conflict',
      `the task of ${subject.name} (${subject.taskId}) is in the accounts list, from where all would be read again: delete it or move it out, run \`sync\`, then forget`,
    );
  const { key, accountIds } = subject;
  await store.subjects.overwriteErased();
  await store.events.noteForgotten(
    accountIds.map((id) => `account:${id}` as const),
    now,
  );
  let events = 0;
  for (const id of accountIds)
    for (let some = EVENTS_AT_ONCE; some === EVENTS_AT_ONCE; events += some)
      some = await store.transaction((inside) => inside.events.dropSome(id, ALWAYS, EVENTS_AT_ONCE));
  return store.transaction(async (inside) => {
    await inside.events.noteForgotten(await usersOf(inside, subject), now);
    const erased = await inside.subjects.eraseAccount(subject, now);
    const detail = { events: events + (erased.events ?? 0) };
    await inside.audit.add({ at: now, actor: OPERATOR, what: 'account_forgotten', accountKey: key, detail });
    return { ...erased, ...detail };
  });
}

/** Whoever has this command. */
export const OPERATOR = { kind: 'settings', id: null } as const;

async function usersOf({ subjects }: Store, subject: AccountSubject): Promise<readonly `user:${string}`[]> {
  const ids: `user:${string}`[] = [];
  for await (const { table, row } of subjects.dataOf(subject))
    if (table === 'users' && typeof row.user_id === 'string') ids.push(`user:${row.user_id}`);
  return ids;
}
