import type { StepStanding } from '../domain/assessment.ts';
import type { Plan } from '../domain/plan.ts';
import type { Advice } from '../domain/reworded.ts';
import type { MoveKind } from '../domain/whose-move.ts';

/** One thing that is known of an account, as a receipt shows it: whoever answers may say nothing else. */
export interface KnownFact {
  readonly key: string;
  /** No people, no ids, no addresses. */
  readonly says: string;
}

export interface AccountQuestion {
  readonly question: string;
  readonly accountName: string;
  readonly facts: readonly KnownFact[];
}

export interface FoundAnswer {
  readonly text: string;
  /** What the facts that it rests on say. */
  readonly receipts: readonly string[];
}

/** A change to a plan as a lead says it in a sentence. */
export interface PlanWish {
  readonly wish: string;
  readonly accountName: string;
  readonly plan: Plan;
  /** Names of events that the product knows or the account sends. */
  readonly events: readonly string[];
}

/** One gap, with what the playbook advises about it. */
export interface AdviceWish {
  readonly accountName: string;
  readonly useCase: string | null;
  readonly goals: string | null;
  readonly state: string;
  readonly openStep: Pick<StepStanding, 'name' | 'signal' | 'count' | 'users'> | null;
  readonly whoseMove: MoveKind | null;
  /** Names of people in the advice; they do not leave the machine. */
  readonly people: readonly string[];
  readonly advice: Advice;
}

/** What a model may put into words. What comes back was checked; null: the caller does without. Never throws. */
export interface WordFinder {
  answer(asked: AccountQuestion): Promise<FoundAnswer | null>;
  /** The wish in the lines of `edit`, which are read as if the lead had written them. */
  editLines(wish: PlanWish): Promise<string | null>;
  /** The advice in words for each gap, in their order, all of it within a bounded time; null: the playbook's own stand. */
  advise(wishes: readonly AdviceWish[]): Promise<readonly (Advice | null)[]>;
}
