import { namesNotIn } from '../domain/names-in-text.ts';
import { numbersNotIn, numbersOf } from '../domain/numbers-in-text.ts';
import { textFaults } from '../domain/text-faults.ts';

export interface ShownText {
  /** What to call it in a complaint. */
  readonly what: string;
  readonly text: string;
  /** Characters. */
  readonly longest: number;
  /** Texts whose numbers it may repeat. */
  readonly figures: readonly string[];
  /** Texts whose names it may repeat. */
  readonly names: readonly string[];
}

/** Why a model's text may not be shown to people, one sentence each; empty: it may. */
export function complaintsAboutText({ what, text, longest, figures, names }: ShownText): readonly string[] {
  const invented = numbersNotIn(text, numbersOf(figures));
  const strangers = namesNotIn(text, names);
  return [
    ...textFaults(what, text, longest),
    ...(invented.length === 0 ? [] : [`${what} holds figures that its facts do not: ${invented.join(', ')}`]),
    ...(strangers.length === 0 ? [] : [`${what} names who or what its facts do not: ${strangers.join(', ')}`]),
  ];
}
