import type { AccountKey, Instant } from '../domain/account.ts';
import type { Plan, PlanAuthor, PlanVersion } from '../domain/plan.ts';

export interface PlanRecord extends PlanVersion {
  /** Why this is value and not setup. */
  readonly rationale: string;
  readonly rejectReason: string | null;
  /** The prompt that a model wrote it by, with its version; null: no model did. */
  readonly prompt: string | null;
}

export interface NewPlan {
  readonly accountKey: AccountKey;
  readonly plan: Plan;
  readonly hash: string;
  readonly author: PlanAuthor;
  readonly origin: string;
  readonly rationale: string;
  /** Default: none. */
  readonly prompt?: string | null;
}

export interface Approval {
  readonly by: number | null;
  readonly at: Instant;
  readonly how: 'comment' | 'auto' | 'import';
  readonly commentId: string | null;
  readonly digest: string | null;
}

export interface ApprovingComment {
  readonly accountKey: AccountKey;
  readonly version: number;
  readonly commentId: string;
  readonly parentId: string | null;
  readonly saidAt: Instant;
}

export interface PlanStore {
  add(plan: NewPlan, now: Instant): Promise<PlanRecord>;
  versions(key: AccountKey): Promise<readonly PlanRecord[]>;
  newest(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, PlanRecord>>;
  /** The approved version by which each account is judged at `at`. */
  inForce(keys: readonly AccountKey[], at: Instant): Promise<ReadonlyMap<AccountKey, PlanRecord>>;
  /** The same for each of these, at an instant of its own: lives are judged by what was in force when they ended. */
  inForceEach(
    asked: readonly { readonly key: AccountKey; readonly at: Instant }[],
  ): Promise<readonly (PlanRecord | null)[]>;
  /** An older approved version is superseded. False when this version no longer waits for approval. */
  approve(key: AccountKey, version: number, approval: Approval): Promise<boolean>;
  /** Versions that an import brought into force later than this are in force from it on; says whether there were any. */
  reachBack(key: AccountKey, at: Instant): Promise<boolean>;
  /** The version that this comment approved. */
  approvedBy(key: AccountKey, commentId: string): Promise<PlanRecord | null>;
  reject(key: AccountKey, version: number, by: number, reason: string, now: Instant): Promise<void>;
  /** The approvals that comments on this task gave, with where the comments stood. */
  approvalsOn(taskId: string): Promise<readonly ApprovingComment[]>;
  /** Accounts whose newest version waits for an answer. */
  waitingKeys(): Promise<readonly AccountKey[]>;
  keysWithPlans(): Promise<ReadonlySet<AccountKey>>;
  /** When a plan last came into force for anybody. */
  lastApprovedAt(): Promise<Instant | null>;
  /** The texts of the plans that came into force after this, each once. */
  approvedSince(at: Instant): Promise<readonly Plan[]>;
  question(key: AccountKey): Promise<{ readonly question: string; readonly factsHash: string } | null>;
  setQuestion(key: AccountKey, question: string, factsHash: string, now: Instant): Promise<void>;
  clearQuestion(key: AccountKey): Promise<void>;
}
