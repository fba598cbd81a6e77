import { createHash } from 'node:crypto';
import { AGENT } from './audit-store.ts';
import type { Account, Instant } from '../domain/account.ts';
import type { DraftRequest } from '../domain/drafting.ts';
import { commentOnAccount } from './comment-on-account.ts';
import type { DraftDeps, DraftResult } from './draft-deps.ts';
import { questionComment } from './messages/draft-comment.ts';
import { leadOf } from './who-approves.ts';

/** The one question that a draft cannot do without; asked once of the same facts. */
export async function askLead(
  deps: DraftDeps,
  account: Account,
  question: string,
  request: DraftRequest,
  now: Instant,
): Promise<DraftResult> {
  const factsHash = hashOf(request);
  const asked = await deps.store.plans.question(account.key);
  if (asked?.factsHash === factsHash) return { kind: 'waiting', question: asked.question };
  const lead = leadOf(account, deps.rules, await deps.crew());
  const key = `${account.taskId ?? account.key}.question.${factsHash}`;
  const writes =
    account.taskId === null
      ? []
      : [commentOnAccount(account.key, account.taskId, key, questionComment(account, question, lead, key), now)];
  await deps.store.transaction(async (inside) => {
    await inside.plans.setQuestion(account.key, question, factsHash, now);
    await inside.outbox.add(writes, now);
    await inside.audit.add({
      at: now,
      actor: AGENT,
      what: 'plan_question_asked',
      accountKey: account.key,
      detail: { question },
    });
  });
  return { kind: 'asked', question, writes };
}

/** Use case, goals and tier decide whether a question would be the same again; what the account sends does not. */
function hashOf({ account, rejected }: DraftRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([account.useCase, account.goals, account.tier, rejected]))
    .digest('hex')
    .slice(0, 12);
}
