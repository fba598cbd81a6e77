import { isSlipOf, lettersAndDigits, slipsBetween } from './likeness.ts';
import type { Plan } from './plan.ts';

/** An event of a plan that no source is known to send. */
export interface UnknownEvent {
  readonly name: string;
  /** The known name that is most like it; null when none is. */
  readonly nearest: string | null;
}

/** The events of a plan, its steps and what counts as use that are not among the known names; names are compared as signals do. */
export function unknownEvents({ signal, steps, coreEvents }: Plan, known: ReadonlySet<string>): UnknownEvent[] {
  const named = new Set([...signal.event, ...steps.flatMap((step) => step.signal.event), ...coreEvents]);
  return [...named].filter((name) => !known.has(name)).map((name) => ({ name, nearest: nearestOf(name, known) }));
}

function nearestOf(name: string, known: ReadonlySet<string>): string | null {
  const written = lettersAndDigits(name);
  const alike = [...known].sort().flatMap((each) => {
    const other = lettersAndDigits(each);
    return other === written || isSlipOf(other, written) ? [{ each, slips: slipsBetween(other, written) }] : [];
  });
  return alike.sort((a, b) => a.slips - b.slips)[0]?.each ?? null;
}
