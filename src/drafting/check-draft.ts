import { isVerb } from '../domain/draft-event-nature.ts';
import { wordsOf } from '../domain/draft-words.ts';
import { numbersNotIn, numbersOf } from '../domain/numbers-in-text.ts';
import type { Plan } from '../domain/plan.ts';
import { textFaults } from '../domain/text-faults.ts';
import type { DraftAnswer, WrittenPlan } from './draft-answer.ts';
import { customerOf, type draftFacts } from './draft-facts.ts';
import type { DraftSituation } from './draft-situation.ts';
import { type BoundAnswer, planFromAnswer } from './plan-from-answer.ts';
import { isRefused } from './refusals.ts';

/** What the product-truth linter says of a statement. */
export type JudgeStatement = (
  statement: string,
  vertical: string | null,
) => { readonly pass: boolean; readonly reason: string; readonly mend: string };

export interface DraftChecks {
  readonly situation: DraftSituation;
  /** The facts as the model has them. Examples are of other products: their figures vouch for nothing. */
  readonly facts: ReturnType<typeof draftFacts>;
  readonly judge: JudgeStatement;
}

const LONGEST = { statement: 120, step: 80, rationale: 400, question: 240 } as const;

/** Everything that code finds wrong with a model's draft, one sentence each. */
export function complaintsOf({ plan, question }: DraftAnswer, checks: DraftChecks): readonly string[] {
  const mayAsk = checks.situation.template.kind === 'question';
  if (plan === null && question === null) return ['Both are null: write a plan or a question.'];
  if (plan !== null && question !== null) return ['Write a plan or a question, and null for the other.'];
  if (plan !== null) return planComplaints(plan, checks);
  return mayAsk
    ? questionComplaints(question ?? '', checks)
    : ['Enough is known for a plan: write one, and no question.'];
}

function questionComplaints(question: string, { facts }: DraftChecks): readonly string[] {
  const open = question.trim().endsWith('?') ? [] : ['The question does not end with a question mark.'];
  return [
    ...textFaults('The question', question, LONGEST.question),
    ...open,
    ...invented(question, knownNumbers(facts)),
  ];
}

function planComplaints(written: WrittenPlan, checks: DraftChecks): readonly string[] {
  const { situation, facts } = checks;
  const bound = planFromAnswer(written, situation);
  const allowed = new Set([...knownNumbers(facts), ...figuresOf(bound.plan)]);
  const texts = [written.statement, written.rationale, ...written.steps.map(({ name }) => name)];
  return [
    ...bound.complaints,
    ...textFaults('The statement', written.statement, LONGEST.statement),
    ...textFaults('The rationale', written.rationale, LONGEST.rationale),
    ...written.steps.flatMap(({ name }) => textFaults('The name of a step', name, LONGEST.step)),
    ...texts.flatMap((text) => invented(text, allowed)),
    ...quoteComplaints(written, situation),
    ...refusedAgain(bound, situation),
    ...untrue(written, bound, checks),
  ];
}

const knownNumbers = ({ examples: _, ...facts }: DraftChecks['facts']): ReadonlySet<number> => numbersOf(facts);

/** The plan's own figures, without its texts: a text cannot vouch for itself. */
const figuresOf = ({ byDay, signal, steps }: Plan): readonly number[] => [
  ...[byDay, signal.count, signal.distinctUsers],
  ...steps.flatMap((step) => [step.byDay, step.signal.count, step.signal.distinctUsers]),
];

const invented = (text: string, allowed: ReadonlySet<number>): readonly string[] =>
  numbersNotIn(text, allowed).map((said) => `“${said}” is a number that the facts do not hold: leave it out.`);

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/**
 * Where the templates would ask, a plan needs words of the customer's own that speak of its event: else it is a guess. Anywhere
 * else a quotation only has to be one.
 */
function quoteComplaints({ quote, events }: WrittenPlan, situation: DraftSituation): readonly string[] {
  const mustShow = situation.template.kind === 'question';
  if (quote === null)
    return mustShow ? ['Nothing of use_case or goals is quoted for it: quote what it answers, or ask.'] : [];
  const { use_case, goals } = customerOf(situation);
  const isSaid = [use_case, goals].some((text) => text !== null && plain(text).includes(plain(quote)));
  if (!isSaid || plain(quote) === '') return ['The quote is not in use_case or goals: copy it exactly, or write null.'];
  const named = situation.reading.events.filter(({ event }) => events.includes(event.name));
  const about = named.flatMap(({ words, event }) => [
    ...words.filter((word) => !isVerb(word)),
    ...wordsOf(event.description ?? ''),
  ]);
  const speaks = wordsOf(quote).some((word) => word.length > 2 && about.includes(word));
  return mustShow && !speaks ? ['The quote does not speak of the event: quote words that do, or ask.'] : [];
}

function refusedAgain({ plan }: BoundAnswer, { reading }: DraftSituation): readonly string[] {
  return isRefused(plan, reading.refusals) ? ['A lead has refused this already: propose another milestone.'] : [];
}

function untrue({ statement }: WrittenPlan, { playbook }: BoundAnswer, { judge }: DraftChecks): readonly string[] {
  const { pass, reason, mend } = judge(statement, playbook?.id ?? null);
  return pass ? [] : [`The statement is not first value: ${reason} ${mend}`];
}
