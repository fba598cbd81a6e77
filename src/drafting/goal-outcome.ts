import { isRealityFlag } from '../domain/draft-guards.ts';
import { isVerb, type ReadEvent } from '../domain/draft-event-nature.ts';
import { parsePattern, plainWordsOf, wordsOf } from '../domain/draft-words.ts';
import type { MilestoneTemplate, Playbook, StepTemplate } from '../domain/playbook.ts';
import { type Candidate, refusalMerit } from './milestone-candidates.ts';
import type { Reading } from './reading.ts';

/**
 * For work that no playbook knows: the finished outcome of the catalogue that the account's own words name, or the only one
 * that the product itself tells apart from rehearsal. Neither is a guess; with two outcomes alike there is no candidate.
 */

/** The best outcome must lead by this much; less is a toss-up. */
const CLEAR_LEAD = 0.75;
const WEIGHT = {
  namedInGoals: 2,
  namedInUseCase: 1.2,
  verbInText: 1,
  describedInText: 0.5,
  guarded: 0.8,
  coreKind: 1,
} as const;

/** Candidates in the light of one playbook (the general one, or a vertical whose own shapes fit nothing), the best first. */
export function goalOutcomes(playbook: Playbook, template: MilestoneTemplate, reading: Reading): readonly Candidate[] {
  const outcomes = reading.events.filter(({ nature }) => nature === 'outcome');
  const only = onlyRealThing(outcomes);
  const scored = outcomes
    .filter((event) => isNamed(event, reading) || event === only)
    .map((event) => ({ event, score: closeness(event, reading) + refusalMerit(event, reading) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score);
  const [first, second] = scored;
  if (first === undefined || (second !== undefined && first.score - second.score < CLEAR_LEAD)) return [];
  return scored.map(({ event, score }) => ({
    playbook,
    event,
    score,
    answersGoals: isNamed(event, reading),
    pattern: parsePattern(event.words.join(' ')),
    milestone: { ...template, statement: sentenceOf(event), steps: stepsTowards(event, template.steps, reading) },
  }));
}

/** When all outcomes that have a rehearsal are stages of one thing, the last of them is its end. */
function onlyRealThing(outcomes: readonly ReadEvent[]): ReadEvent | undefined {
  const guarded = outcomes.filter(isGuarded);
  const things = new Set(guarded.map((event) => objectsOf(event).join(' ')));
  return things.size === 1 ? guarded.at(-1) : undefined;
}

/** What happened, by its last verb; the words before it say to what, even where they could be verbs (`check_completed`). */
function verbAt({ words }: ReadEvent): number {
  return words.findLastIndex(isVerb);
}

const objectsOf = (event: ReadEvent): readonly string[] =>
  [...new Set(event.words.filter((_, at) => at !== verbAt(event)))].filter((word) => word.length > 2);

const isGuarded = ({ event }: ReadEvent): boolean => event.properties.some(isRealityFlag);

function isNamed(event: ReadEvent, { goals, useCase }: Reading): boolean {
  return objectsOf(event).some((word) => goals.includes(word) || useCase.includes(word));
}

function closeness(event: ReadEvent, { goals, useCase }: Reading): number {
  const objects = objectsOf(event);
  const said = [...goals, ...useCase];
  const described = wordsOf(event.event.description ?? '').filter((word) => word.length > 3 && said.includes(word));
  return (
    objects.filter((word) => goals.includes(word)).length * WEIGHT.namedInGoals +
    objects.filter((word) => useCase.includes(word)).length * WEIGHT.namedInUseCase +
    (said.includes(event.words[verbAt(event)] ?? '') ? WEIGHT.verbInText : 0) +
    Math.min(2, new Set(described).size) * WEIGHT.describedInText +
    (isGuarded(event) ? WEIGHT.guarded : 0) +
    (event.event.kind === 'core' ? WEIGHT.coreKind : 0)
  );
}

/** `audit_passed` becomes "A real audit has been passed". */
function sentenceOf(event: ReadEvent): string {
  const plain = plainWordsOf(event.event.name);
  const at = verbAt(event);
  const verb = plain[at] ?? 'done';
  const object = plain.filter((_, index) => index !== at).join(' ');
  return `A real ${object} ${HAPPENS_BY_ITSELF.has(verb) ? 'has' : 'has been'} ${verb}`;
}

const HAPPENS_BY_ITSELF = new Set([
  'succeeded',
  'arrived',
  'finished',
  'ran',
  'run',
  'replied',
  'responded',
  'attended',
]);

/** Real beginnings of the same thing, at most two, in the catalogue's order. */
function stepsTowards(
  goal: ReadEvent,
  templates: readonly StepTemplate[],
  { events }: Reading,
): readonly StepTemplate[] {
  const template = templates[0];
  if (template === undefined) return [];
  const objects = objectsOf(goal);
  return events
    .filter((event) => event !== goal && event.nature === 'input' && event.words.some((word) => objects.includes(word)))
    .slice(0, 2)
    .map((event) => ({
      ...template,
      name: `First real ${plainWordsOf(event.event.name).join(' ')}`,
      signal: { ...template.signal, event: [parsePattern(event.words.join(' '))] },
    }));
}
