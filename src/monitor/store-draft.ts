import type { Account, Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import { type Judgement, judgeStatement } from '../domain/judge-statement.ts';
import type { Plan } from '../domain/plan.ts';
import { planHash } from '../shared/plan-hash.ts';
import { commentOnAccount } from './comment-on-account.ts';
import type { DraftDeps, DraftResult } from './draft-deps.ts';
import { draftComment } from './messages/draft-comment.ts';
import type { PlanRecord } from './plan-store.ts';
import type { Store } from './store.ts';
import { approvalMode, leadOf } from './who-approves.ts';

export interface Draft {
  readonly account: Account;
  readonly plan: Plan;
  readonly author: PlanRecord['author'];
  readonly origin: string;
  readonly rationale: string;
  /** Default: no model wrote it. */
  readonly prompt?: string | null;
  readonly alreadyTrue: { readonly statement: string; readonly on: number } | null;
  /** How many versions there were when this one was thought of: one more in the meantime, and it comes too late. */
  readonly after: number;
  /** `quiet`: the caller shows the version itself. */
  readonly voice?: 'comment' | 'quiet';
}

/** Stores a version; under `approval: auto` it is in force at once, otherwise it waits for the person it mentions. */
export async function storeDraft(
  { store, rules, crew }: Pick<DraftDeps, 'store' | 'rules' | 'crew'>,
  draft: Draft,
  now: Instant,
): Promise<DraftResult> {
  const { account, plan, author, origin, rationale, prompt = null } = draft;
  const mode = approvalMode(rules, account);
  const lead = leadOf(account, rules, await crew());
  return store.transaction(async (inside) => {
    if ((await inside.plans.versions(account.key)).length !== draft.after) return { kind: 'overtaken' };
    const named = { accountKey: account.key, plan, hash: planHash(plan), author, origin, rationale, prompt };
    const record = await inside.plans.add(named, now);
    await inside.plans.clearQuestion(account.key);
    await noteDraft(inside, record, now);
    if (mode === 'auto') await approveByRule(inside, record, now);
    const key = draftKey(account, record.version);
    const body = draftComment({ ...draft, judgement: judgementOf(record), key, mode, lead, version: record.version });
    const { taskId } = account;
    const writes =
      taskId === null || draft.voice === 'quiet' ? [] : [commentOnAccount(account.key, taskId, key, body, now)];
    await inside.outbox.add(writes, now);
    return { kind: 'drafted', plan: record, mode, writes };
  });
}

/** What the linter says of a version's statement, in the trade of the playbook that wrote it. */
export const judgementOf = ({ plan, origin }: Pick<PlanRecord, 'plan' | 'origin'>): Judgement =>
  judgeStatement(plan.statement, origin.split('/')[0] ?? null);

async function noteDraft(
  store: Store,
  { accountKey, version, hash, author, origin, prompt }: PlanRecord,
  now: Instant,
): Promise<void> {
  const detail = { version, hash, author, origin, ...(prompt === null ? {} : { prompt }) };
  await store.audit.add({ at: now, actor: AGENT, what: 'plan_drafted', accountKey, detail });
}

async function approveByRule(store: Store, record: PlanRecord, now: Instant): Promise<void> {
  await store.plans.approve(record.accountKey, record.version, {
    by: null,
    at: now,
    how: 'auto',
    commentId: null,
    digest: null,
  });
  await store.audit.add({
    at: now,
    actor: { kind: 'settings', id: null },
    what: 'plan_approved',
    accountKey: record.accountKey,
    detail: { version: record.version, hash: record.hash, how: 'auto' },
  });
}

export const draftKey = (account: Account, version: number): string =>
  `${account.taskId ?? account.key}.draft.v${version}`;
