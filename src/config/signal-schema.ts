import { z } from 'zod';
import type { Condition, Plan, Signal, Step } from '../domain/plan.ts';

/**
 * The notation of plans and signals (CONTRACT section 4), wherever one is written: files, imports, model answers. Defaults
 * are the contract's; a plan without `by_day` is expected by day 30, a step without one takes its place between its neighbours.
 */

const DEFAULT_BY_DAY = 30;

const Name = z.string({ error: 'write a name' }).trim().min(1, 'write a name');
const wholeFrom = (least: number, what: string) => {
  const message = `write a whole number of ${what}, ${least} or more`;
  return z.number({ error: message }).int(message).min(least, message);
};

/** One event name or a list of which any counts. */
export const EventNames = z
  .union([Name, z.array(Name).min(1, 'name at least one event')], {
    error: 'write an event name, or a list of names of which any counts',
  })
  .transform((names): readonly string[] => (typeof names === 'string' ? [names] : [...new Set(names)]));

const ScalarValue = z.union([z.string(), z.number(), z.boolean(), z.null()], {
  error: 'write a text, a number, true, false or null',
});
const Bound = z.number({ error: 'write a number' });

/** Operators on one property; all must hold. */
const Operators = z
  .strictObject({
    eq: ScalarValue.optional(),
    ne: ScalarValue.optional(),
    gt: Bound.optional(),
    gte: Bound.optional(),
    lt: Bound.optional(),
    lte: Bound.optional(),
    in: z.array(ScalarValue).min(1, 'list at least one value').optional(),
    exists: z.boolean({ error: 'write true or false' }).optional(),
  })
  .refine(
    (operators) => Object.keys(operators).length > 0,
    'write at least one of eq, ne, gt, gte, lt, lte, in, exists',
  );

const ConditionValue = z
  .union([ScalarValue, Operators], {
    error: 'write a value, or operators of eq ne gt gte lt lte in exists, e.g. { gte: 10 }',
  })
  .transform((condition) => condition as Condition);
export const WhereClause = z.record(z.string().min(1), ConditionValue, {
  error: 'write property: value pairs, e.g. { test: false }',
});

export const ActorName = z.enum(['any', 'external', 'not_admin', 'not_creator'], {
  error: 'write any, external, not_admin or not_creator',
});

/** Every key of a signal but its events: playbooks use the same words beside their event shapes. */
export const signalLimits = {
  count: wholeFrom(1, 'events').default(1),
  distinct_users: wholeFrom(1, 'users').default(1),
  within_days: wholeFrom(1, 'days').nullable().default(null),
  where: WhereClause.default({}),
  actor: ActorName.default('any'),
};

/** The contract's signal, read into the domain's. */
export const SignalNotation = z.strictObject({ event: EventNames, ...signalLimits }).transform(
  (written): Signal => ({
    event: written.event,
    count: written.count,
    distinctUsers: written.distinct_users,
    withinDays: written.within_days,
    where: written.where,
    actor: written.actor,
  }),
);

const ByDay = wholeFrom(0, 'days');
const StepNotation = z.strictObject({ name: Name, signal: SignalNotation, by_day: ByDay.optional() });

/** The contract's plan, read into the domain's. */
export const PlanNotation = z
  .strictObject({
    statement: Name,
    signal: SignalNotation,
    by_day: ByDay.default(DEFAULT_BY_DAY),
    core_events: z.array(Name).default([]),
    steps: z.array(StepNotation).default([]),
    ordered: z.boolean({ error: 'write true where the order of the steps is binding, else false' }).default(false),
  })
  .transform(
    (written): Plan => ({
      statement: written.statement,
      signal: written.signal,
      byDay: written.by_day,
      coreEvents: [...new Set(written.core_events)],
      steps: written.steps.map(
        (step, at): Step => ({
          name: step.name,
          signal: step.signal,
          byDay: step.by_day ?? evenShare(at, written.steps.length, written.by_day),
        }),
      ),
      // Only said where it holds: the texts that were approved before this word existed stay the same texts.
      ...(written.ordered ? { ordered: true } : {}),
    }),
  );

const evenShare = (at: number, steps: number, byDay: number): number =>
  Math.max(1, Math.round((byDay * (at + 1)) / (steps + 1)));

/** Reads a plan out of already parsed YAML or JSON. Throws a ZodError whose issues carry the path and the way out. */
export function parsePlan(value: unknown): Plan {
  return PlanNotation.parse(value);
}
