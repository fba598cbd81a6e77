import { createHash } from 'node:crypto';
import type { Account, Instant } from '../domain/account.ts';
import type { Snapshot } from '../domain/assess.ts';
import type { CatalogueEvent } from '../domain/draft-catalogue.ts';
import type { DraftOutcome, DraftRequest } from '../domain/drafting.ts';
import { type Judgement, judgeStatement } from '../domain/judge-statement.ts';
import { dayOf, startOfDay } from '../domain/local-date.ts';
import type { Colleague } from '../domain/owner.ts';
import type { Plan } from '../domain/plan.ts';
import { followSignal } from '../domain/signal.ts';
import { strengthen } from '../domain/strengthen.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import { planHash } from '../shared/plan-hash.ts';
import type { Comparisons } from './comparisons.ts';
import type { Crew } from './keep-accounts.ts';
import type { Message } from './message.ts';
import { draftComment, questionComment } from './messages/draft-comment.ts';
import type { Write } from './outbox.ts';
import type { ApprovalMode, Rules } from './rules.ts';
import { createSnapshotReader, type SnapshotDeps } from './snapshots.ts';
import type { PlanRecord } from './plan-store.ts';
import type { Store } from './store.ts';

export interface DraftDeps {
  readonly store: Store;
  readonly rules: Rules;
  readonly exclusion: SnapshotDeps['exclusion'];
  readonly catalogue: readonly CatalogueEvent[];
  /** Words come from a drafter; whether to speak, to whom and of which account is decided here. */
  readonly drafter: (request: DraftRequest) => Promise<DrafterAnswer>;
  /** How many drafts are thought of at a time where many wait; default one after the other. */
  readonly draftsAtOnce?: number;
  readonly crew: () => Promise<Crew>;
  readonly comparisons?: Comparisons;
}
export interface DrafterAnswer {
  readonly outcome: DraftOutcome;
  readonly author: 'template' | 'model';
  /** The prompt that a model wrote it by, with its version. */
  readonly prompt?: string;
}

export type DraftResult =
  | {
      readonly kind: 'drafted';
      readonly plan: PlanRecord;
      readonly mode: ApprovalMode;
      readonly writes: readonly Write[];
    }
  | { readonly kind: 'asked'; readonly question: string; readonly writes: readonly Write[] }
  /** The same question was already asked of the same facts. */
  | { readonly kind: 'waiting'; readonly question: string }
  /** Another process drafted for this account in the meantime. */
  | { readonly kind: 'overtaken' };

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
    const writes = taskId === null || draft.voice === 'quiet' ? [] : [commentWrite(account, taskId, key, body, now)];
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
  await store.audit.add({ at: now, actor: { kind: 'agent', id: null }, what: 'plan_drafted', accountKey, detail });
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

export const approvalMode = (rules: Rules, account: Account): ApprovalMode =>
  rules.approval.byTier.get(account.tier ?? '') ?? rules.approval.standard;

/** Who is asked: the account's lead, else the first approver, else `owners.lead`; whoever is asked may approve. */
export function leadOf(account: Account, rules: Rules, { people, seat }: Crew): Colleague | null {
  const candidates = [account.lead?.id, ...rules.approval.approvers, rules.owners.lead];
  const found = candidates
    .map((id) => people.find((person) => person.id === id && person.id !== seat.id && person.role !== 'guest'))
    .find((person) => person !== undefined);
  return found === undefined ? null : { id: found.id, name: found.name };
}

async function askLead(
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
      : [commentWrite(account, account.taskId, key, questionComment(account, question, lead, key), now)];
  await deps.store.transaction(async (inside) => {
    await inside.plans.setQuestion(account.key, question, factsHash, now);
    await inside.outbox.add(writes, now);
    await inside.audit.add({
      at: now,
      actor: { kind: 'agent', id: null },
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

function commentWrite(account: Account, taskId: string, key: string, body: Message, now: Instant): Write {
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

/** What the drafter may know of an account: its own facts, what it sends, and what was refused before. */
export async function draftRequest(deps: DraftDeps, account: Account, now: Instant): Promise<DraftRequest> {
  const { store, rules, catalogue } = deps;
  const versions = await store.plans.versions(account.key);
  return {
    account: {
      name: account.name,
      tier: account.tier,
      annualValue: account.annualValue,
      useCase: account.useCase,
      goals: account.goals,
      trialDays: account.trialEndsOn === null ? null : account.trialEndsOn - account.startedOn,
    },
    product: rules.product,
    catalogue,
    observed: observedIn((await snapshotOf(deps, account, now))?.events ?? []),
    rejected: versions.flatMap(({ status, plan, rejectReason }) =>
      status === 'rejected' ? [{ statement: plan.statement, reason: rejectReason ?? '', plan }] : [],
    ),
  };
}

async function snapshotOf(
  { store, exclusion, rules }: DraftDeps,
  account: Account,
  now: Instant,
): Promise<Snapshot | null> {
  const reader = createSnapshotReader({ store, exclusion, policyOf: rules.policyOf });
  return (await reader.load([account], now))[0] ?? null;
}

/** What the account's own people do, by name: the same rule on who counts as everywhere. */
function observedIn(events: readonly UsageEvent[]): DraftRequest['observed'] {
  return [...Map.groupBy(events, ({ name }) => name)].sort().map(([name, all]) => ({
    name,
    count: all.length,
    users: new Set(all.flatMap(({ userId }) => userId ?? [])).size,
  }));
}

type Raised =
  | {
      readonly kind: 'plan';
      readonly plan: Plan;
      readonly alreadyTrue: { readonly statement: string; readonly on: number } | null;
    }
  | { readonly kind: 'always_true' };

/** A rule that the history already meets would be reached the moment it is approved: a stronger one is proposed. */
async function raiseIfTrue(deps: DraftDeps, account: Account, plan: Plan, now: Instant): Promise<Raised> {
  const snapshot = await snapshotOf(deps, account, now);
  if (snapshot === null) return { kind: 'plan', plan, alreadyTrue: null };
  const from = Math.max(
    startOfDay(account.startedOn - PRE_ONBOARDING_DAYS, account.zone),
    snapshot.earlierLifeEndedAt ?? Number.NEGATIVE_INFINITY,
  );
  const events = snapshot.events.filter((event) => event.at >= from && event.at <= now);
  const context = { zone: account.zone, users: snapshot.users, firstUserId: snapshot.firstUserId };
  const metAt = (each: Plan): Instant | null => followSignal(each.signal, events, context).reachedAt;
  const at = metAt(plan);
  if (at === null) return { kind: 'plan', plan, alreadyTrue: null };
  const stronger = strengthen(plan, (each) => metAt(each) !== null);
  return stronger === null
    ? { kind: 'always_true' }
    : { kind: 'plan', plan: stronger, alreadyTrue: { statement: plan.statement, on: dayOf(at, account.zone) } };
}

/** Evidence counts from this long before the start (METHOD section 1). */
const PRE_ONBOARDING_DAYS = 14;
