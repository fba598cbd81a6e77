import type { CatalogueEvent } from './draft-catalogue.ts';
import type { Plan } from './plan.ts';

/** What a drafter is told, and what it may answer. The template drafter and the model's share both. */

export interface DraftRequest {
  readonly account: {
    readonly name: string;
    /** As the account names it, in any case. */
    readonly tier: string | null;
    readonly annualValue?: number | null;
    readonly useCase: string | null;
    readonly goals: string | null;
    readonly seats?: number | null;
    /** Length of a running trial: the milestone must fit into it. */
    readonly trialDays?: number | null;
  };
  readonly product: { readonly name: string; readonly promise: string };
  readonly catalogue: readonly CatalogueEvent[];
  /** What the account has really sent so far. */
  readonly observed: readonly ObservedEvent[];
  /** Earlier drafts that a lead refused: the new one differs and heeds the reason. */
  readonly rejected: readonly RejectedDraft[];
}

export interface ObservedEvent {
  readonly name: string;
  readonly count: number;
  readonly users: number;
}

export interface RejectedDraft {
  readonly statement: string;
  readonly reason: string;
  /** The refused plan, when it is at hand: its events are then known without reading the statement. */
  readonly plan?: Plan;
}

/** What else came into question, shown to the lead beside the draft. */
export interface RunnerUp {
  readonly playbook: string;
  readonly statement: string;
  readonly event: string;
}

export type DraftOutcome =
  | {
      readonly kind: 'plan';
      readonly plan: Plan;
      /** Id of the playbook: the vertical. */
      readonly playbook: string;
      /** For `PlanVersion.origin`. */
      readonly origin: string;
      /** Why this is value and not set-up, in words for the lead. */
      readonly rationale: string;
      readonly runnerUp: RunnerUp | null;
    }
  | {
      readonly kind: 'question';
      /** The one thing that only a person can say. */
      readonly question: string;
      readonly because: string;
    };
