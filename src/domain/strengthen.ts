import type { Plan, Step } from './plan.ts';

/** What a milestone that is already true is raised by, in turn, until it is one that still lies ahead. */
const FACTORS = [3, 10, 30] as const;

/**
 * A stronger version of a plan whose rule the account's history already meets: the same event, more often. Null when even the
 * strongest is met, so that a person has to say what value means here.
 */
export function strengthen(plan: Plan, isMet: (plan: Plan) => boolean): Plan | null {
  for (const factor of FACTORS) {
    const count = plan.signal.count * factor;
    const stronger = {
      ...plan,
      statement: `${plan.statement}, ${count} times`,
      signal: { ...plan.signal, count },
      steps: [...plan.steps, milestoneAsStep(plan)],
    };
    if (!isMet(stronger)) return stronger;
  }
  return null;
}

/** The old milestone becomes the last step on the way: what is known to have happened stays visible. */
const milestoneAsStep = ({ statement, signal, byDay }: Plan): Step => ({
  name: statement,
  signal,
  byDay: Math.max(1, byDay - 1),
});
