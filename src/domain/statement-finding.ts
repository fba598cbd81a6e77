import type { Because, Verdict } from './statement-advice.ts';
import type { Claims } from './statement-clauses.ts';
import type { Happening } from './statement-reading.ts';
import type { Word } from './statement-words.ts';

/** What one event of a statement is worth, and why. */
export interface Finding {
  readonly verdict: Verdict;
  readonly because: Because;
}

/** What surrounds the event. */
export interface Setting {
  readonly vertical: string | null;
  readonly claims: Claims;
  /** Every word of the statement, claimed or not. */
  readonly all: readonly Word[];
}

/** One principle: what it says of an event, or null where it has nothing to say. The first that speaks decides. */
export type Rule = (happening: Happening, setting: Setting) => Finding | null;

export const found = (verdict: Verdict, because: Because): Finding => ({ verdict, because });

export const DOOR = found('login', 'door');
export const PREPARED = found('setup', 'preparation');
export const BEGUN = found('setup', 'begun');
export const REHEARSED = found('setup', 'rehearsal');
export const COUNTED = found('vanity', 'attention');
export const FELT = found('vague', 'feeling');
export const NO_EVENT = found('vague', 'no_event');
export const ANSWERED = found('value', 'answered');
export const ITS_WORK = found('value', 'the_work_itself');
export const DONE = found('value', 'done');

/** The first rule that speaks; `otherwise` when none does. */
export function firstOf(
  rules: readonly Rule[],
  otherwise: Finding,
): (happening: Happening, setting: Setting) => Finding {
  return (happening, setting) => {
    for (const rule of rules) {
      const finding = rule(happening, setting);
      if (finding !== null) return finding;
    }
    return otherwise;
  };
}
