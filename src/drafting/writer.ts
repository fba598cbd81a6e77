import type { z } from 'zod';

/** What a model is asked to write: one file of prompts/ each. */
export type Purpose = 'draft-plan' | 'critique' | 'intervention' | 'answer' | 'edit-plan';

/** One piece of writing. The prompt says how, the facts say about what, the schema says in which shape. */
export interface WritingTask<Answer> {
  readonly purpose: Purpose;
  /** All that the model gets to know: sent as JSON, as data, never as part of the instructions. */
  readonly facts: object;
  readonly schema: z.ZodType<Answer>;
  /** What code finds wrong with an answer of the right shape, one sentence each; the model gets them once, to mend it. */
  readonly check: (answer: Answer) => readonly string[];
}

export type Written<Answer> =
  /** `prompt` names the file and the version of its text, e.g. `draft-plan@4f2c9a1b`. */
  | { readonly kind: 'written'; readonly answer: Answer; readonly prompt: string }
  | { readonly kind: 'unusable'; readonly why: WhyUnusable; readonly detail: string };

export const WHY_UNUSABLE = [
  /** No answer before the deadline. */
  'timeout',
  'unreachable',
  /** 429, still so after the retries that fit into the deadline. */
  'too_many_requests',
  'server_error',
  /** The server does not accept our key, our model's name or our request: a person must act. */
  'not_accepted',
  /** The model declined to answer. */
  'declined',
  /** No JSON, or cut off before its end. */
  'malformed',
  /** JSON of another shape, after the repair too. */
  'wrong_shape',
  /** The right shape, but code found it wrong after the repair too. */
  'rejected',
  /** The month's money is spent (`model.monthly_cap_usd`). */
  'over_cap',
] as const;
export type WhyUnusable = (typeof WHY_UNUSABLE)[number];

/** Whoever finds words. Never throws: a model that fails is an expected outcome, and the templates do without it. */
export interface Writer {
  write<Answer>(task: WritingTask<Answer>): Promise<Written<Answer>>;
}
