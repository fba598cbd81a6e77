import type { Condition, Plan, Signal } from './plan.ts';

/** Plans and signals in the contract's words (CONTRACT section 4), for JSON and YAML; `config/signal-schema.ts` reads them back. */

export interface SignalWords {
  event: string | string[];
  count: number;
  distinct_users: number;
  within_days?: number;
  where: Record<string, Condition>;
  actor: Signal['actor'];
}

export interface PlanWords {
  statement: string;
  signal: SignalWords;
  by_day: number;
  core_events: string[];
  steps: { name: string; signal: SignalWords; by_day: number }[];
  ordered?: true;
}

/** A signal in the contract's words, for JSON and YAML; one event is written as a name, several as a list. */
export function signalToNotation(signal: Signal): SignalWords {
  const [only, ...others] = signal.event;
  return {
    event: only !== undefined && others.length === 0 ? only : [...signal.event],
    count: signal.count,
    distinct_users: signal.distinctUsers,
    ...(signal.withinDays === null ? {} : { within_days: signal.withinDays }),
    where: { ...signal.where },
    actor: signal.actor,
  };
}

/** A plan in the contract's words: the way back from `parsePlan`. */
export function planToNotation(plan: Plan): PlanWords {
  return {
    statement: plan.statement,
    signal: signalToNotation(plan.signal),
    by_day: plan.byDay,
    core_events: [...plan.coreEvents],
    steps: plan.steps.map((step) => ({
      name: step.name,
      signal: signalToNotation(step.signal),
      by_day: step.byDay,
    })),
    ...(plan.ordered === true ? { ordered: true } : {}),
  };
}
