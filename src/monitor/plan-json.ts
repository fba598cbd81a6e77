import { z } from 'zod';

/** How a plan is answered as JSON: the notation of CONTRACT section 4, every default spelled out. */

const Count = z.int().min(0);

export const SignalJson = z
  .strictObject({
    event: z.union([z.string(), z.array(z.string())]).describe('one name, or several of which any counts'),
    count: Count,
    distinct_users: Count,
    within_days: Count.optional(),
    where: z.record(z.string(), z.unknown()).describe('event properties: a value, or operators that must all hold'),
    actor: z.enum(['any', 'external', 'not_admin', 'not_creator']),
  })
  .describe('the rule on events that says a step or the milestone has happened');
export type SignalJson = z.infer<typeof SignalJson>;

export const PlanJson = z
  .strictObject({
    statement: z.string(),
    signal: SignalJson,
    by_day: Count,
    core_events: z.array(z.string()),
    steps: z.array(z.strictObject({ name: z.string(), signal: SignalJson, by_day: Count })),
    ordered: z
      .literal(true)
      .optional()
      .describe('the order of the steps is binding: a later one vouches for those before it'),
  })
  .describe('a plan as it is written in files and comments');
export type PlanJson = z.infer<typeof PlanJson>;
