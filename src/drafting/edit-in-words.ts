import { z } from 'zod';
import { numbersNotIn, numbersOf } from '../domain/numbers-in-text.ts';
import { withoutIdentities } from '../domain/personal-data.ts';
import { editPlan } from '../domain/plan-edit.ts';
import type { Plan, Signal } from '../domain/plan.ts';
import { textFaults } from '../domain/text-faults.ts';
import type { PlanWish, WordFinder } from '../monitor/find-words.ts';
import type { Writer } from './writer.ts';

/** Characters. */
const LONGEST_WISH = 2_000;
const LONGEST_TEXT = 200;
const MOST_LINES = 20;

const Lines = z.object({ lines: z.array(z.string()).max(MOST_LINES) });
type Lines = z.infer<typeof Lines>;

/**
 * Turns a lead's sentence into lines of `edit`: with events that exist or that the lead named, and with figures of the plan or the
 * sentence. What the lines do is `editPlan`'s, and the lead sees it before it counts.
 */
export const editInWords =
  (writer: Writer): WordFinder['editLines'] =>
  async (wish) => {
    const written = await writer.write<Lines>({
      purpose: 'edit-plan',
      facts: {
        sentence: withoutIdentities(wish.wish, [wish.accountName]).slice(0, LONGEST_WISH),
        plan: wish.plan,
        events: wish.events,
      },
      schema: Lines,
      check: ({ lines }) => complaintsAbout(lines, wish),
    });
    // No line: the sentence is about something else.
    return written.kind === 'unusable' || written.answer.lines.length === 0 ? null : written.answer.lines.join('\n');
  };

function complaintsAbout(lines: readonly string[], { wish, plan, events }: PlanWish): readonly string[] {
  if (lines.length === 0) return [];
  if (lines.some((line) => /[\r\n]/.test(line))) return ['a line has line breaks: write one thing a line'];
  const outcome = editPlan(plan, lines.join('\n'));
  if (outcome.kind === 'refused') return outcome.complaints;
  const known = [...events, ...namesIn(plan)];
  const strange = namesIn(outcome.plan).filter((name) => !known.includes(name) && !wish.includes(name));
  const invented = numbersNotIn(lines.join('\n'), numbersOf([wish, plan, events]));
  return [
    ...(strange.length === 0 ? [] : [`there are no such events or properties: ${strange.join(', ')}`]),
    ...(invented.length === 0 ? [] : [`nobody named these figures: ${invented.join(', ')}`]),
    ...newTexts(outcome.plan, plan).flatMap((text) => textFaults('a text of the plan', text, LONGEST_TEXT)),
  ];
}

const textsOf = ({ statement, steps }: Plan): readonly string[] => [statement, ...steps.map(({ name }) => name)];
const newTexts = (plan: Plan, before: Plan): readonly string[] =>
  textsOf(plan).filter((text) => !textsOf(before).includes(text));

const namesOf = ({ event, where }: Signal): readonly string[] => [...event, ...Object.keys(where)];

const namesIn = ({ signal, steps, coreEvents }: Plan): readonly string[] => [
  ...new Set([...namesOf(signal), ...steps.flatMap((step) => namesOf(step.signal)), ...coreEvents]),
];
