import { z } from 'zod';
import type { DraftOutcome, DraftRequest } from '../domain/drafting.ts';
import { type PlanWords, planToNotation } from '../domain/plan-notation.ts';

/**
 * Account briefs as JSON lines, for `draft --brief FILE`: what one account says of itself and which events its product
 * sends. Only the keys below are read; answers that stand beside them in an evaluation file stay unseen.
 */
const Brief = z.object({
  id: z.string().min(1),
  account: z.string().min(1),
  tier: z.string().nullish(),
  seats: z.number().nullish(),
  use_case: z.string().nullish(),
  goals: z.union([z.string(), z.array(z.string())]).nullish(),
  events: z.record(z.string(), z.array(z.string())).default({}),
});

export type BriefReading =
  | { readonly kind: 'brief'; readonly id: string; readonly request: DraftRequest }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Reads one line of a briefs file. */
export function readBrief(line: string): BriefReading {
  const parsed = parsedLine(Brief, line);
  if (parsed.kind === 'unreadable') return parsed;
  return { kind: 'brief', id: parsed.value.id, request: requestFrom(parsed.value) };
}

export type LineReading<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly why: string };

/** One JSON line in a shape, or what is wrong with it. */
export function parsedLine<T>(schema: z.ZodType<T>, line: string): LineReading<T> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: 'unreadable', why: 'no JSON: write one object a line' };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { kind: 'read', value: parsed.data };
  const why = parsed.error.issues.map((issue) => `${issue.path.map(String).join('.') || 'the line'}: ${issue.message}`);
  return { kind: 'unreadable', why: why.join('; ') };
}

function requestFrom(brief: z.infer<typeof Brief>): DraftRequest {
  const goals = Array.isArray(brief.goals) ? brief.goals.join('. ') : brief.goals;
  return {
    account: {
      name: brief.account,
      tier: brief.tier ?? null,
      useCase: brief.use_case || null,
      goals: goals || null,
      seats: brief.seats ?? null,
    },
    // A brief names no product; its events and the account's words speak for it.
    product: { name: 'the product', promise: '' },
    catalogue: Object.entries(brief.events).map(([name, properties]) => ({
      name,
      kind: null,
      description: null,
      properties,
    })),
    observed: [],
    rejected: [],
  };
}

/** The answer to one brief, one JSON line of `draft --brief`. */
export interface BriefAnswer {
  readonly id: string;
  readonly plan: PlanWords | null;
  readonly question: string | null;
  readonly author: 'template' | 'model';
  /** Id of the playbook; null with a question. */
  readonly vertical: string | null;
}

export function briefAnswer(
  id: string,
  outcome: DraftOutcome,
  author: BriefAnswer['author'] = 'template',
): BriefAnswer {
  if (outcome.kind === 'question') return { id, plan: null, question: outcome.question, author, vertical: null };
  return { id, plan: planToNotation(outcome.plan), question: null, author, vertical: outcome.playbook };
}
