import type { Account, Instant } from '../../domain/account.ts';
import type { BoardComment, Member } from '../board.ts';
import type { DraftDeps } from '../draft-plan.ts';

/** One thing that a person said to the agent. */
export interface Saying {
  readonly person: Member;
  readonly comment: BoardComment;
  readonly now: Instant;
}

/** What somebody says about one account. */
export interface Act extends Saying {
  readonly account: Account;
}

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
