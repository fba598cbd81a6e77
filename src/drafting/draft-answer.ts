import { z } from 'zod';

/** The shape in which a model drafts: words, and choices among what the facts list. Days, guards and ids are not among them. */

const WrittenStep = z.strictObject({
  name: z.string(),
  event: z.string(),
  count: z.int(),
  distinct_users: z.int(),
});
export type WrittenStep = z.infer<typeof WrittenStep>;

const WrittenPlan = z.strictObject({
  statement: z.string(),
  events: z.array(z.string()).min(1).max(3),
  count: z.int(),
  distinct_users: z.int(),
  actor: z.enum(['any', 'external', 'not_admin', 'not_creator']),
  where: z
    .array(z.strictObject({ property: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }))
    .max(4),
  steps: z.array(WrittenStep).max(4),
  rationale: z.string(),
  quote: z.string().nullable(),
});
export type WrittenPlan = z.infer<typeof WrittenPlan>;

export const DraftAnswer = z.strictObject({ plan: WrittenPlan.nullable(), question: z.string().nullable() });
export type DraftAnswer = z.infer<typeof DraftAnswer>;

export const CritiqueAnswer = z.strictObject({ acceptable: z.boolean(), objection: z.string() });
export type CritiqueAnswer = z.infer<typeof CritiqueAnswer>;
