import { isRealityFlag } from '../domain/draft-guards.ts';
import type { ReadEvent } from '../domain/draft-event-nature.ts';
import { type EventPattern, hasPhrase, matchesPattern, wordsOf } from '../domain/draft-words.ts';
import type { MilestoneTemplate, Playbook } from '../domain/playbook.ts';
import type { Reading } from './reading.ts';

/** A milestone of a playbook, bound to one event of the catalogue. */
export interface Candidate {
  readonly playbook: Playbook;
  readonly milestone: MilestoneTemplate;
  readonly event: ReadEvent;
  readonly pattern: EventPattern;
  readonly score: number;
  /** Use case or goals speak of this milestone. */
  readonly answersGoals: boolean;
}

/** Weights of what speaks for one candidate over another of the same vertical; found by trying, relative to each other only. */
const WEIGHT = {
  laterMilestone: -0.6,
  laterPattern: -0.3,
  goalPhrase: 1.5,
  useCasePhrase: 1,
  namedInGoals: 0.9,
  namedInUseCase: 0.4,
  tier: 1.2,
  coreKind: 0.5,
  observed: 0.3,
  realityFlag: 0.4,
  strayWord: -0.15,
  askedFor: 2.5,
  turnedDown: -2,
} as const;
/** A text that repeats itself proves no more than twice. */
const AT_MOST = 2;

/** Every way to bind the playbook's milestones, the best first. */
export function milestoneCandidates(playbook: Playbook, reading: Reading): readonly Candidate[] {
  const candidates = playbook.milestones.flatMap((milestone, rank) =>
    reading.events.flatMap((event) => {
      const at = milestone.signal.event.findIndex((pattern) => fits(pattern, event));
      const pattern = milestone.signal.event[at];
      if (pattern === undefined) return [];
      const order = rank * WEIGHT.laterMilestone + at * WEIGHT.laterPattern;
      const fromText = textMerit(milestone, event, reading);
      const score = order + fromText + ownMerit(milestone, event, pattern, reading);
      return [{ playbook, milestone, event, pattern, score, answersGoals: fromText > 0 }];
    }),
  );
  return candidates.toSorted((one, other) => other.score - one.score);
}

/**
 * The pattern is met, and the name holds no word that speaks against real use (test, import, failed …) unless the pattern
 * means that very word: a sign-in is value in an identity product and nowhere else.
 */
export function fits(pattern: EventPattern, event: ReadEvent): boolean {
  if (event.event.kind === 'login' || event.event.kind === 'setup') return false;
  return event.doubts.every((word) => pattern.stems.has(word)) && matchesPattern(pattern, event.words);
}

/** What use case and goals say for this milestone on this event. */
function textMerit(milestone: MilestoneTemplate, event: ReadEvent, { goals, useCase }: Reading): number {
  const named = nameWords(event);
  const phrases = (words: readonly string[]): number =>
    Math.min(AT_MOST, milestone.goals.filter((phrase) => hasPhrase(words, phrase)).length);
  const mentions = (words: readonly string[]): number =>
    Math.min(AT_MOST, named.filter((word) => words.includes(word)).length);
  return (
    phrases(goals) * WEIGHT.goalPhrase +
    phrases(useCase) * WEIGHT.useCasePhrase +
    mentions(goals) * WEIGHT.namedInGoals +
    mentions(useCase) * WEIGHT.namedInUseCase
  );
}

/** What the event itself, the tier and earlier refusals say for it. */
function ownMerit(milestone: MilestoneTemplate, event: ReadEvent, pattern: EventPattern, reading: Reading): number {
  return (
    (milestone.tiers.includes(tierName(reading)) ? WEIGHT.tier : 0) +
    (event.event.kind === 'core' ? WEIGHT.coreKind : 0) +
    (isObserved(event, reading) ? WEIGHT.observed : 0) +
    (event.event.properties.some(isRealityFlag) ? WEIGHT.realityFlag : 0) +
    event.words.filter((word) => !pattern.stems.has(word)).length * WEIGHT.strayWord +
    refusalMerit(event, reading)
  );
}

const tierName = ({ tier }: Reading): string => tier.tier?.name ?? tier.name ?? '';

const nameWords = (event: ReadEvent): readonly string[] => [...new Set(event.words.filter((word) => word.length > 2))];

const isObserved = (event: ReadEvent, { request }: Reading): boolean =>
  request.observed.some(({ name, count }) => name === event.event.name && count > 0);

/** A reason that names an event's words asks for it, or turns it down. */
export function refusalMerit(event: ReadEvent, { refusals }: Reading): number {
  const named = nameWords(event);
  const refusedWords = new Set(refusals.drafts.flatMap(({ statement }) => wordsOf(statement)));
  const askedFor = named.filter((word) => refusals.wanted.has(word) && !refusedWords.has(word));
  const turnedDown = named.filter((word) => refusals.unwanted.has(word));
  return askedFor.length * WEIGHT.askedFor + turnedDown.length * WEIGHT.turnedDown;
}
