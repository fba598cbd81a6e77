import type { Instant } from './account.ts';

export type Actor = 'any' | 'external' | 'not_admin' | 'not_creator';

export type Scalar = string | number | boolean | null;

/** What one event property must be: a bare value is strict equality; of several operators all must hold. */
export type Condition =
  | Scalar
  | {
      readonly eq?: Scalar;
      readonly ne?: Scalar;
      readonly gt?: number;
      readonly gte?: number;
      readonly lt?: number;
      readonly lte?: number;
      readonly in?: readonly Scalar[];
      readonly exists?: boolean;
    };

/** The rule on events that says a step or the milestone has happened (CONTRACT section 4). */
export interface Signal {
  /** Any of these names. */
  readonly event: readonly string[];
  readonly count: number;
  readonly distinctUsers: number;
  /** The counted events lie in this many consecutive local dates; null: no limit. */
  readonly withinDays: number | null;
  readonly where: Readonly<Record<string, Condition>>;
  readonly actor: Actor;
}

export interface Step {
  readonly name: string;
  readonly signal: Signal;
  /** Expected active day. */
  readonly byDay: number;
}

/** What is approved for one account: the milestone (statement, signal, by day), the steps before it, the core events. */
export interface Plan {
  readonly statement: string;
  readonly signal: Signal;
  readonly byDay: number;
  readonly coreEvents: readonly string[];
  readonly steps: readonly Step[];
  /** The order of the steps is binding: whoever has a later one has those before it. Default: it is not. */
  readonly ordered?: boolean;
}

export type PlanAuthor = 'template' | 'model' | 'lead' | 'import';
export type PlanStatus = 'draft' | 'approved' | 'rejected' | 'superseded';

/** One version of an account's plan. Only its status and its approval ever change; the text never does. */
export interface PlanVersion {
  readonly accountKey: string;
  readonly version: number;
  readonly status: PlanStatus;
  readonly plan: Plan;
  /** Digest of the canonical text: approval is bound to it. */
  readonly hash: string;
  readonly author: PlanAuthor;
  /** The playbook or prompt that made it, with its version. */
  readonly origin: string;
  readonly draftedAt: Instant;
  /** ClickUp user id; null when approved by configuration or import (`approvedHow` says which). */
  readonly approvedBy: number | null;
  readonly approvedAt: Instant | null;
  readonly approvedHow: 'comment' | 'auto' | 'import' | null;
}

/** All milestones in order: the steps, then first value itself under the statement's name. */
export function milestonesOf(plan: Plan): readonly Step[] {
  return [...plan.steps, { name: plan.statement, signal: plan.signal, byDay: plan.byDay }];
}

/** Names that show use of what the account bought: the plan's core events and the milestone's own. */
export function coreEventsOf(plan: Plan): ReadonlySet<string> {
  return new Set([...plan.coreEvents, ...plan.signal.event]);
}
