import type { Account, Instant } from '../domain/account.ts';
import { askLead } from './ask-lead.ts';
import type { DraftDeps, DraftResult } from './draft-deps.ts';
import { draftRequest } from './draft-request.ts';
import { raiseIfTrue } from './raise-draft.ts';
import { storeDraft } from './store-draft.ts';

/** Drafts a plan for one account, stores it as its next version and says so on its task (or asks the one question). */
export async function draftPlan(deps: DraftDeps, account: Account, now: Instant): Promise<DraftResult> {
  const after = (await deps.store.plans.versions(account.key)).length;
  const request = await draftRequest(deps, account, now);
  const answer = await deps.drafter(request);
  if (answer.outcome.kind === 'question') return askLead(deps, account, answer.outcome.question, request, now);
  const raised = await raiseIfTrue(deps, account, answer.outcome.plan, now);
  if (raised.kind === 'always_true') {
    const question = `“${answer.outcome.plan.statement}” has long been true for this account, even many times over. Which single event would show that it now gets what it bought?`;
    return askLead(deps, account, question, request, now);
  }
  const { author, prompt = null } = answer;
  const version = { author, prompt, origin: answer.outcome.origin, rationale: answer.outcome.rationale };
  return storeDraft(deps, { account, plan: raised.plan, alreadyTrue: raised.alreadyTrue, after, ...version }, now);
}
