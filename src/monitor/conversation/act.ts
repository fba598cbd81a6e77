import type { Account } from '../../domain/account.ts';
import type { DraftDeps } from '../draft-deps.ts';
import type { Saying } from './said.ts';

/** Keeps who did what to which account, with the comment in which they said it. */
export async function noteAct(
  { store }: Pick<DraftDeps, 'store'>,
  what: string,
  { person, comment, now, ...act }: Saying & { readonly account?: Account },
  detail: Record<string, unknown>,
): Promise<void> {
  await store.audit.add({
    at: now,
    actor: { kind: 'person', id: person.id },
    what,
    accountKey: act.account?.key ?? null,
    detail: { ...detail, commentId: comment.id, commentAt: comment.at },
  });
}
